"""`opening-hours-py` reads the same hours in OpenStreetMap's grammar, and says the same.

It is written in Rust, and knows the rules that LivePerson's hours have in common with OpenStreetMap's: a date
replaces the weekday (E2), the hours of a date are united (E3), and so are those of a weekday (E5). It reads
local times in another way if the clock changes at them, see the last tests.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours
from opening_hours import State as TheirState

from pulumi_liveperson import closed, open_all_day, open_hours, weekly
from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.hours.evaluation import HORIZON, answer, timeline
from pulumi_liveperson.hours.stretches import State, united
from tests.hours.accounts import A_DAY, ODD_ZONES, clock_changes

SKILL = Skill("1", "Billing")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# No clock changes at these times, except at 00:00. If it is skipped, both mean the next moment.
_STARTS = st.sampled_from(["00:00", "06:30", "08:00", "09:00", "12:00", "13:15", "20:00"])
_ENDS = st.sampled_from(["07:00", "12:00", "15:00", "17:30", "20:45", "23:59"])


class Hours(NamedTuple):
    """The same hours in the words of this project, of OpenStreetMap, and a period that they concern."""

    ours: Configuration
    theirs: OpeningHours
    start: dt.datetime
    where: ZoneInfo


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    zone = draw(st.sampled_from(ODD_ZONES))
    changes = (moment.astimezone(ZoneInfo(zone)) for moment in clock_changes(zone))
    first = (
        draw(st.sampled_from([each.date() for each in changes if not _repeats_midnight(each)])) - 10 * A_DAY
    )
    days = st.sampled_from([*_DAYS, "MO-FR", "MO,WE,FR", "SA-SU", "MO-SU"])
    shifts: list[Mapping[str, Any]] = []
    for _ in range(draw(st.integers(1, 5))):
        shifts += weekly(draw(days), *_window(draw), time_zone=zone)
    events: list[Mapping[str, Any]] = []
    for _ in range(draw(st.integers(0, 6))):
        date = (first + draw(st.integers(0, 21)) * A_DAY).isoformat()
        length = draw(st.integers(1, 5))
        match draw(st.sampled_from(["closed", "all day", "hours", "hours"])):
            case "closed":
                events.append(closed(date, days=length, time_zone=zone))
            case "all day":
                events.append(open_all_day(date, days=length, time_zone=zone))
            case _:
                events.append(open_hours(date, *_window(draw), days=length, time_zone=zone))
    return _hours(zone, shifts, events, first)


def _repeats_midnight(change: dt.datetime) -> bool:
    return bool(change.fold) and change.time() == dt.time()


def _window(draw: st.DrawFn) -> tuple[str, str]:
    start, end = draw(_STARTS), draw(_ENDS)
    return start, end if start < end else "23:59"


def _hours(
    zone: str, shifts: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]], first: dt.date
) -> Hours:
    workdays = Workdays("1", "week", shifts, is_default=True)
    occasion = SpecialOccasion("1", "days", events, is_default=True)
    expression = "; ".join(["off", *_weekdays(shifts), *_dates(events)])
    where = ZoneInfo(zone)
    return Hours(
        Configuration([SKILL], [workdays], [occasion]),
        OpeningHours(expression, timezone=where, max_interval_days=HORIZON.days),
        dt.datetime(first.year, first.month, first.day, tzinfo=where),
        where,
    )


def _weekdays(shifts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for day in _DAYS:
        windows = [_span(shift["start"], shift["end"]) for shift in shifts if shift["day"] == day]
        if windows:
            yield f"{day.capitalize()} {','.join(windows)}"


def _dates(events: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a rule for each date; of several rules for a date, OpenStreetMap uses the last one."""
    windows: dict[dt.date, list[str]] = {}
    off: list[str] = []
    for event in events:
        start, end = (dt.datetime.fromisoformat(event[edge]["date_time"]) for edge in ("start", "end"))
        rules = event["recurrence"]
        count = int(rules[0].removeprefix("RRULE:FREQ=DAILY;COUNT=").partition(";")[0]) if rules else 1
        if event["meta"]["working"]:
            for number in range(count):
                window = _span(f"{start:%H:%M}", f"{end:%H:%M}")
                windows.setdefault(start.date() + number * A_DAY, []).append(window)
        else:
            off.append(f"{start:%Y %b %d}-{start + (count - 1) * A_DAY:%Y %b %d} off")
    yield from (f"{date:%Y %b %d} {','.join(spans)}" for date, spans in windows.items())
    yield from off


def _span(start: str, end: str) -> str:
    return f"{start}-{'24:00' if end == '23:59' else end}"


def _our_open_spans(hours: Hours, end: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]]:
    stretches = timeline(hours.ours, SKILL, (hours.start.astimezone(dt.UTC), end.astimezone(dt.UTC)))
    assert {each.state for each in stretches} <= {State.OPEN, State.CLOSED}
    return united((each.start, each.end) for each in stretches if each.state is State.OPEN)


def _their_open_spans(hours: Hours, end: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]]:
    return united(
        (start.astimezone(dt.UTC), until.astimezone(dt.UTC))
        for start, until, state, _ in hours.theirs.intervals(hours.start, end)
        if state == TheirState.OPEN
    )


def _compare(hours: Hours, days: list[int]) -> None:
    end = hours.start + 24 * A_DAY
    assert _our_open_spans(hours, end) == _their_open_spans(hours, end), hours.theirs
    for number in days:
        noon = hours.start.replace(hour=12, minute=30) + number * A_DAY
        found, change = answer(hours.ours, SKILL, noon), hours.theirs.next_change(noon)
        assert found.state.value == str(hours.theirs.state(noon)[0])
        if change is not None and change - noon > HORIZON:
            change = None
        assert found.until == change, (noon, hours.theirs)


@settings(max_examples=200)
@given(hours(), st.lists(st.integers(0, 23), min_size=1, max_size=3))
def test_the_same_hours_are_open_at_the_same_times(hours: Hours, days: list[int]) -> None:
    _compare(hours, days)


@pytest.mark.slow
@settings(max_examples=1500)
@given(hours(), st.lists(st.integers(0, 23), min_size=1, max_size=3))
def test_many_hours_are_open_at_the_same_times(hours: Hours, days: list[int]) -> None:
    _compare(hours, days)


def test_a_time_that_does_not_exist_begins_with_the_next_one_that_exists_for_openstreetmap() -> None:
    """We read 01:30 as 02:30, as Java does (Q10). They read it as the end of the skipped hour."""
    first, end = dt.date(2026, 3, 29), dt.datetime(2026, 3, 30, tzinfo=ZoneInfo("Europe/London"))
    found = _hours("Europe/London", weekly("SU", "01:30", "04:00", time_zone="Europe/London"), [], first)
    until = dt.datetime(2026, 3, 29, 3, tzinfo=dt.UTC)
    assert _our_open_spans(found, end) == [(dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC), until)]
    assert _their_open_spans(found, end) == [(dt.datetime(2026, 3, 29, 1, 0, tzinfo=dt.UTC), until)]


def test_a_time_that_exists_twice_is_the_second_one_for_openstreetmap() -> None:
    """We read 01:30 as the first of two, as Java does (Q10). In Havana, this concerns the end of a day."""
    first, end = dt.date(2026, 10, 25), dt.datetime(2026, 10, 26, tzinfo=ZoneInfo("Europe/London"))
    found = _hours("Europe/London", weekly("SU", "01:30", "04:00", time_zone="Europe/London"), [], first)
    until = dt.datetime(2026, 10, 25, 4, tzinfo=dt.UTC)
    assert _our_open_spans(found, end) == [(dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC), until)]
    assert _their_open_spans(found, end) == [(dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC), until)]

    havana = ZoneInfo("America/Havana")
    first, end = dt.date(2026, 10, 31), dt.datetime(2026, 11, 2, tzinfo=havana)
    found = _hours("America/Havana", weekly("SA", "20:00", "24:00", time_zone="America/Havana"), [], first)
    start = dt.datetime(2026, 11, 1, 0, tzinfo=dt.UTC)
    assert _our_open_spans(found, end) == [(start, dt.datetime(2026, 11, 1, 4, tzinfo=dt.UTC))]
    assert _their_open_spans(found, end) == [(start, dt.datetime(2026, 11, 1, 5, tzinfo=dt.UTC))]
