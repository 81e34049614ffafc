"""The calendar of a page shows what holds on each day, before and after, and marks the days that differ."""

import calendar
import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.pages import Element, Page, days, months, said
from tests.report.reporting import captured
from tests.report.steps import closed, event, occasion, open_all_day, open_hours, preview, step, update

BOTH = ["Before", "After"]


def changed(before: list[Any], after: list[Any]) -> Element:
    """Return what a page says about an occasion whose events change."""
    page = Page.of(update(occasion(events=before), occasion(events=after)))
    return page.card("Holidays")


def test_a_day_that_becomes_different_is_marked_on_both_sides() -> None:
    eve = open_hours("2026-12-24", "09:00", "12:00")

    card = changed([closed("2026-12-24", days=2)], [eve, closed("2026-12-25")])

    assert months(card) == [("December 2026", ["December 2026: Before", "December 2026: After"])]
    assert said(card, "December 2026") == {24: "closed; changed", 25: "closed"}
    assert said(card, "December 2026", 1) == {24: "open 09:00 to 12:00; changed", 25: "closed"}


def test_a_new_day_and_a_removed_one_differ_without_colours() -> None:
    card = changed([closed("2027-05-03")], [closed("2027-05-10", name="Day off")])
    before, after = (days(card, "May 2027", side) for side in (0, 1))

    assert said(card, "May 2027") == {3: "closed; removed", 10: "normal hours; new"}
    assert said(card, "May 2027", 1) == {3: "normal hours; removed", 10: "closed, “Day off”; new"}
    assert (before[3].seen, before[10].seen) == ("3 - Closed", "10")
    assert (after[3].seen, after[10].seen) == ("3", "10 + Closed")
    assert {"differs", "gone", "closed"} <= before[3].classes
    assert {"differs", "new", "closed"} <= after[10].classes


def test_only_the_months_with_days_that_differ_are_drawn() -> None:
    stays = closed("2026-12-25")

    card = changed([stays], [stays, closed("2027-02-01"), closed("2027-04-30")])

    assert [month for month, _ in months(card)] == ["February 2027", "April 2027"]


def test_a_month_has_all_its_days_and_weeks_that_start_on_monday() -> None:
    card = changed([], [closed("2027-02-28")])
    [table, _] = card.one("div", "month").find("table")

    assert [each.text for each in table.one("thead").find("th")] == [
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
    ]
    assert {each.attributes["scope"] for each in table.find("th")} == {"col"}
    assert [[cell.seen for cell in row.find("td")] for row in table.one("tbody").find("tr")] == [
        [str(number or "") for number in week] for week in calendar.monthcalendar(2027, 2)
    ]


def test_a_day_with_another_name_is_marked() -> None:
    card = changed([closed("2026-12-25", name="Xmas")], [closed("2026-12-25", name="Christmas Day")])

    assert said(card, "December 2026") == {25: "closed, “Xmas”; another name"}
    assert days(card, "December 2026", 1)[25].seen == "25 ≠ Closed"


@pytest.mark.parametrize(
    ("operation", "side", "word", "note"),
    [
        (
            "create",
            "After",
            "closed; new",
            ["This occasion is new, so there is no calendar before the change."],
        ),
        ("delete", "Before", "closed; removed", []),
        ("import", "After", "closed", ["The occasion stays unchanged in LivePerson."]),
    ],
)
def test_where_there_is_one_side_only_one_is_drawn(
    operation: str, side: str, word: str, note: list[str]
) -> None:
    inputs = occasion(events=[closed("2026-12-25")])
    before, after = (inputs, None) if operation == "delete" else (None, inputs)

    page = Page.of(preview(step(operation, before, after)))

    card = page.card("Holidays")
    assert months(card) == [("December 2026", [f"December 2026: {side}"])]
    assert said(card, "December 2026") == {25: word}
    assert page.notes == note


def test_a_plan_marks_nothing_because_it_does_not_contain_the_previous_content() -> None:
    page = Page.of(captured("plan"))
    card = page.card("Turn of the year")

    assert months(card) == [
        ("December 2026", ["December 2026: After"]),
        ("January 2027", ["January 2027: After"]),
    ]
    assert said(card, "January 2027") == {1: "open 08:00 to 12:00"}
    assert "The calendar before the change is not known." in page.notes


def test_what_others_have_changed_has_a_calendar_too() -> None:
    inputs = occasion(events=[closed("2026-12-25")])
    theirs = occasion(events=[closed("2026-12-26")])
    document = preview(step("refresh", inputs, inputs), step("same", theirs, theirs))

    [card] = Page.of(document).part("kept").find("article")

    assert months(card) == [("December 2026", ["December 2026: Before", "December 2026: Now"])]
    assert said(card, "December 2026", 1) == {25: "normal hours; removed", 26: "closed; new"}


def test_an_occasion_whose_days_stay_has_no_calendar() -> None:
    inputs = occasion(events=[closed("2026-12-25")])

    page = Page.of(update(inputs, inputs | {"description": "Other"}))

    assert page.root.find("div", "calendar") == []
    assert page.headings == ["Changed"]  # and nothing about how to read a calendar


def test_a_night_is_a_part_of_two_days() -> None:
    card = changed([], [event("2026-12-31T22:00:00", "2027-01-01T06:00:00", working=True)])

    assert [month for month, _ in months(card)] == ["December 2026", "January 2027"]
    assert said(card, "December 2026", 1) == {31: "open from 22:00 to the next day; new"}
    assert said(card, "January 2027", 1) == {1: "open until 06:00; new"}
    assert days(card, "January 2027", 1)[1].seen == "1 + Open …-06:00"


def test_a_closure_from_noon_to_noon_closes_the_days_between() -> None:
    card = changed([], [event("2026-12-24T12:00:00", "2026-12-27T12:00:00")])

    assert said(card, "December 2026", 1) == {
        24: "closed from 12:00 to the next day; new",
        25: "closed; new",
        26: "closed; new",
        27: "closed until 12:00; new",
    }


def test_hours_that_end_at_midnight_are_of_one_day() -> None:
    card = changed([], [event("2026-12-24T18:00:00", "2026-12-25T00:00:00", working=True)])

    assert said(card, "December 2026", 1) == {24: "open 18:00 to 24:00; new"}


def test_a_day_can_hold_several_hours() -> None:
    hours = [open_hours("2026-12-24", f"{hour:02}:00", f"{hour + 1:02}:00") for hour in range(8, 16, 2)]
    card = changed([open_all_day("2026-12-24")], hours)

    assert said(card, "December 2026") == {24: "open all day; changed"}
    assert days(card, "December 2026", 1)[24].seen == (
        "24 ≠ Open 08:00-09:00 Open 10:00-11:00 Open 12:00-13:00 and 1 more"
    )
    assert said(card, "December 2026", 1)[24].startswith(
        "open 08:00 to 09:00, open 10:00 to 11:00, open 12:00"
    )


def test_recurring_days_are_drawn_one_by_one() -> None:
    card = changed([], [event("2027-03-01", "2027-03-02", rule="RRULE:FREQ=DAILY;COUNT=3;INTERVAL=7")])

    assert sorted(said(card, "March 2027", 1)) == [1, 8, 15, 28]  # and the day on which the clocks change


days_off = st.lists(
    st.builds(
        lambda date, length, working: (date, length, working),
        st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 1)),
        st.integers(1, 5),
        st.booleans(),
    ),
    max_size=4,
)


@settings(max_examples=30)
@given(before=days_off, after=days_off)
def test_the_days_that_are_marked_are_those_that_differ(before: Any, after: Any) -> None:
    def events(found: Any) -> list[Any]:
        return [
            (open_all_day if working else closed)(date.isoformat(), days=length, time_zone="Asia/Tokyo")
            for date, length, working in found
        ]

    # Day by day, by the dates alone.
    def holds(found: Any) -> dict[dt.date, set[bool]]:
        each_day: dict[dt.date, set[bool]] = {}
        for date, length, working in found:
            for number in range(length):
                each_day.setdefault(date + dt.timedelta(days=number), set()).add(working)
        return each_day

    was, will = holds(before), holds(after)
    expected = {date for date in was.keys() | will.keys() if was.get(date) != will.get(date)}

    page = Page.of(update(occasion(events=events(before)), occasion(events=events(after), description="x")))

    card = page.card("Holidays")
    for side in (0, 1):
        marked = {
            dt.datetime.strptime(f"{number} {month}", "%d %B %Y").date()  # noqa: DTZ007 - a date has no zone
            for month, _ in months(card)
            for number, cell in days(card, month, side).items()
            if "differs" in cell.classes
        }
        assert marked == expected
