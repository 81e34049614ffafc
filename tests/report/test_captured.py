"""What the real CLI answered, captured by `python -m tests.report.capture`."""

import json
import re
from typing import Any

import jsonschema
import pytest

from tests.engine.trial import ROOT, SECRET
from tests.report.rendered import page
from tests.report.reporting import PREVIEWS, bullets, captured, report

ALL = sorted(path.stem for path in PREVIEWS.glob("*.json"))
FAILED = {"protected", "mistakes", "interrupted"}
SCHEMA = json.loads((ROOT / "provider" / "pulumi_liveperson" / "review" / "schema.json").read_text())


def headings(markdown: str) -> list[str]:
    return [line.removeprefix("#### ") for line in markdown.splitlines() if line.startswith("#### ")]


@pytest.mark.parametrize("name", ALL)
def test_a_captured_file_holds_nothing_of_the_machine_and_no_secret(name: str) -> None:
    text = (PREVIEWS / f"{name}.json").read_text()

    assert re.findall(rf"/work|/tmp|/root|/home|localhost|127\.0\.0\.1|hush|{SECRET}", text) == []


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("form", ["markdown", "text", "json"])
def test_each_has_a_report_in_each_format(name: str, form: str) -> None:
    said = report(captured(name), "--format", form)

    assert said.exit_code == (1 if name in FAILED else 0)
    assert said.err == ""
    assert re.findall(r"simulator|hush|ciphertext|__provider|ac_revision", said.out) == []
    if form == "markdown":
        page(said.out)
    if form == "json":
        jsonschema.Draft202012Validator(SCHEMA).validate(said.json)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_realistic_change_reads_well() -> None:
    said = report(captured("holidays"))

    assert said.out.splitlines()[1] == (
        "### LivePerson account trial: "
        "1 deleted, 5 changed, 1 new, and the default occasion changes; 1 resource not shown"
    )
    assert bullets(said.out) == [
        (
            "**Summer closure 2026** (Europe/London): deleted; it was a special occasion, "
            "closed from 3 to 7 Aug 2026 (5 days)."
        ),
        (
            "**Spring hours** (Europe/London): becomes the account's default occasion, "
            "instead of **Winter hours**; its 12 days stay unchanged."
        ),
        (
            "**Winter hours** (Europe/London): is no longer the account's default occasion; "
            "**Spring hours** becomes the default."
        ),
        "**Doctor's appointment**: disabled, so that agents can no longer select it.",
        "**Load test**: disabled, so that agents can no longer select it.",
        (
            "**UK bank holidays** (Europe/London): also closed on 17 Apr 2028 (“Easter Monday”); "
            "the other 12 days stay unchanged."
        ),
        "**Shadowing**: new status reason for Away.",
    ]


def test_a_table_has_what_was_and_what_will_be() -> None:
    said = report(captured("holidays"))

    tables = page(said.out)
    assert tables.texts["summary"][-2:] == ["UK bank holidays", "Shadowing"]
    cells = tables.seen("td")
    row = cells.index("17 Apr 2028")
    assert cells[row : row + 6] == [
        "17 Apr 2028",
        "",
        "closed (“Easter Monday”)",
        "12 other days",
        "unchanged",
        "unchanged",
    ]


def test_each_operation_is_reported() -> None:
    said = report(captured("operations"))

    assert headings(said.out) == [
        "When customers can reach whom",
        "Deleted",
        "Deleted and created again",
        "Default occasion",
        "Changed",
        "New",
        "Warnings",
        "Before and after",
    ]
    assert bullets(said.out) == [
        "**Gone**: deleted; it was a status reason for Away.",
        "**Meals**: deleted, and created again with a new id; renamed, was “Meal”.",
        "**Keep**: is no longer the account's default occasion; **Turn of the year** becomes the default.",
        (
            "**Turn of the year** (Europe/Lisbon): becomes the account's default occasion, "
            "instead of **Keep**; renamed, was “Year end”; open 08:00 to 12:00 on 1 Jan 2027, was closed; "
            "the other 8 days stay unchanged; description becomes “On call”, was “Closed”."
        ),
        "**hidden**: its name becomes \\[secret\\].",
        (
            "**Lunch**: its state becomes Occupied, was Away; disabled, so that agents can no longer "
            "select it; position becomes 1, had no value."
        ),
        "**Child**: new status reason for Away.",
        "**unknown**: new status reason for Away.",
    ]


def test_other_providers_are_counted_and_named() -> None:
    [line] = [each for each in report(captured("operations")).out.splitlines() if "does not explain" in each]

    assert line.startswith("This report does not explain 3 other changes: ")
    assert {"team (our:Team, created)", "other (pulumi-python:&#8203;dynamic:Resource, changed)"} <= set(
        re.findall(r"\w+ \([^)]*\)", line)
    )


def test_a_plan_shows_the_new_content() -> None:
    said = report(captured("plan"))

    assert "which does not contain the previous content" in said.out
    assert bullets(said.out) == [
        "**gone**: status reason deleted.",
        "**Meals**: deleted, and created again with a new id; renamed.",
        "**Keep**: is no longer the account's default occasion; **Turn of the year** becomes the default.",
        (
            "**Turn of the year** (Europe/Lisbon): becomes the account's default occasion, "
            "instead of **Keep**; renamed; its days become: closed from 24 to 31 Dec 2026 (8 days); "
            "open 08:00 to 12:00 on 1 Jan 2027; description becomes “On call”."
        ),
        "**hidden**: its name becomes \\[secret\\].",
        (
            "**Lunch**: its state becomes Occupied; disabled, so that agents can no longer select it; "
            "position becomes 1."
        ),
        "**Child**: new status reason for Away.",
        "**unknown**: new status reason for Away.",
    ]


def test_a_preview_and_its_plan_agree() -> None:
    preview, plan = (report(captured(name), "--format", "json").json for name in ("operations", "plan"))

    def told(said: Any) -> dict[str, Any]:
        return {
            each["urn"]: (each["operation"], [field["name"] for field in each["fields"]])
            for each in said["changes"]
        }

    deleted = {each["urn"] for each in preview["changes"] if each["operation"] == "delete"}
    assert {urn: each for urn, each in told(plan).items() if urn not in deleted} == {
        urn: each for urn, each in told(preview).items() if urn not in deleted
    }
    assert plan["counts"] == preview["counts"]


def test_a_destroy_deletes_all() -> None:
    said = report(captured("destroy"), "--format", "json").json

    assert {each["operation"] for each in said["changes"]} == {"delete"}
    assert said["counts"] == {"existing": 6, "unchanged": 0, "hidden": 0}


def test_the_errors_of_a_failed_preview_are_the_report() -> None:
    said = report(captured("mistakes"))

    assert said.exit_code == 1
    assert said.out.splitlines()[1] == "### LivePerson: the preview failed"
    [shown] = page(said.out).texts["pre"]
    assert shown.startswith("this program has 2 errors, and nothing was sent to LivePerson:\n")
    assert "exited with non-zero exit code" not in shown


def test_a_preview_that_fails_late_keeps_what_it_had_found() -> None:
    said = report(captured("protected"))

    assert said.exit_code == 1
    assert "this report may be incomplete" in said.out
    assert "because it is protected" in said.out
    assert bullets(said.out) == ["**Meal**: deleted; it was a status reason for Away."]


def test_an_interrupted_preview_says_so() -> None:
    said = report(captured("interrupted"), "--format", "text")

    assert said.exit_code == 1
    assert said.out.splitlines()[0] == "LivePerson: the preview was interrupted"


def test_a_failed_preview_can_be_given_its_name() -> None:
    said = report(captured("mistakes"), "--name", "liveperson-accounts/trial")

    assert said.out.splitlines()[:2] == [
        report(captured("holidays")).out.splitlines()[0],
        "### LivePerson account trial: the preview failed",
    ]
