"""The calendar of a page shows what holds on each day, before and after, and marks the days that differ."""

import calendar
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provider import closed, open_all_day, open_hours
from tests.report.pages import Element, Page, days, months, said
from tests.report.reporting import captured
from tests.report.steps import LONDON, event, occasion, preview, step, update

NEW_YORK = "America/New_York"
BOTH = ["Before", "After"]


def changed(before: list[Any], after: list[Any]) -> Element:
    """Return what a page says about an occasion whose events change."""
    page = Page.of(update(occasion(events=before), occasion(events=after)))
    return page.card("Holidays")


def test_a_day_that_becomes_different_is_marked_on_both_sides() -> None:
    eve = open_hours("2026-12-24", "09:00", "12:00", time_zone=LONDON)

    card = changed(
        [closed("2026-12-24", days=2, time_zone=LONDON)], [eve, closed("2026-12-25", time_zone=LONDON)]
    )

    assert months(card) == [("December 2026", ["December 2026: Before", "December 2026: After"])]
    assert said(card, "December 2026") == {24: "closed; changed", 25: "closed"}
    assert said(card, "December 2026", 1) == {24: "open 09:00 to 12:00; changed", 25: "closed"}


def test_a_new_day_and_one_that_goes_away_are_told_apart_without_colours() -> None:
    card = changed(
        [closed("2027-05-03", time_zone=LONDON)], [closed("2027-05-10", time_zone=LONDON, name="Day off")]
    )
    before, after = (days(card, "May 2027", side) for side in (0, 1))

    assert said(card, "May 2027") == {3: "closed; gone", 10: "nothing; new"}
    assert said(card, "May 2027", 1) == {3: "nothing; gone", 10: "closed, “Day off”; new"}
    assert (before[3].seen, before[10].seen) == ("3 - Closed", "10")
    assert (after[3].seen, after[10].seen) == ("3", "10 + Closed")
    assert {"differs", "gone", "closed"} <= before[3].classes
    assert {"differs", "new", "closed"} <= after[10].classes


def test_only_the_months_with_days_that_differ_are_drawn() -> None:
    stays = closed("2026-12-25", time_zone=LONDON)

    card = changed(
        [stays], [stays, closed("2027-02-01", time_zone=LONDON), closed("2027-04-30", time_zone=LONDON)]
    )

    assert [month for month, _ in months(card)] == ["February 2027", "April 2027"]


def test_a_month_has_all_its_days_and_weeks_that_start_on_monday() -> None:
    card = changed([], [closed("2027-02-28", time_zone=LONDON)])
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
    card = changed(
        [closed("2026-12-25", time_zone=LONDON, name="Xmas")],
        [closed("2026-12-25", time_zone=LONDON, name="Christmas Day")],
    )

    assert said(card, "December 2026") == {25: "closed, “Xmas”; another name"}
    assert days(card, "December 2026", 1)[25].seen == "25 ≠ Closed"


@pytest.mark.parametrize(
    ("operation", "side", "word", "note"),
    [
        ("create", "After", "closed; new", ["It is new: there is nothing before."]),
        ("delete", "Before", "closed; gone", []),
        ("import", "After", "closed", ["It stays as it is in LivePerson."]),
    ],
)
def test_where_there_is_one_side_only_one_is_drawn(
    operation: str, side: str, word: str, note: list[str]
) -> None:
    inputs = occasion(events=[closed("2026-12-25", time_zone=LONDON)])
    before, after = (inputs, None) if operation == "delete" else (None, inputs)

    page = Page.of(preview(step(operation, before, after)))

    card = page.card("Holidays")
    assert months(card) == [("December 2026", [f"December 2026: {side}"])]
    assert said(card, "December 2026") == {25: word}
    assert page.notes == note


def test_a_plan_marks_nothing_because_it_does_not_tell_what_was_there() -> None:
    page = Page.of(captured("plan"))
    card = page.card("Turn of the year")

    assert months(card) == [
        ("December 2026", ["December 2026: After"]),
        ("January 2027", ["January 2027: After"]),
    ]
    assert said(card, "January 2027") == {1: "open 08:00 to 12:00"}
    assert "What was there before is not told." in page.notes


def test_what_others_have_changed_has_a_calendar_too() -> None:
    inputs = occasion(events=[closed("2026-12-25", time_zone=LONDON)])
    theirs = occasion(events=[closed("2026-12-26", time_zone=LONDON)])
    document = preview(step("refresh", inputs, inputs), step("same", theirs, theirs))

    [card] = Page.of(document).part("drift").find("article")

    assert months(card) == [("December 2026", ["December 2026: Before", "December 2026: Now"])]
    assert said(card, "December 2026", 1) == {25: "nothing; gone", 26: "closed; new"}


def test_an_occasion_whose_days_stay_has_no_calendar() -> None:
    inputs = occasion(events=[closed("2026-12-25", time_zone=LONDON)])

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
    hours = [
        open_hours("2026-12-24", f"{hour:02}:00", f"{hour + 1:02}:00", time_zone=LONDON)
        for hour in range(8, 16, 2)
    ]
    card = changed([open_all_day("2026-12-24", time_zone=LONDON)], hours)

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


@pytest.mark.parametrize(
    ("zone", "month", "day", "words"),
    [
        (LONDON, 3, 28, "The clocks go forward from 01:00 to 02:00 on 28 Mar 2027 in Europe/London"),
        (LONDON, 10, 31, "The clocks go back from 02:00 to 01:00 on 31 Oct 2027 in Europe/London"),
        ("Africa/Cairo", 4, 30, "The clocks go forward from 00:00 to 01:00 on 30 Apr 2027 in Africa/Cairo"),
        ("Africa/Cairo", 10, 28, "The clocks go back from 00:00 to 23:00 on 29 Oct 2027 in Africa/Cairo"),
        ("Asia/Tokyo", 3, None, ""),
        ("Nowhere/Else", 3, None, ""),
    ],
)
def test_the_day_on_which_the_clocks_change_is_marked(
    zone: str, month: int, day: int | None, words: str
) -> None:
    card = changed([], [event(f"2027-{month:02}-01", f"2027-{month:02}-02", zone=zone)])
    title = f"{calendar.month_name[month]} 2027"

    marked = [number for number, cell in days(card, title).items() if cell.find("span", "clock")]

    assert marked == ([day] if day else [])
    assert [each.text.capitalize() for each in card.find("p", "clocks-note")] == (
        [words.capitalize()] if day else []
    )
    if day:
        assert said(card, title)[day] == "nothing; the clocks change"


def test_days_that_go_to_another_zone_have_the_zones_at_their_heads() -> None:
    card = changed(
        [closed("2026-12-25", time_zone=LONDON)],
        [closed("2026-12-25", time_zone=NEW_YORK), closed("2026-12-28", time_zone=NEW_YORK)],
    )

    assert months(card) == [
        ("December 2026", ["December 2026: Before Europe/London", "December 2026: After America/New_York"])
    ]
    assert said(card, "December 2026", 1) == {25: "closed", 28: "closed; new"}
    assert [each.text for each in card.find("p", "note")] == [
        "All days go to another time zone. Marked is what differs besides."
    ]


def test_days_in_several_zones_name_theirs() -> None:
    card = changed([], [closed("2026-12-25", time_zone=LONDON), closed("2026-12-25", time_zone=NEW_YORK)])

    assert said(card, "December 2026", 1) == {25: "closed in America/New_York, closed in Europe/London; new"}
    assert days(card, "December 2026", 1)[25].seen == "25 + Closed New York Closed London"


def test_what_cannot_be_drawn_is_said() -> None:
    strange = event("2026-12-24", "2026-12-25", rule="RRULE:FREQ=WEEKLY;COUNT=2;INTERVAL=1")

    card = changed([], [strange, closed("2026-12-25", time_zone=LONDON)])

    assert [each.text for each in card.find("p", "note")] == ["After: 1 entry cannot be shown day by day."]
    assert said(card, "December 2026", 1) == {25: "closed; new"}


@pytest.mark.parametrize(
    "endless",
    [
        [event("2000-01-01T09:00:00", "2099-01-01T10:00:00")],
        [event(f"{year}-01-01T09:00:00", f"{year + 4}-01-01T10:00:00") for year in range(2000, 2040, 4)],
        [
            event("9999-12-31T09:00:00", "9999-12-31T10:00:00", rule="RRULE:FREQ=DAILY;COUNT=1;INTERVAL=1"),
            event("2000-01-01T09:00:00", "2060-01-01T10:00:00"),
        ],
    ],
)
def test_days_without_end_are_not_drawn(endless: list[Any]) -> None:
    card = changed([], endless)

    assert [each.text for each in card.find("p", "note")] == ["It has more days than can be drawn."]
    assert months(card) == []


def test_the_last_month_of_all_can_be_drawn() -> None:
    card = changed([], [event("9999-12-30T09:00:00", "9999-12-30T10:00:00")])

    assert said(card, "December 9999", 1) == {30: "closed 09:00 to 10:00; new"}


def test_of_many_months_the_first_are_drawn_and_the_others_counted() -> None:
    holidays = [
        closed(f"{year}-{month:02}-01", time_zone=LONDON) for year in (2027, 2028) for month in range(1, 13)
    ]

    card = changed([], [*holidays, closed("2028-12-02", time_zone=LONDON)])

    assert [month for month, _ in months(card)][::11] == ["January 2027", "December 2027"]
    assert [each.text for each in card.find("p", "note")] == [
        "12 more months with 13 days left out, because they are many."
    ]


def test_a_page_with_many_calendars_leaves_the_last_out() -> None:
    holidays = [closed(f"2027-{month:02}-01", time_zone=LONDON) for month in range(1, 13)]
    steps = [
        step("create", None, occasion(f"{each:02}", events=holidays), resource=f"r{each}")
        for each in range(21)
    ]

    page = Page.of(preview(*steps))

    assert len(page.root.find("h4")) == 240
    assert [each.text for each in page.card("20").find("p", "note")] == [
        "It is new: there is nothing before.",
        "12 months with 12 days left out, because this page has many already.",
    ]


days_off = st.lists(
    st.builds(
        lambda date, length, working: (date, length, working),
        st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 1)),
        st.integers(1, 5),
        st.booleans(),
    ),
    max_size=4,
)


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
