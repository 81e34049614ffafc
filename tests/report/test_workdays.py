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


def test_shifts_that_cannot_be_read_are_counted() -> None:
    odd = [*OFFICE, {"start": {}, "end": {}}]

    [line] = bullets(report(update(workdays(shifts=odd), workdays(shifts=MONDAY_TO_THURSDAY))).out)

    assert "1 shift that cannot be shown before" in line


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
