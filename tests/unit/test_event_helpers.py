from typing import Any

import pytest

from pulumi_liveperson import closed, open_all_day, open_hours
from tests.unit.declarations import mistakes, occasion, occasions


def plain(
    start: str, end: str, *, working: bool, name: str, recurrence: list[str], zone: str = "Europe/London"
) -> dict[str, Any]:
    return {
        "meta": {"working": working, "name": name},
        "start": {"date_time": start, "time_zone": zone},
        "end": {"date_time": end, "time_zone": zone},
        "recurrence": recurrence,
    }


def test_a_closure_is_a_day_off() -> None:
    assert closed("2026-12-24", time_zone="Europe/London") == plain(
        "2026-12-24T00:00:00", "2026-12-24T23:59:00", working=False, name="closed", recurrence=[]
    )


def test_a_closure_of_several_days_is_a_rule() -> None:
    assert closed("2026-12-24", days=9, time_zone="Europe/London", name="Year end") == plain(
        "2026-12-24T00:00:00",
        "2026-12-24T23:59:00",
        working=False,
        name="Year end",
        recurrence=["RRULE:FREQ=DAILY;COUNT=9;INTERVAL=1"],
    )


def test_opening_hours_are_a_window() -> None:
    assert open_hours("2026-11-27", "07:00", "23:00", time_zone="Europe/London") == plain(
        "2026-11-27T07:00:00", "2026-11-27T23:00:00", working=True, name="open", recurrence=[]
    )


def test_opening_hours_may_have_seconds_and_days() -> None:
    assert open_hours(
        "2026-11-27", "07:00:30", "23:00:59", days=2, time_zone="Europe/London", name="Black Friday"
    ) == plain(
        "2026-11-27T07:00:30",
        "2026-11-27T23:00:59",
        working=True,
        name="Black Friday",
        recurrence=["RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1"],
    )


def test_open_all_day_ends_with_the_last_minute_the_console_offers() -> None:
    assert open_all_day("2026-12-31", time_zone="Europe/London") == plain(
        "2026-12-31T00:00:00", "2026-12-31T23:59:00", working=True, name="open all day", recurrence=[]
    )


@pytest.mark.parametrize(
    "event",
    [
        closed("2026-12-24", days=30, time_zone="Europe/London"),
        open_hours("2026-12-24", "08:00", "08:05", days=400, time_zone="Europe/London"),
        open_all_day("2026-12-24", days=365, time_zone="Europe/London"),
    ],
)
def test_what_a_helper_makes_keeps_the_rules(event: dict[str, Any]) -> None:
    assert mistakes(occasions(), occasion(events=[event])) == []


@pytest.mark.parametrize(
    ("event", "path"),
    [
        (closed("2026-02-30", time_zone="Europe/London"), "events[0].start.date_time"),
        (closed("2026-12-01", days=31, time_zone="Europe/London"), "events[0].recurrence[0]"),
        (closed("2026-12-01", days=0, time_zone="Europe/London"), "events[0].recurrence"),
        (open_hours("2026-12-01", "9", "17:00", time_zone="Europe/London"), "events[0].start.date_time"),
        (open_hours("2026-12-01", "17:00", "09:00", time_zone="Europe/London"), "events[0].end.date_time"),
        (open_all_day("2026-12-01", time_zone="London"), "events[0].start.time_zone"),
    ],
)
def test_what_a_helper_cannot_know_is_found_by_the_rules(event: dict[str, Any], path: str) -> None:
    assert path in [each for each, _ in mistakes(occasions(), occasion(events=[event]))]
