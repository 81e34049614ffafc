"""A calendar of a page tells in which time zone its days are, and where the clocks change."""

import calendar

import pytest

from tests.report.pages import days, months, said
from tests.report.steps import LONDON, closed, event
from tests.report.test_page_calendar import changed

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("zone", "month", "day", "words"),
    [
        (LONDON, 3, 28, "The clocks go forward from 01:00 to 02:00 on 28 Mar 2027 in Europe/London"),
        (LONDON, 10, 31, "The clocks go back from 02:00 to 01:00 on 31 Oct 2027 in Europe/London"),
        ("Africa/Cairo", 4, 30, "The clocks go forward from 00:00 to 01:00 on 30 Apr 2027 in Africa/Cairo"),
        ("Africa/Cairo", 10, 28, "The clocks go back from 24:00 to 23:00 on 28 Oct 2027 in Africa/Cairo"),
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
        assert said(card, title)[day] == "normal hours; the clocks change"


def test_days_that_go_to_another_zone_have_the_zones_at_their_heads() -> None:
    card = changed(
        [closed("2026-12-25")],
        [closed("2026-12-25", time_zone=NEW_YORK), closed("2026-12-28", time_zone=NEW_YORK)],
    )

    assert months(card) == [
        ("December 2026", ["December 2026: Before Europe/London", "December 2026: After America/New_York"])
    ]
    assert said(card, "December 2026", 1) == {25: "closed", 28: "closed; new"}
    assert [each.text for each in card.find("p", "note")] == [
        "All days move to another time zone. Only other differences are marked."
    ]


def test_days_in_several_zones_name_theirs() -> None:
    card = changed([], [closed("2026-12-25"), closed("2026-12-25", time_zone=NEW_YORK)])

    assert said(card, "December 2026", 1) == {25: "closed in America/New_York, closed in Europe/London; new"}
    assert days(card, "December 2026", 1)[25].seen == "25 + Closed New York Closed London"
