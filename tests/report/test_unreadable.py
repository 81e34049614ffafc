"""What cannot be shown day by day is told as it is written, and nothing is concluded from it."""

from typing import Any

import pytest

from pulumi_liveperson import Event
from pulumi_liveperson.events.expansion import MOST_DAYS
from tests.report.pages import Page, fields, said
from tests.report.reporting import report
from tests.report.steps import closed, event, occasion, open_hours, preview, step, update
from tests.report.test_page_calendar import changed

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": "[]"}
XMAS = closed("2027-12-25")
WEEKLY = event("2027-01-04", "2027-01-05", rule="RRULE:FREQ=WEEKLY;COUNT=2")


def extended(days: int, closes: str = "17:00") -> Event:
    """Return opening hours from New Year on."""
    return open_hours("2027-01-01", "09:00", closes, days=days)


def sentence(before: Any, after: Any) -> str:
    """Return what is said about an occasion whose events change."""
    said = report(update(occasion(events=before), occasion() | {"events": after}), "--format", "text")
    [only] = [line for line in said.out.splitlines() if line.startswith("  Holidays")]
    return only.partition(": ")[2]


def rows(before: Any, after: Any) -> list[list[str]]:
    """Return the rows of the table that a page has of such a change."""
    page = Page.of(update(occasion(events=before), occasion() | {"events": after}))
    return fields(page.card("Holidays"))[1:]


def test_hours_of_some_years_are_shown_day_by_day() -> None:
    assert sentence([extended(1400), XMAS], [extended(1600), XMAS]) == (
        "also open 09:00 to 17:00 from 1 Nov 2030 to 19 May 2031 (200 days); "
        "the other 1400 days stay unchanged."
    )


def test_an_entry_with_too_many_days_is_not_reported_as_removed() -> None:
    words = sentence([extended(3), XMAS], [extended(MOST_DAYS + 1), XMAS])

    assert words == (
        "one entry cannot be shown day by day: open 2027-01-01T09:00:00 to 2027-01-01T17:00:00 in "
        f"Europe/London, RRULE:FREQ=DAILY;COUNT={MOST_DAYS + 1};INTERVAL=1; "
        "so it is not known what changes from 1 to 3 Jan 2027 (3 days); "
        "the other day stays unchanged, as far as is known."
    )


def test_other_hours_of_an_entry_with_too_many_days_are_shown_unchanged() -> None:
    rule = f"RRULE:FREQ=DAILY;COUNT={MOST_DAYS + 1};INTERVAL=1"
    long, longer = extended(MOST_DAYS + 1), extended(MOST_DAYS + 1, "20:00")
    was = f"open 2027-01-01T09:00:00 to 2027-01-01T17:00:00 in Europe/London, {rule}"
    will_be = was.replace("17:00:00", "20:00:00")

    assert sentence([long], [longer]) == f"one entry cannot be shown day by day: {will_be}, was {was}."
    assert rows([long], [longer]) == [["Entry not shown day by day", was, will_be]]


def test_an_unchanged_entry_makes_no_day_uncertain() -> None:
    assert sentence([WEEKLY, XMAS], [XMAS, WEEKLY, closed("2027-12-27")]) == (
        "also closed on 27 Dec 2027; the other day stays unchanged."
    )


@pytest.mark.parametrize("after", [UNKNOWN, [UNKNOWN], SECRET, [5], "soon", {}])
def test_unknown_days_are_not_reported_as_removed(after: Any) -> None:
    words = sentence([XMAS], after)

    assert words.startswith("one entry cannot be shown day by day: ")
    assert words.endswith("; so it is not known what changes on 25 Dec 2027.")
    assert "no longer" not in words


def test_days_that_become_known_later_have_a_row() -> None:
    assert rows([XMAS], UNKNOWN) == [
        ["25 Dec 2027", "closed", "unknown"],
        ["Entry not shown day by day", "no value", "a value that is known only during the update"],
    ]


def test_secret_days_are_not_taken_for_the_same() -> None:
    assert "entered differently" not in sentence(SECRET, SECRET)


def test_days_are_not_reported_as_new_if_the_previous_ones_are_unknown() -> None:
    words = sentence([WEEKLY], [XMAS, closed("2027-01-04")])

    assert words == (
        "one previous entry cannot be shown day by day: closed 2027-01-04 to 2027-01-05 in Europe/London, "
        "RRULE:FREQ=WEEKLY;COUNT=2; "
        "so it is not known what changes on 4 Jan and 25 Dec 2027."
    )


def test_a_removed_day_is_removed_whatever_an_entry_covers() -> None:
    assert sentence([WEEKLY, XMAS], [closed("2027-12-26")]).startswith("no longer closed on 25 Dec 2027; ")


def test_many_entries_are_counted() -> None:
    weekly = [event(f"2027-01-0{day}", "2027-02-05", rule="RRULE:FREQ=WEEKLY;COUNT=2") for day in (1, 2, 3)]

    assert sentence([XMAS], [XMAS, *weekly]) == (
        "3 entries that cannot be shown day by day; the other day stays unchanged, as far as is known."
    )
    assert len(rows([XMAS], [XMAS, *weekly])) == 3


def test_an_entry_of_a_new_occasion_has_a_row() -> None:
    card = Page.of(preview(step("create", None, occasion(events=[WEEKLY])))).card("Holidays")

    assert "RRULE:FREQ=WEEKLY;COUNT=2" in card.one("table", "fields").text


def test_a_calendar_marks_only_what_surely_differs() -> None:
    card = changed([XMAS], [closed("2027-12-27"), WEEKLY])

    assert said(card, "December 2027") == {25: "closed", 27: "normal hours; new"}
    assert said(card, "December 2027", 1) == {27: "closed; new"}
    assert [each.text for each in card.find("p", "note")] == [
        "After: 1 entry cannot be shown day by day.",
        "Only days that are certain to differ are marked.",
    ]
