"""What is said about workdays: which hours change on which weekdays."""

from functools import partial
from typing import Any

import pytest

import pulumi_liveperson
from tests.report.reporting import bullets, report
from tests.report.steps import preview, step, update, workdays

weekly = partial(pulumi_liveperson.weekly, time_zone="Europe/Lisbon")
OFFICE = weekly("MO-FR", "09:00", "17:30")
MONDAY_TO_THURSDAY = weekly("MO-TH", "09:00", "17:30")
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": '"s3cret"'}
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


@pytest.mark.parametrize(
    ("shifts", "words"),
    [
        (
            [*MONDAY_TO_THURSDAY, *weekly("FR", "09:00", "16:00")],
            "Friday until 16:00, was 17:30; the other four days stay",
        ),
        (
            [*MONDAY_TO_THURSDAY, *weekly("FR", "10:00", "17:30")],
            "Friday from 10:00, was 09:00; the other four days stay",
        ),
        (
            [*MONDAY_TO_THURSDAY, *weekly("FR", "10:00", "16:00")],
            "Friday 10:00 to 16:00, was 09:00 to 17:30; the other four days stay",
        ),
        (MONDAY_TO_THURSDAY, "closed on Friday, was 09:00 to 17:30; the other four days stay"),
        (
            [*OFFICE, *weekly("SA,SU", "10:00", "14:00")],
            "also open on Saturday and Sunday 10:00 to 14:00; the other five days stay",
        ),
        (
            [*weekly("MO-FR", "09:00", "12:00"), *weekly("MO-FR", "13:00", "17:30")],
            "Monday to Friday 09:00 to 12:00 and 13:00 to 17:30, was 09:00 to 17:30",
        ),
        (
            weekly("MO", "09:00", "17:30"),
            "closed on Tuesday to Friday, was 09:00 to 17:30; the other day stays",
        ),
        (
            weekly("MO-SU", "00:00", "24:00"),
            "Monday to Friday all day, was 09:00 to 17:30; also open on Saturday and Sunday all day",
        ),
        (
            [*weekly("MO-FR", "09:00", "13:00"), *weekly("MO-FR", "12:00", "17:30")],
            "the same hours, entered differently",
        ),
        (
            pulumi_liveperson.weekly("MO-FR", "09:00", "17:30", time_zone="Europe/Madrid"),
            "its time zone becomes Europe/Madrid, was Europe/Lisbon; the five days keep their local times",
        ),
        (
            [
                *MONDAY_TO_THURSDAY,
                *pulumi_liveperson.weekly("FR", "09:00", "17:30", time_zone="Europe/Madrid"),
            ],
            (
                "Friday 09:00 to 17:30 in Europe/Madrid, was 09:00 to 17:30 in Europe/Lisbon; "
                "the other four days stay"
            ),
        ),
    ],
)
def test_changed_hours_are_said_by_weekday(shifts: list[Any], words: str) -> None:
    [line] = bullets(report(update(workdays(shifts=OFFICE), workdays(shifts=shifts))).out)

    assert line.partition(": ")[2] == f"{words}."


def test_the_zone_is_behind_the_name() -> None:
    [line] = bullets(report(update(workdays(shifts=OFFICE), workdays(shifts=MONDAY_TO_THURSDAY))).out)

    assert line.startswith("**EU desk** (Europe/Lisbon): closed on Friday")


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        ("create", "new workdays, Monday to Friday 09:00 to 17:30"),
        ("delete", "deleted; it was workdays, Monday to Friday 09:00 to 17:30"),
        ("import", "workdays, Monday to Friday 09:00 to 17:30, taken over unchanged from LivePerson"),
    ],
)
def test_workdays_that_come_and_go_are_said_with_their_hours(operation: str, words: str) -> None:
    office = workdays(shifts=OFFICE)
    before, after = (office, None) if operation == "delete" else (None, office)

    assert bullets(report(preview(step(operation, before, after))).out) == [
        f"**EU desk** (Europe/Lisbon): {words}."
    ]


def test_a_new_default_is_said_to_apply_to_every_skill_without_workdays() -> None:
    said = report(preview(step("create", None, workdays(shifts=OFFICE, is_default=True))))

    [line] = bullets(said.out)
    assert line.endswith(
        "becomes the account's default workdays, so it applies to every skill without workdays of its own."
    )


ODD: dict[str, Any] = {"start": {}, "end": {}}
"""A shift that no report can read."""


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            [*OFFICE, ODD],
            MONDAY_TO_THURSDAY,
            (
                "its week becomes Monday to Thursday 09:00 to 17:30; "
                "it was Monday to Friday 09:00 to 17:30, 1 shift that cannot be shown"
            ),
        ),
        (
            OFFICE,
            [*MONDAY_TO_THURSDAY, ODD],
            (
                "its week becomes Monday to Thursday 09:00 to 17:30, 1 shift that cannot be shown; "
                "it was Monday to Friday 09:00 to 17:30"
            ),
        ),
        (
            OFFICE,
            UNKNOWN,
            "its week becomes shifts that cannot be shown; it was Monday to Friday 09:00 to 17:30",
        ),
        (
            SECRET,
            OFFICE,
            "its week becomes Monday to Friday 09:00 to 17:30; it was shifts that cannot be shown",
        ),
        (OFFICE, [], "its week becomes no shifts; it was Monday to Friday 09:00 to 17:30"),
    ],
)
def test_a_day_is_not_said_to_be_closed_if_its_shifts_may_be_among_those_that_are_not_shown(
    before: Any, after: Any, words: str
) -> None:
    said = report(update(workdays(shifts=before), workdays(shifts=after)))

    [line] = bullets(said.out)
    assert line.partition(": ")[2] == f"{words}."
    assert "closed" not in said.out
    assert "| Week | " in said.out


@pytest.mark.parametrize(
    ("shifts", "words"), [(UNKNOWN, "shifts that cannot be shown"), ([ODD], "1 shift that cannot be shown")]
)
def test_new_workdays_with_shifts_that_are_not_shown(shifts: Any, words: str) -> None:
    said = report(preview(step("create", None, workdays(shifts=shifts))))

    assert bullets(said.out) == [f"**EU desk**: new workdays, {words}."]
    assert f"| Week |  | {words} |" in said.out


def test_the_page_draws_no_week_of_which_a_part_is_not_known() -> None:
    said = report(update(workdays(shifts=OFFICE), workdays(shifts=UNKNOWN)), "--format", "html")

    assert "shifts that cannot be shown" in said.out
    assert 'class="closed' not in said.out


def test_the_table_has_a_row_for_each_group_of_days_that_changes() -> None:
    shifts = [*MONDAY_TO_THURSDAY, *weekly("FR", "09:00", "16:00"), *weekly("SA", "10:00", "14:00")]

    said = report(update(workdays(shifts=OFFICE), workdays(shifts=shifts)))

    assert "| Friday | 09:00 to 17:30 | 09:00 to 16:00 |" in said.out
    assert "| Saturday | closed | 10:00 to 14:00 |" in said.out
    assert "| 4 other days | unchanged | unchanged |" in said.out


def test_the_page_draws_the_week_before_and_after_and_marks_what_differs() -> None:
    shifts = [*MONDAY_TO_THURSDAY, *weekly("FR", "09:00", "16:00"), *weekly("SA", "10:00", "14:00")]

    said = report(update(workdays(shifts=OFFICE), workdays(shifts=shifts)), "--format", "html")

    before, after = (table.partition("</table>")[0] for table in said.out.split("<tbody>")[2:])
    assert before.count('class="open"') == after.count('class="open"') == 4
    assert before.count('class="open differs changed"') == after.count('class="open differs changed"') == 1
    assert before.count('class="closed differs new"') == after.count('class="open differs new"') == 1
    assert "open 09:00 to 16:00; changed" in after
    assert "Before and after, with a week" in said.out
