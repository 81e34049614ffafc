"""The opening hours of each day of a calendar, from midnight to midnight, for drawing.

A night shift becomes a segment on two days, and a closure over several days a segment on each of them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pulumi_liveperson.events.expansion import Calendar, Hours
from pulumi_liveperson.review.dates import clock

_MOST_SEGMENTS = 10_000
_MIDNIGHT = dt.time()
_DAY = dt.timedelta(days=1)
_SECOND = dt.timedelta(seconds=1)


class UndrawableError(ValueError):
    """A calendar has too many days for a drawing, or days after the year 9999."""


class DaySegment(NamedTuple):
    """Opening hours or a closure within one day; midnight is the beginning or the end of the day."""

    begins: dt.time
    ends: dt.time
    working: bool
    zone: str
    from_previous_day: bool = False
    """Whether it continues from the day before."""
    to_next_day: bool = False
    """Whether it continues on the next day."""

    @property
    def state(self) -> str:
        """Return `open` or `closed`."""
        return "open" if self.working else "closed"

    @property
    def all_day(self) -> bool:
        """Return whether this lasts from midnight to midnight."""
        return self.begins == self.ends == _MIDNIGHT

    @property
    def hours(self) -> str:
        """Return the times, short enough for a cell; empty for a closed day."""
        if self.all_day:
            return "all day" if self.working else ""
        begins = "…" if self.from_previous_day else clock(self.begins)
        ends = "…" if self.to_next_day else _end(self.ends)
        return f"{begins}\N{EN DASH}{ends}"

    @property
    def description(self) -> str:
        """Return the state and the times as text for screen readers."""
        if self.all_day:
            return f"{self.state} all day" if self.working else self.state
        if self.from_previous_day:
            return f"{self.state} until {_end(self.ends)}"
        if self.to_next_day:
            return f"{self.state} from {clock(self.begins)} to the next day"
        return f"{self.state} {clock(self.begins)} to {_end(self.ends)}"


@dataclass(frozen=True)
class Day:
    """The segments of a day; none if the occasion has no event on it."""

    segments: tuple[DaySegment, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """Return `open`, `closed` or `mixed`; empty without segments."""
        states = {each.state for each in self.segments}
        return "mixed" if len(states) > 1 else "".join(states)


NOTHING = Day()


def by_day(calendar: Calendar) -> Mapping[dt.date, Day]:
    """Return the days with events; raises an `UndrawableError`."""
    found: dict[dt.date, dict[DaySegment, str]] = defaultdict(dict)
    number = 0
    try:
        for occurrence in calendar.occurrences:
            segments = _segments(occurrence.hours)
            number += len(segments)
            if number > _MOST_SEGMENTS:
                raise UndrawableError
            for day, segment in enumerate(segments):
                found[occurrence.day + day * _DAY].setdefault(segment, occurrence.name)
    except OverflowError:  # a segment is after the year 9999
        raise UndrawableError from None
    return {date: _day(tuple(segments.items())) for date, segments in found.items()}


@lru_cache(4096)  # most days of a calendar have the same hours as others
def _day(segments: tuple[tuple[DaySegment, str], ...]) -> Day:
    ordered = sorted(segments)
    names = dict.fromkeys(name for _, name in ordered if name)
    return Day(tuple(segment for segment, _ in ordered), tuple(names))


@lru_cache(256)
def _segments(hours: Hours) -> tuple[DaySegment, ...]:
    """Return a segment for the day on which the hours begin, and for each following day."""
    if hours.all_day:
        return (DaySegment(_MIDNIGHT, _MIDNIGHT, hours.working, hours.zone),)
    start = dt.datetime.combine(dt.date.min, hours.begins)
    end = start + hours.length
    days = ((end - _SECOND).date() - dt.date.min).days + 1
    if days > _MOST_SEGMENTS:
        raise UndrawableError
    found = []
    for day in range(days):
        begins = start.time() if day == 0 else _MIDNIGHT
        ends = end.time() if day == days - 1 else _MIDNIGHT
        all_day = begins == ends == _MIDNIGHT
        from_previous_day, to_next_day = not all_day and day > 0, not all_day and day < days - 1
        found.append(DaySegment(begins, ends, hours.working, hours.zone, from_previous_day, to_next_day))
    return tuple(found)


def _end(time: dt.time) -> str:
    return "24:00" if time == _MIDNIGHT else clock(time)
