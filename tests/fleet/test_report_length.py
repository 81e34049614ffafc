"""A comment has a maximum length, and the report for all accounts is shortened in steps."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pulumi_liveperson.cli.ci.untrusted import read_report
from pulumi_liveperson.fleet.combined.combining import combine
from pulumi_liveperson.fleet.combined.markdown import as_markdown
from pulumi_liveperson.fleet.combined.page import as_page
from pulumi_liveperson.fleet.combined.text import as_text
from pulumi_liveperson.fleet.result import Check, Outcome, Result
from pulumi_liveperson.review.markdown import length
from tests.fleet.fleets import account, easter, fleet, shorter_week, summer, winter
from tests.fleet.memory import measured
from tests.fleet.reporting import fleet_report, headings
from tests.fleet.results import result, written
from tests.harmless import harmful
from tests.report.pages import Page
from tests.report.rendered import page
from tests.report.steps import reason, step

LONGEST = 65_536  # GitHub's limit for a comment
WORST = "\u202e"  # one character, and eleven of Markdown


def each_with_its_own(words: str, number: int, *steps: dict[str, Any]) -> list[Result]:
    """Return results of accounts that differ in a word of their names; the report is calculated once."""
    found = result("brand", account(*steps))
    text = json.dumps(found.report)
    return [
        replace(
            found,
            stack=f"brand-{each:03}",
            report=json.loads(text.replace(words, f"{words}{each}-")),
            outcome=Outcome.FAILED if each % 3 == 0 else Outcome.CHANGES,
            message=f"error {each}: {'LivePerson did not answer in time, and ' * 5}",
        )
        for each in range(number)
    ]


def all_different() -> list[Result]:
    """Return the results of 300 accounts that have nothing in common, and of which 100 fail."""
    deletes = [step("delete", reason(f"Skill old {each}"), None, resource=f"old-{each}") for each in range(3)]
    new = [step("create", None, reason(f"Skill new {each}"), resource=f"new-{each}") for each in range(4)]
    return each_with_its_own("Skill ", 300, *deletes, *new, shorter_week())


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of 300 accounts."""
    return written(tmp_path_factory.mktemp("results"), *fleet(300))


def test_300_accounts_fit_with_all_sentences(many: Path) -> None:
    said = fleet_report(many).out

    assert length(said) <= LONGEST
    assert "300 accounts; 237 change, 49 unchanged, 7 failed, 7 refused" in said
    assert "The same change in 237 accounts (dev 30, test 23, prod 184)" in headings(said)
    assert "Shortened" not in said


@pytest.mark.parametrize("format_", ["markdown", "text", "html", "json"])
def test_300_results_need_less_than_300_megabytes(many: Path, tmp_path: Path, format_: str) -> None:
    options = "--format", format_, "--output", str(tmp_path / "report")

    exit_code, megabytes = measured("fleet", "report", str(many), *options)

    assert exit_code == 1  # some accounts of this fleet fail
    assert megabytes < 300


@pytest.mark.slow
def test_300_different_accounts_keep_failures_deletes_and_lost_hours(tmp_path: Path) -> None:
    said = fleet_report(written(tmp_path / "results", *all_different())).out

    assert length(said) <= LONGEST
    assert said.count("> **Failed: 1 account") > 30
    assert "more problems not shown." in said
    assert "**Skill 1-old 0**: deleted; it was a status reason for Away." in said
    assert "#### Skills with fewer open hours\n" in said
    assert "open 09:00 to 16:00 on Mondays to Fridays" in said
    assert said.endswith(
        "Shortened, because a comment has a maximum length: for the complete report, use `--format html`.\n"
    )


def test_tables_are_left_out_first(tmp_path: Path) -> None:
    results = each_with_its_own("Brand ", 150, easter(), summer(), winter("Brand A"))

    said = fleet_report(written(tmp_path / "results", *results), "--artifact", "the page of this run").out

    assert length(said) <= LONGEST
    assert said.count("Christmas Eve") == 150
    assert "Before and after" not in said
    assert said.endswith("Shortened, because a comment has a maximum length: see the page.\n")


def hostile(words: str, number: int) -> list[Result]:
    """Return results that contain someone else's words wherever there can be any."""
    message = {"severity": "warning", "message": words * 40, "resource": words}
    document = account(
        step("update", reason(words), reason(words, state=words), resource=words),
        step("delete", reason(f"{words} old"), None, resource=f"{words} old"),
        shorter_week(),
        {"op": words, "urn": f"urn:pulumi:prod::p::{words.replace(':', '.')}::{words}"},
    )
    found = result("stack", document)
    changed = {
        "project": words,
        "diagnostics": [message, {**message, "severity": "error"}],
        "notes": [words * 9],
        "refusals": [{"rule": "--max-deletes 1", "reason": "too many", "objects": [words] * 40}],
    }
    return [
        replace(
            found,
            stack=f"{words}{each}",
            ring=f"{words}{each % 40}",
            outcome=list(Outcome)[each % len(Outcome)],
            phase=words,
            message=f"{words}{each}",
            commit=words,
            report={**_renamed(found.report or {}, f"{words}{each % 50}"), **changed},
            checks=(Check(words, 3, f"{words * 50}{each}"),),
        )
        for each in range(number)
    ]


def _renamed(report: Any, words: str) -> Any:
    renamed = [
        {**each, "name": words, "sentence": f"{words}: {each['sentence']}"} for each in report["changes"]
    ]
    return {**report, "changes": renamed}


@pytest.mark.threat("foreign-words")
@pytest.mark.parametrize("number", [2, *(pytest.param(each, marks=pytest.mark.slow) for each in (40, 300))])
@settings(max_examples=5, deadline=None)
@example(words=WORST * 150)
@example(words="😀" * 100)
@example(words="@everyone <b>`|\n/close " * 9)
@example(words="&#64;" * 40)
@given(words=st.text(alphabet=[WORST, "|", "&", "`", "a", "😀", "@", "\n", "/", "<", "$"], min_size=1))
def test_a_comment_is_never_too_long_and_never_broken(
    tmp_path_factory: pytest.TempPathFactory, number: int, words: str
) -> None:
    combined = combine(hostile(words, number))

    text = as_markdown(combined)

    assert length(text) <= LONGEST
    found = page(text)  # which fails on a tag that is left open
    assert len(found.comments) == 1
    assert {"Deleted", "Skills with fewer open hours", "Warnings", "Checks"} <= set(found.texts["h4"])
    file = tmp_path_factory.mktemp("report") / "report.md"
    file.write_text(text, encoding="utf-8")
    assert read_report(file, text.partition("\n")[0])  # `ci comment` can post it


@pytest.mark.threat("foreign-words")
@settings(max_examples=5, deadline=None)
@example(words="</style><script>alert(1)</script>")
@example(words="\x1b[31m##[error]::error::<{%red%}")
@example(words="'\"><b onmouseover=alert(1)>{{ 7 * 7 }}")
@given(words=st.text(min_size=1))
def test_someone_elses_words_are_only_words(words: str) -> None:
    combined = combine(hostile(words, 3))

    assert harmful(as_text(combined, colour=False)) == []
    tags = {each.tag for each in Page(as_page(combined)).root.all}  # which fails on a wrong tag
    assert tags <= TAGS


TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "nav", "section", "article"),
    *("h1", "h2", "h3", "h4", "p", "ul", "li", "dl", "dt", "dd", "div", "span", "a", "b", "i", "strong"),
    *("bdi", "code", "pre", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
