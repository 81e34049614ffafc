"""Wrong options of `liveperson hours`: one message each, with its correction."""

import json
from pathlib import Path

import pytest

from tests.cli.hours import hours, shop
from tests.report.reporting import captured
from tests.report.steps import preview, reason, skill, step


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "--at 2026-12-24T10:00 --time-zone Europe/Lisbon",
            (
                "--at '2026-12-24T10:00' has no offset, so it is a different moment in each time zone: write "
                "for example `--at 2026-12-24T10:00:00+00:00`."
            ),
        ),
        (
            "--at 2026-07-24T10:00 --time-zone America/New_York",
            (
                "--at '2026-07-24T10:00' has no offset, so it is a different moment in each time zone: write "
                "for example `--at 2026-07-24T10:00:00-04:00`."
            ),
        ),
        (
            "--at tomorrow",
            "--at 'tomorrow' is not a moment: write it like `--at 2026-12-24T10:00:00+00:00`, or `--at now`.",
        ),
        (
            "--at 0001-01-01T00:00:00Z",
            (
                "--at '0001-01-01T00:00:00Z' is not a moment: write it like `--at "
                "2026-12-24T10:00:00+00:00`, or `--at now`."
            ),
        ),
        (
            "--day 24.12.2026",
            "--day '24.12.2026' is not a date: write it like `--day 2026-12-24`, or `--day today`.",
        ),
        ("--at=", "--at '' is not a moment: write it like `--at 2026-12-24T10:00:00+00:00`, or `--at now`."),
        (
            "--horizon=",
            (
                "--horizon '' is not a number of days or weeks up to 400 days: write for example `--horizon "
                "90d` or `--horizon 12w`."
            ),
        ),
        ("--wait=", "--wait needs --verify."),
        ("--year 26", "--year '26' is not a year: write it like `--year 2026`."),
        (
            "--from 2027-01-03 --to 2026-12-21",
            "--to 2026-12-21 is before --from 2027-01-03: write `--from 2026-12-21 --to 2027-01-03`.",
        ),
        (
            "--from 2026-01-01 --to 2028-01-01",
            (
                "the period has 731 days, and the limit is 400: write for example `--from 2026-01-01 --to "
                "2027-02-04`."
            ),
        ),
        (
            "--horizon 3m",
            (
                "--horizon '3m' is not a number of days or weeks up to 400 days: write for example "
                "`--horizon 90d` or `--horizon 12w`."
            ),
        ),
        (
            "--time-zone Europe/Londn",
            (
                "--time-zone 'Europe/Londn' is not an IANA time zone: write `--time-zone Europe/London` or "
                "`--time-zone Europe/Lisbon` or `--time-zone Europe/Oslo`."
            ),
        ),
        (
            "--time-zone lisbon",
            "--time-zone 'lisbon' is not an IANA time zone: write `--time-zone Europe/Lisbon`.",
        ),
        (
            "--skill biling",
            "the preview of stack prod has no skill with the name or id 'biling'. Write `--skill Billing`.",
        ),
        (
            "--skill Xyzzy",
            (
                "the preview of stack prod has no skill with the name or id 'Xyzzy'. Without --skill, "
                "`liveperson hours` shows all skills."
            ),
        ),
        ("--at now --to today", "--at and --to cannot be used together: leave out one of them."),
        ("--year 2026 --from today", "--year and --from cannot be used together: leave out one of them."),
        (
            "--at now --format ics",
            "--format ics shows days: leave out --at, or use --format table or json.",
        ),
        (
            "--verify",
            (
                "--verify compares with what LivePerson does now, and a preview is not applied yet: leave "
                "out --preview."
            ),
        ),
        ("--strict", "--strict needs --verify."),
        ("--wait 5m", "--wait needs --verify."),
        (
            "--verify --wait soon",
            (
                "--wait 'soon' is not a number of seconds or minutes up to one hour: write for example "
                "`--wait 90s` or `--wait 5m`."
            ),
        ),
    ],
)
def test_a_wrong_option_has_one_message_with_its_correction(words: str, message: str) -> None:
    found = hours(shop(), *words.split())

    assert (found.exit_code, found.said, found.beside) == (2, "", f"hours: {message}\n")


@pytest.mark.parametrize("words", ["--day today --year 2026", "--at now --verify", "--live", "--format text"])
def test_options_that_exclude_each_other_are_wrong_usage(words: str) -> None:
    with pytest.raises(SystemExit) as ended:
        hours(shop(), *words.split())

    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (captured("skills-plan"), "a plan file does not contain the ids to which skills refer"),
        ({"steps": 1}, "the input is JSON, but not the output of `pulumi preview --json --show-sames`"),
        (preview(hidden=3), "the preview does not show unchanged objects"),
        (
            preview(diagnostics=[{"severity": "error", "message": "No module named x"}]),
            "the preview failed, so it is not known what the program declares: No module named x",
        ),
    ],
)
def test_a_preview_that_does_not_show_the_hours_has_one_message(document: object, message: str) -> None:
    found = hours(document)

    assert (found.exit_code, found.said) == (2, "")
    assert found.beside.startswith(f"hours: {message}")
    assert found.beside.count("\n") == 1


def test_a_skill_is_found_by_its_name_or_its_id() -> None:
    sales = skill("Sales")
    named = hours(shop(sales=sales), "--at", "now", "--json", "--skill", "Sales").json["skills"]

    by_id = hours(shop(sales=sales), "--at", "now", "--json", "--skill", named[0]["id"]).json["skills"]

    assert [each["skill"] for each in by_id] == [each["skill"] for each in named] == ["Sales"]


def test_a_file_gets_what_the_command_would_print(tmp_path: Path) -> None:
    found = hours(shop(), "--day", "2026-12-24", "--output", str(tmp_path / "hours.txt"))

    assert (found.exit_code, found.said) == (0, "")
    assert (tmp_path / "hours.txt").read_text("utf-8") == hours(shop(), "--day", "2026-12-24").said


def test_a_file_that_cannot_be_written_has_one_message(tmp_path: Path) -> None:
    found = hours(shop(), "--output", str(tmp_path / "none" / "hours.txt"))

    assert (found.exit_code, found.beside) == (
        2,
        f"hours: {tmp_path}/none/hours.txt cannot be written: No such file or directory.\n",
    )


def test_a_stack_that_manages_no_skills_is_no_error() -> None:
    found = hours(preview(step("same", reason(), reason())), "--at", "now", "--json")

    assert (found.exit_code, json.loads(found.said)["skills"]) == (0, [])
    assert found.beside.startswith(
        "hours: the preview of stack prod has no skills. `liveperson hours --live`"
    )
