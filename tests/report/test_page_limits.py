"""A calendar of a page leaves out what cannot be drawn, or nobody would look at, and says so."""

from typing import Any

import pytest

from tests.report.pages import Page, months, said
from tests.report.steps import closed, event, occasion, preview, step
from tests.report.test_page_calendar import changed


def test_what_cannot_be_drawn_is_said() -> None:
    strange = event("2026-12-24", "2026-12-25", rule="RRULE:FREQ=WEEKLY;COUNT=2;INTERVAL=1")

    card = changed([], [strange, closed("2026-12-25")])

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

    assert [each.text for each in card.find("p", "note")] == [
        "This occasion has too many days for a calendar."
    ]
    assert months(card) == []


def test_the_last_month_of_all_can_be_drawn() -> None:
    card = changed([], [event("9999-12-30T09:00:00", "9999-12-30T10:00:00")])

    assert said(card, "December 9999", 1) == {30: "closed 09:00 to 10:00; new"}


def test_of_many_months_the_first_are_drawn_and_the_others_counted() -> None:
    holidays = [closed(f"{year}-{month:02}-01") for year in (2027, 2028) for month in range(1, 13)]

    card = changed([], [*holidays, closed("2028-12-02")])

    assert [month for month, _ in months(card)][::11] == ["January 2027", "December 2027"]
    assert [each.text for each in card.find("p", "note")] == [
        "12 more months with 13 days not shown, because there are too many."
    ]


def test_a_page_with_many_calendars_leaves_the_last_out() -> None:
    holidays = [closed(f"2027-{month:02}-01") for month in range(1, 13)]
    steps = [
        step("create", None, occasion(f"{each:02}", events=holidays), resource=f"r{each}")
        for each in range(21)
    ]

    page = Page.of(preview(*steps))

    assert len(page.root.find("h4")) == 240
    assert [each.text for each in page.card("20").find("p", "note")] == [
        "This occasion is new, so there is no calendar before the change.",
        "12 months with 12 days not shown, because this page already has many.",
    ]
