"""A comment has a longest length, and a report gives way in steps."""

import json
import resource
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pulumi_liveperson.review.from_preview import read_preview
from pulumi_liveperson.review.guards import Refusal
from pulumi_liveperson.review.markdown import as_markdown, length
from pulumi_liveperson.review.presentation import Presentation
from tests.engine.trial import ROOT
from tests.report.rendered import page
from tests.report.reporting import COMMAND, bullets, report
from tests.report.steps import closed, occasion, open_hours, preview, reason, step

HOLIDAYS = [closed(f"2027-{month:02}-15", name=f"Day {month}") for month in range(1, 13)]
LONGEST = 65_536  # GitHub's limit for a comment
WORST = "\u202e"  # one character, and eleven of Markdown


def changes(number: int, name: str = "Bank holidays {}", **fields: Any) -> dict[str, Any]:
    """Return a preview of a deletion, a moved default, and a number of changes."""
    extra = [*HOLIDAYS, closed("2028-01-03", name="New Year's Day (substitute)")]
    return preview(
        step("delete", reason("Old"), None, resource="old"),
        step("update", occasion("Main"), occasion("Main", is_default=True), resource="main"),
        *(
            step(
                "update",
                occasion(name.format(number), events=HOLIDAYS),
                occasion(name.format(number), events=extra, **fields),
                resource=f"holidays-{number}",
            )
            for number in range(number)
        ),
    )


def test_a_few_changes_have_sentences_and_tables() -> None:
    said = report(changes(20))

    assert len(bullets(said.out)) == 22
    assert said.out.count("<details>") == 22
    assert "Shortened" not in said.out


def test_500_changes_have_sentences_and_no_tables() -> None:
    said = report(changes(450), "--artifact", "report.json of this run")

    assert length(said.out) <= LONGEST
    assert len(bullets(said.out)) == 452
    assert "<details>" not in said.out
    assert "\n\nCalendars and details: report.json of this run\n\n" in said.out
    assert said.out.endswith("Shortened, because a comment has a maximum length: see the page.\n")


def hours_of_a_year(number: int) -> dict[str, Any]:
    """Return a preview of occasions that are open longer on each day of a year."""
    before, after = (
        occasion(events=[open_hours("2027-01-01", "09:00", closes, days=365)])
        for closes in ("17:00", "18:00")
    )
    return preview(*(step("update", before, after, resource=f"year-{number}") for number in range(number)))


@pytest.mark.parametrize("document", [changes(498), hours_of_a_year(500)], ids=["holidays", "years"])
def test_500_changes_take_less_than_two_seconds(document: Any, tmp_path: Path) -> None:
    file = tmp_path / "preview.json"
    file.write_text(json.dumps(document))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    subprocess.run([*COMMAND, str(file)], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime < 2  # of this process alone, on however busy a machine


def test_more_changes_keep_the_sentences_that_matter_and_the_names_of_the_others() -> None:
    said = report(changes(900))

    assert length(said.out) <= LONGEST
    assert bullets(said.out) == [
        "**Old**: deleted; it was a status reason for Away.",
        "**Main**: becomes the account's default occasion.",
    ]
    assert "**Bank holidays 0**, **Bank holidays 1**, " in said.out
    assert said.out.count("**Bank holidays ") == 900
    assert "1 deleted, 901 changed" in said.out


def test_a_huge_description_is_cut() -> None:
    said = report(changes(3, description="word " * 1_000_000))

    assert said.exit_code == 0
    assert length(said.out) < 20_000
    assert "word word…" in said.out


def test_many_deletions_with_huge_names_are_cut_to_those_that_fit() -> None:
    steps = [
        step("delete", reason(f"{WORST * 200}{number}"), None, resource=str(number)) for number in range(500)
    ]

    said = report(preview(*steps), "--max-deletes", "1")

    assert length(said.out) <= LONGEST
    assert bullets(said.out) == []
    assert "more." in said.out
    assert said.exit_code == 3


def test_a_huge_error_is_cut_inside_of_its_block() -> None:
    errors = [
        {"severity": "error", "message": f"error: {number}\n{'line ' * 20}\n" * 5_000} for number in range(30)
    ]

    said = report(preview(diagnostics=errors))

    assert length(said.out) <= LONGEST
    assert said.exit_code == 1
    found = page(said.out)
    assert len(found.texts["pre"]) == 1
    assert "There are 29 more messages." in said.out


@pytest.mark.parametrize("number", [0, 1, 30, pytest.param(400, marks=pytest.mark.slow)])
@settings(max_examples=6)
@example(words=WORST * 300, refusals=30)
@example(words="😀" * 300, refusals=30)
@given(
    words=st.text(alphabet=[WORST, "|", "&", "`", "a", "😀", "@", "\n"], min_size=1, max_size=300),
    refusals=st.integers(0, 30),
)
def test_a_comment_is_never_too_long_and_never_broken(number: int, words: str, refusals: int) -> None:
    message = {"severity": "error", "message": words * 300}
    steps = [
        step(operation, reason(words), reason(words, state=words), resource=f"{words}{operation}{each}")
        for each in range(number)
        for operation in ("update", "replace")
    ]
    others = [{"op": words, "urn": f"urn:pulumi:{words}::p::{words}::{words}"} for _ in range(number)]
    read = read_preview(preview(*steps, *others, diagnostics=[message] * 40))
    assert read is not None

    text = as_markdown(
        Presentation(read, (Refusal("--max-deletes 1", "too many", (words,) * 40),) * refusals)
    )

    assert length(text) <= LONGEST
    found = page(text)  # which fails on a tag that is left open
    assert len(found.comments) == 1
    headings = {"Errors", "Changed", "Deleted and created again"} if number else {"Errors"}
    assert headings <= set(found.texts["h4"])  # which a block that is left open would swallow
