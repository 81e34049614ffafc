"""The normal week of a skill, derived from the days that no special occasion replaces.

Hours that are shown in another time zone than their own change when the clocks of one zone change.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pulumi_liveperson.review.effective.local_days import LocalDay

NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEK = 7


@dataclass(frozen=True)
class NormalWeek:
    """The hours of each weekday from a date on; a weekday without a normal day in that time is missing."""

    first: dt.date
    days: Mapping[int, LocalDay]
    """An example of each weekday; Monday is 0."""

    @property
    def open_time(self) -> dt.timedelta | None:
        """Return how long the skill is open in this week; `None` if a weekday is missing."""
        times = [day.open_time for day in self.days.values()]
        return sum(times, dt.timedelta(0)) if len(times) == _WEEK else None

    @property
    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield neighbouring weekdays with the same hours, and these hours."""
        hours = [self.days[each].hours if each in self.days else "" for each in range(_WEEK)]
        for text, same in groupby(range(_WEEK), key=hours.__getitem__):
            weekdays = [NAMES[each] for each in same]
            dash = "\N{EN DASH}".join([weekdays[0], weekdays[-1]] if weekdays[1:] else weekdays)
            yield dash, text or "only special days"


def normal_weeks(days: Sequence[LocalDay]) -> list[NormalWeek]:
    """Return the normal weeks of a period in order, each with the date from which it applies."""
    found: list[tuple[dt.date, dict[int, LocalDay]]] = []
    for day in days:
        if day.is_special:
            continue
        weekday = day.date.weekday()
        current = found[-1][1].get(weekday) if found else None
        if not found or (current is not None and current.windows != day.windows):
            found.append((day.date, {weekday: day}))
        elif current is None:
            found[-1][1][weekday] = day
    return [NormalWeek(first, week) for first, week in found]


def normal_day(weeks: Sequence[NormalWeek], day: LocalDay) -> LocalDay | None:
    """Return a normal day of the same weekday; `None` if there is none in the period."""
    earlier = [week for week in weeks if week.first <= day.date] or weeks[:1]
    return earlier[-1].days.get(day.date.weekday()) if earlier else None


def special_days(days: Sequence[LocalDay], weeks: Sequence[NormalWeek]) -> list[LocalDay]:
    """Return the days that an occasion replaces, and those whose hours it changes in a part of them.

    In another time zone, the day of an occasion is a part of two days.
    """
    return [day for day in days if day.is_replaced or (day.is_special and _differs(day, weeks))]


def _differs(day: LocalDay, weeks: Sequence[NormalWeek]) -> bool:
    normal = normal_day(weeks, day)
    return normal is None or normal.windows != day.windows
