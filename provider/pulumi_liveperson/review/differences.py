"""Differences between two calendars, day by day.

Events have no ids, and the same days can be written as one event or as many. So the opening hours of each day
are compared, not the events. If an event cannot be expanded into days, the hours of these days are unknown,
and a day is reported as different only if this is certain.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pulumi_liveperson.events.expansion import Calendar, Hours, Occurrence
from pulumi_liveperson.review.entries import Entries, only_once

_NO_ENTRIES = Entries()
_MOST_MOVES = 3  # more moves mean that the calendar of another year was entered

DayHours = tuple[Hours, ...]


@dataclass(frozen=True)
class Days:
    """Days with the same hours before and the same hours after; no hours mean no event on these days."""

    dates: tuple[dt.date, ...]
    before: DayHours
    after: DayHours
    names_before: tuple[str, ...] = ()
    names_after: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the new names of the days; the former ones if the days are removed."""
        return self.names_after if self.after else self.names_before

    @property
    def group_key(self) -> tuple[DayHours, DayHours, dt.date | None]:
        """Return a key by which days can share a sentence; days with hours over several days share none."""
        return self.before, self.after, self.dates[0] if _is_long(self.before, self.after) else None


@dataclass(frozen=True)
class Move:
    """A day that moves to another date, which its name shows."""

    old: Days
    new: Days


@dataclass(frozen=True)
class Difference:
    """The differences between two calendars."""

    changed: tuple[Days, ...] = ()
    """Days with other hours, in groups with equal changes; without the days that move."""
    moved: tuple[Move, ...] = ()
    renamed: tuple[Days, ...] = ()
    """Days that differ only in their names."""
    unchanged: int = 0
    """The number of days that stay unchanged, as far as it is known."""
    unsure: tuple[Days, ...] = ()
    """Days whose change is unknown, because only one side has an entry that may cover them."""
    entries: Entries = _NO_ENTRIES
    """The entries that only one side has and that cannot be expanded into days."""
    occurrences: tuple[Occurrence, ...] = ()
    """The occurrences on days that differ, from the second calendar."""


def compare(before: Calendar, after: Calendar) -> Difference:
    """Return the differences between two calendars."""
    days = _grouped(before, after)
    entries = only_once(before.unreadable, after.unreadable)
    unequal = [each for each in days if each.before != each.after]
    differing = [each for each in unequal if _surely_differs(each, entries)]
    equal = [each for each in days if each.before == each.after]
    moved = _moves(differing)
    moving = {each for move in moved for each in (move.old, move.new)}
    new = {date for each in unequal for date in each.dates}
    return Difference(
        changed=tuple(each for each in differing if each not in moving),
        moved=moved,
        renamed=tuple(each for each in equal if each.names_before != each.names_after),
        unchanged=sum(len(each.dates) for each in equal if each.names_before == each.names_after),
        unsure=tuple(each for each in unequal if not _surely_differs(each, entries)),
        entries=entries,
        occurrences=tuple(each for each in after.occurrences if each.day in new),
    )


def _surely_differs(days: Days, entries: Entries) -> bool:
    return entries.is_certain(had_hours=bool(days.before), has_hours=bool(days.after))


def _grouped(before: Calendar, after: Calendar) -> list[Days]:
    old, new = _by_day(before), _by_day(after)
    groups: dict[
        tuple[DayHours, DayHours, tuple[str, ...], tuple[str, ...], dt.date | None], list[dt.date]
    ] = defaultdict(list)
    for date in sorted(old.keys() | new.keys()):
        was, names_before, was_long = _hours_of_day(tuple(old.get(date, {}).items()))
        will, names_after, will_be_long = _hours_of_day(tuple(new.get(date, {}).items()))
        single = date if was_long or will_be_long else None
        groups[was, will, names_before, names_after, single].append(date)
    return [Days(tuple(dates), *key[:4]) for key, dates in groups.items()]


def _by_day(calendar: Calendar) -> Mapping[dt.date, Mapping[Hours, str]]:
    days: dict[dt.date, dict[Hours, str]] = defaultdict(dict)
    for each in calendar.occurrences:
        days[each.day].setdefault(each.hours, each.name)
    return days


def _is_long(*days: DayHours) -> bool:
    return any(hours.long for each in days for hours in each)


@lru_cache(4096)  # most days of a calendar have the same hours as others
def _hours_of_day(found: tuple[tuple[Hours, str], ...]) -> tuple[DayHours, tuple[str, ...], bool]:
    ordered = sorted(found)
    day = tuple(hours for hours, _ in ordered)
    return day, tuple(dict.fromkeys(name for _, name in ordered if name)), _is_long(day)


def _moves(days: list[Days]) -> tuple[Move, ...]:
    """Return days with the same hours that are removed once and added once under the same name."""
    old = _once([each for each in days if not each.after])
    new = _once([each for each in days if not each.before])
    found = [
        Move(old[name], new[name]) for name in new if name in old and old[name].before == new[name].after
    ]
    return tuple(found) if len(found) <= _MOST_MOVES else ()


def _once(days: list[Days]) -> dict[str, Days]:
    named: dict[str, list[Days]] = defaultdict(list)
    for each in days:
        for name in each.names:
            named[name].append(each)
    return {name: found[0] for name, found in named.items() if len(found) == 1 and len(found[0].dates) == 1}
