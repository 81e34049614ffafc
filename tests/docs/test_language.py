"""The pages are in plain technical English, and in an order in which readers find them."""

import re
from pathlib import Path

import pytest

from pulumi_liveperson.cli.main import COMMANDS
from tests.docs.hard_words import hard_words
from tests.docs.markdown import PAGES, links, rows, section, spans, title
from tests.docs.workspace import ROOT

# A changelog stays as each version was described.
OURS = [page for page in [*PAGES, ROOT / "template" / "README.md"] if page.name != "CHANGELOG.md"]
GUIDES = [page for page in PAGES if page.parent == ROOT / "docs"]
INDEX = ROOT / "docs" / "README.md"
MOST_TERMS = 35


def prose(text: str) -> str:
    """Return what people read as sentences: no code, no addresses, no comments."""
    text = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    return re.sub(r"\]\([^)]*\)", "]", text)


@pytest.mark.parametrize("page", OURS, ids=title)
def test_a_page_has_no_words_that_must_be_read_twice(page: Path) -> None:
    lines = prose(page.read_text()).splitlines()

    assert [
        found for number, line in enumerate(lines, start=1) for found in hard_words(f"line {number}", line)
    ] == []


def test_prose_is_what_is_left_without_code_and_addresses() -> None:
    page = "Read `mended` and [this](told.md).\n```sh\nstands\n```\n<!-- whoever -->\nEnd."

    assert prose(page).split() == ["Read", "and", "[this].", "End."]


@pytest.mark.parametrize("page", GUIDES, ids=title)
def test_a_page_says_at_its_top_for_whom_it_is(page: Path) -> None:
    heading, _, text = page.read_text().partition("\n\n")

    assert heading.startswith("# ")
    assert text.startswith(("For ", "This index is for "))


def test_the_index_lists_every_page() -> None:
    listed = {(INDEX.parent / each).resolve() for each in links(INDEX.read_text())}

    assert {*GUIDES} - {INDEX} - listed == set()


def test_the_readme_is_short_and_says_first_what_is_not_proven() -> None:
    lines = (ROOT / "README.md").read_text().splitlines()

    assert len(lines) < 150
    assert any("Proof on a real account: not yet" in line for line in lines[:10])


def test_the_glossary_has_few_terms_and_each_once() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text()
    owners = "LivePerson's terms", "Pulumi's terms", "Terms of this project"
    terms = [row[0] for owner in owners for row in rows(section(text, owner))]

    assert len(terms) <= MOST_TERMS
    assert len({*terms}) == len(terms)


def test_the_page_on_commands_lists_every_command() -> None:
    table = rows(section((ROOT / "docs" / "commands.md").read_text(), "The command liveperson"))

    assert {spans(row[0])[0] for row in table} == {
        f"liveperson {each}" for each in (*COMMANDS, "report", "fleet", "ci", "simulator")
    }


def test_every_page_names_the_same_version_to_begin_with() -> None:
    named = {
        version
        for page in ("README.md", "docs/new-project.md")
        for version in re.findall(r"accounts\.git(?:/tree/v|@v)([\d.]+\d)", (ROOT / page).read_text())
    }

    first, *_ = (ROOT / "template" / "requirements.txt").read_text().splitlines()
    assert named == {first.partition("==")[2]}
