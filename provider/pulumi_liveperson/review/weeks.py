"""The weeks of workdays, before and after, by what is open on each weekday.

The same hours can be one shift or several that touch or overlap, which LivePerson combines. So what counts
is when a day is open, and not how its shifts are written.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from pulumi_liveperson.review.zoned_sides import ZonedSides, with_new_names
from pulumi_liveperson.shifts.times import DAYS, end_time, start_time


class Span(NamedTuple):
    """A time in which a day is open; `24:00` is the end of the day."""

    start: str
    end: str
    zone: str


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Week:
    """The days that are open, from Monday on."""

    days: Mapping[str, Spans]
    unreadable: int = 0
    """The number of shifts of which day or time are unknown."""
    is_hidden: bool = False
    """Whether all shifts are secret, or known only during the update."""

    @property
    def is_complete(self) -> bool:
        """Return whether a day without hours is certainly closed.

        LivePerson does not publish what workdays without shifts mean.
        """
        return bool(self.days) and not (self.unreadable or self.is_hidden)

    @property
    def zones(self) -> list[str]:
        """Return the time zones, each once."""
        return sorted({span.zone for spans in self.days.values() for span in spans})

    def in_zones(self, names: Mapping[str, str]) -> "Week":
        """Return the same hours, with other names for their zones."""
        days = {
            day: tuple(span._replace(zone=names[span.zone]) for span in spans)
            for day, spans in self.days.items()
        }
        return replace(self, days=days)


@dataclass(frozen=True)
class DayChange:
    """Weekdays with the same hours before and the same hours after; closed days have none."""

    days: tuple[str, ...]
    before: Spans
    after: Spans


@dataclass(frozen=True)
class Weeks(ZonedSides[Week]):
    """Two weeks; an empty one if there are no workdays, or if their shifts are unknown."""

    @cached_property
    def changed(self) -> list[DayChange]:
        """Return the days that differ, in groups that change alike."""
        groups: dict[tuple[Spans, Spans], list[str]] = defaultdict(list)
        for day in DAYS:
            was, will_be = self.aligned.days.get(day, ()), self.after.days.get(day, ())
            if was != will_be:
                groups[was, will_be].append(day)
        return [DayChange(tuple(days), *spans) for spans, days in groups.items()]

    @cached_property
    def unchanged(self) -> int:
        """Return the number of days that are open and do not differ."""
        return sum(spans == self.after.days.get(day) for day, spans in self.aligned.days.items())


def weeks(before: Any, after: Any) -> Weeks:
    """Return two weeks from the shifts of a resource, with the new name of each time zone."""
    return Weeks(*with_new_names(_week(before), _week(after)))


def groups(week: Week) -> list[DayChange]:
    """Return the days of a week, in groups that are open at the same times."""
    return Weeks(Week({}), week).changed


def _week(shifts: Any) -> Week:
    if not isinstance(shifts, list):
        return Week({}, is_hidden=shifts is not None)
    days: dict[str, list[Span]] = defaultdict(list)
    unreadable = 0
    for shift in shifts:
        try:
            span = Span(start_time(shift["start"]), end_time(shift["end"]), str(shift["time_zone"]))
            days[DAYS[DAYS.index(shift["day"])]].append(span)
        except (LookupError, TypeError, ValueError):
            unreadable += 1
    return Week({day: _united(days[day]) for day in DAYS if day in days}, unreadable)


def _united(spans: list[Span]) -> Spans:
    """Return the times of a day, with those that touch or overlap as one."""
    united: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.zone, each.start, each.end)):
        if united and united[-1].zone == span.zone and span.start <= united[-1].end:
            united[-1] = united[-1]._replace(end=max(united[-1].end, span.end))
        else:
            united.append(span)
    return tuple(sorted(united))
