"""The objects without a resource in a report: `report --live`."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import (
    NASTY,
    OCCASIONS,
    REASONS,
    WITHOUT_SKILLS,
    Done,
    command,
    lists,
    made,
    occasion,
    reason,
)
from tests.docs.output import constant
from tests.engine.trial import ACCOUNT, ROOT, Stack
from tests.report.pages import Page
from tests.report.rendered import page
from tests.report.reporting import PREVIEWS, captured
from tests.report.steps import preview, skill, step

pytestmark = pytest.mark.engine

HOLIDAYS = str(PREVIEWS / "holidays.json")
SCHEMA = json.loads((ROOT / "provider" / "pulumi_liveperson" / "review" / "schema.json").read_text())
LONGEST = 65_536  # GitHub's limit for a comment


def report(stack: Stack, *words: str, **environment: str) -> Done:
    return command(stack, "report", *words, **environment)


def in_json(done: Done) -> Any:
    jsonschema.validate(done.json, SCHEMA)
    return done.json["unmanaged"]


def test_every_format_lists_the_objects_without_a_resource_at_its_end(
    stack: Stack, simulator: Simulator
) -> None:
    (first,) = made(simulator.control, OCCASIONS, occasion(NASTY))
    (second,) = made(simulator.control, REASONS, reason("Doctor"))
    simulator.control.clear_requests()
    title = f"2 objects of account {ACCOUNT} that no resource manages"
    shown = 'Christmas⏎[U+001B][31m"2026"[U+202E] <b>`|'

    text = report(stack, HOLIDAYS, "--live", "trial", "--format", "text")
    assert lists(simulator.control) == WITHOUT_SKILLS
    markdown = report(stack, HOLIDAYS, "--live", "trial")
    html = report(stack, HOLIDAYS, "--live", "trial", "--format", "html")
    as_json = report(stack, HOLIDAYS, "--live", "trial", "--format", "json")

    assert [each.exit_code for each in (text, markdown, html, as_json)] == [0] * 4
    assert [each.beside for each in (text, markdown, html, as_json)] == [""] * 4
    assert text.said.endswith(
        f"\n{title}\n  {shown} (special occasion, id {first})\n  Doctor (status reason, id {second})\n"
    )
    comment = page(markdown.said)
    assert comment.seen("summary")[-1] == title
    assert comment.seen("li")[-2:] == [
        f"{shown} (special occasion, id {first})",
        f"Doctor (status reason, id {second})",
    ]
    assert markdown.said.endswith("\n</details>\n")
    section = Page(html.said).root.find("section")[-1]
    assert (section.attributes["id"], section.one("summary").text) == ("unmanaged", title)
    assert "open" not in section.one("details").attributes
    assert [each.text for each in section.find("li")][1:] == [f"Doctor (status reason, id {second})"]
    assert in_json(as_json) == {
        "stack": "trial",
        "account": ACCOUNT,
        "error": None,
        "objects": [
            {"kind": "special occasion", "id": first, "name": NASTY},
            {"kind": "status reason", "id": second, "name": "Doctor"},
        ],
    }


def test_the_stack_whose_preview_is_run_need_not_be_named_again(stack: Stack, simulator: Simulator) -> None:
    made(simulator.control, REASONS, reason("Doctor"))

    done = report(stack, "--stack", "trial", "--live", "--format", "text")

    assert done.exit_code == 0
    assert f"\n1 object of account {ACCOUNT} that no resource manages\n  Doctor (" in done.said


def test_an_account_without_such_objects_is_said_to_be_so(stack: Stack) -> None:
    says = f"All objects of account {ACCOUNT} are managed by a resource."

    for format_ in ("text", "markdown", "html"):
        assert says in report(stack, HOLIDAYS, "--live", "trial", "--format", format_).said


def test_the_account_is_not_read_unless_asked(stack: Stack, simulator: Simulator) -> None:
    simulator.control.clear_requests()

    done = report(stack, HOLIDAYS, "--format", "json")

    assert in_json(done) is None
    assert simulator.control.requests() == []
    assert "that no resource manages" not in report(stack, HOLIDAYS).said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "name", "says"),
    [
        ({"LIVEPERSON_CLIENT_SECRET": "wrong-secret"}, "trial", "clientSecret"),
        (
            {"LIVEPERSON_DOMAIN_API_URL": "http://127.0.0.1:9", "LIVEPERSON_OPERATION_TIMEOUT": "1"},
            "trial",
            "got no answer",
        ),
        ({}, "acme/elsewhere/trial", "Pulumi"),
    ],
)
def test_a_report_is_not_lost_if_the_account_cannot_be_read(
    stack: Stack, environment: dict[str, str], name: str, says: str
) -> None:
    without = report(stack, HOLIDAYS)
    for format_ in ("markdown", "html"):
        done = report(stack, HOLIDAYS, "--live", name, "--format", format_, **environment)

        assert done.exit_code == without.exit_code == 0
        told = Page(done.said).root.text if format_ == "html" else done.said
        assert "The search for objects that no resource manages failed: " in told
        assert says in told
        assert "wrong-secret" not in done.said + done.beside
        assert format_ == "html" or constant(done.said).startswith(constant(without.said.rstrip()))
    done = report(stack, HOLIDAYS, "--live", name, "--format", "json", **environment)
    assert says in in_json(done)["error"]
    assert in_json(done)["objects"] == []


def test_what_the_preview_takes_over_has_a_resource(
    stack: Stack, simulator: Simulator, tmp_path: Path
) -> None:
    taken, left = made(simulator.control, REASONS, reason("Doctor"), reason("Lunch"))
    preview = captured("first")
    [step] = [each for each in preview["steps"] if each["urn"].endswith("StatusReason::lunch")][:1]
    step["op"], step["newState"]["id"] = "import", taken
    file = tmp_path / "preview.json"
    file.write_text(json.dumps(preview))

    done = report(stack, str(file), "--live", "trial", "--format", "json")

    assert [each["id"] for each in in_json(done)["objects"]] == [left]


def test_a_comment_has_room_for_its_changes_first(stack: Stack, simulator: Simulator) -> None:
    many = [reason(f"{number:03} {'*' * 90}") for number in range(700)]
    simulator.control.seed(ACCOUNT, {REASONS: many})

    markdown = report(stack, HOLIDAYS, "--live", "trial").said
    text = report(stack, HOLIDAYS, "--live", "trial", "--format", "text").said
    html = report(stack, HOLIDAYS, "--live", "trial", "--format", "html").said

    assert len(markdown) <= LONGEST
    assert "#### Before and after" in markdown
    left = [each for each in page(markdown).seen("li") if each.startswith("and ")]
    shown = [each for each in page(markdown).seen("li") if "(status reason, id " in each]
    assert left == [f"and {700 - len(shown)} more"]
    assert text.endswith("  and 600 more; `liveperson unmanaged` lists all\n")
    assert Page(html).root.find("li")[-1].text == "and 200 more"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([HOLIDAYS, "--live"], "--live needs a stack"),
        ([HOLIDAYS, "--live", "acme-prod"], "of stack trial, but --live names acme-prod"),
    ],
)
def test_a_look_at_no_stack_or_another_one_is_wrong_usage(stack: Stack, words: list[str], says: str) -> None:
    done = report(stack, *words)

    assert (done.exit_code, done.said) == (2, "")
    assert says in done.beside


def test_what_a_skill_uses_is_named_although_no_resource_manages_it(
    stack: Stack, simulator: Simulator, tmp_path: Path
) -> None:
    (holidays,) = made(simulator.control, OCCASIONS, occasion("Company holidays"))
    new_skill = step("create", None, skill("Returns", special_occasion_id=str(holidays)))
    file = tmp_path / "skills.json"
    file.write_text(json.dumps(preview(new_skill)).replace("urn:pulumi:prod::", "urn:pulumi:trial::"))

    done = report(stack, str(file), "--live", "trial", "--format", "text")

    assert "Returns: new skill; follows Company holidays." in done.said
