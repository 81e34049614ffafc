"""The days on which the hours of a skill differ before and after a change, grouped for readers.

A change of workdays is one group of weekdays, and not one entry for each week. A closure over several days is
one group from its start to its end, with the times around it that are closed as well, such as a weekend.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pulumi_liveperson.hours.difference import Difference, Effect
from pulumi_liveperson.hours.moments import DAY, MIDNIGHT, midnight
from pulumi_liveperson.hours.stretches import Span, State, Stretch, by_state

FEWEST_WEEKS = 4
"""A weekday that changes alike less often is listed by its dates."""
_ONE_CLOSURE = dt.timedelta(days=4)
"""Closed times with a longer closed time between them, in which nothing changes, are separate."""


class Window(NamedTuple):
    """A local time of a day in which the state is the same."""

    start: dt.time
    end: dt.time
    """Midnight is the end of the day."""
    state: State


Windows = tuple[Window, ...]
"""The times of a day in which a skill is not closed; empty for a closed day."""


@dataclass(frozen=True)
class SomeDays:
    """Days with the same hours before and the same hours after a change."""

    dates: tuple[dt.date, ...]
    names: tuple[tuple[str, ...], ...]
    """The names of the events that decide on each of the dates after the change."""
    former_names: tuple[tuple[str, ...], ...]
    """The names of the events that decide before it, on the dates that are no longer special."""
    before: Windows
    after: Windows
    gain: dt.timedelta
    """How much longer the skill is open in total; negative if it is open for less."""
    weekdays: tuple[int, ...] = ()
    """The weekdays, from Monday as 0, if the workdays change; empty for single dates."""

    @property
    def first(self) -> dt.date:
        """Return the first day."""
        return self.dates[0]


@dataclass(frozen=True)
class Closure:
    """A time over several days in which a skill is closed, or its state is unknown, after a change."""

    state: State
    start: dt.datetime | None
    """The local start; `None` if it is closed from the start of the period on."""
    end: dt.datetime | None
    """The local end; `None` if it is closed to the end of the period."""
    first: dt.date
    """The first day on which something changes."""
    names: tuple[str, ...]
    gain: dt.timedelta


class _Changed(NamedTuple):
    """A day with different hours."""

    date: dt.date
    before: Windows
    after: Windows
    is_weekly: bool
    """Whether the workdays decide before and after."""


Group = SomeDays | Closure
_Names = dict[dt.date, tuple[str, ...]]


def groups(effect: Effect, where: ZoneInfo) -> list[Group]:
    """Return what changes, by local days; weekdays come first, then dates."""
    parts = list(_by_day(effect.differences, where))
    changed = list(_changed(effect, where, dict.fromkeys(date for date, _ in parts)))
    weekly = _weekly(changed)
    regular = {each.date for found in weekly for each in found}
    gains: dict[dt.date, dt.timedelta] = defaultdict(dt.timedelta)
    for date, part in parts:
        gains[date] += part.gain
    others = [(date, part) for date, part in parts if date not in regular]
    closures, single = _closures(effect.after, others, where)
    names = _names((date, part.names) for date, part in parts)
    former = _names((date, part.former_names) for date, part in parts)
    found = [_some_days(each, gains) for each in weekly]
    left: dict[dt.date, dt.timedelta] = defaultdict(dt.timedelta)
    for date, part in single:
        left[date] += part.gain
    alike: dict[tuple[Windows, Windows], list[_Changed]] = defaultdict(list)
    for day in changed:
        if day.date in left:
            alike[day.before, day.after].append(day)
    dated: list[Group] = [*closures, *(_some_days(each, left, (names, former)) for each in alike.values())]
    return [*found, *sorted(dated, key=lambda each: (each.first, isinstance(each, Closure)))]


def _changed(effect: Effect, where: ZoneInfo, dates: Iterable[dt.date]) -> Iterator[_Changed]:
    """Yield those dates on which the local hours differ."""
    was, will_be = (_windows(by_state(each), where) for each in (effect.before, effect.after))
    special = {*_special_dates(effect.before, where), *_special_dates(effect.after, where)}
    for date in dates:
        before, after = (tuple(each.get(date, ())) for each in (was, will_be))
        if before != after:
            yield _Changed(date, before, after, date not in special)


def _windows(runs: Iterable[Stretch], where: ZoneInfo) -> dict[dt.date, list[Window]]:
    found: dict[dt.date, list[Window]] = defaultdict(list)
    for each in runs:
        if each.state is State.CLOSED:
            continue
        start, end = each.start.astimezone(where), each.end.astimezone(where)
        for date in _dates(start, end):
            found[date].append(
                Window(
                    start.time() if date == start.date() else MIDNIGHT,
                    end.time() if date == end.date() else MIDNIGHT,
                    each.state,
                )
            )
    return found


def _special_dates(stretches: Iterable[Stretch], where: ZoneInfo) -> Iterator[dt.date]:
    for each in stretches:
        # An occasion that cannot be read makes all times unknown, and not some dates.
        if each.cause is not None and each.cause.is_special and each.state is not State.UNKNOWN:
            yield from _dates(each.start.astimezone(where), each.end.astimezone(where))


def _dates(start: dt.datetime, end: dt.datetime) -> Iterator[dt.date]:
    """Yield the local dates of a time, of which the end is not included."""
    date = start.date()
    while date < end.date() or (date == end.date() and end.time() > MIDNIGHT):
        yield date
        date += DAY


def _weekly(changed: Iterable[_Changed]) -> list[list[_Changed]]:
    """Return the days that change alike in many weeks, because the workdays change."""
    by_weekday: dict[tuple[int, Windows, Windows], list[_Changed]] = defaultdict(list)
    for day in changed:
        if day.is_weekly:
            by_weekday[day.date.weekday(), day.before, day.after].append(day)
    together: dict[tuple[Windows, Windows], list[_Changed]] = defaultdict(list)
    for (_, *hours), days in sorted(by_weekday.items(), key=lambda each: each[0][0]):
        if len(days) >= FEWEST_WEEKS:
            together[hours[0], hours[1]] += days
    return list(together.values())


def _some_days(
    days: Sequence[_Changed],
    gains: dict[dt.date, dt.timedelta],
    names: tuple[_Names, _Names] | None = None,
) -> SomeDays:
    """Return days as a group: as weekdays, or with the names of events as dates."""
    dates = tuple(sorted(each.date for each in days))
    deciding, former = (tuple(each.get(date, ()) for date in dates) for each in names or ({}, {}))
    return SomeDays(
        dates,
        deciding,
        former,
        days[0].before,
        days[0].after,
        sum((gains[date] for date in dates), dt.timedelta(0)),
        () if names else tuple(sorted({date.weekday() for date in dates})),
    )


def _names(parts: Iterable[tuple[dt.date, tuple[str, ...]]]) -> _Names:
    found: dict[dt.date, dict[str, None]] = defaultdict(dict)
    for date, names in parts:
        found[date] |= dict.fromkeys(names)
    return {date: tuple(each) for date, each in found.items()}


def _by_day(differences: Iterable[Difference], where: ZoneInfo) -> Iterator[tuple[dt.date, Difference]]:
    """Yield the differences, divided at the local midnights, each with its date."""
    for each in differences:
        start = each.start
        while start < each.end:
            date = start.astimezone(where).date()
            end = min(each.end, midnight(date + DAY, where))
            yield date, Difference(each.before.within(start, end), each.after.within(start, end))
            start = end


def _closures(
    after: Sequence[Stretch], parts: Sequence[tuple[dt.date, Difference]], where: ZoneInfo
) -> tuple[list[Closure], list[tuple[dt.date, Difference]]]:
    """Return the closures over several days, and the other differences."""
    closures: list[Closure] = []
    single: list[tuple[dt.date, Difference]] = []
    runs = by_state(after)
    index = 0
    for run in runs:
        inside: list[tuple[dt.date, Difference]] = []
        while index < len(parts) and parts[index][1].end <= run.end:
            inside.append(parts[index])
            index += 1
        for together in _near(inside):
            closure = _closure(run, together, where, (after[0].start, after[-1].end))
            if closure is None:
                single += together
            else:
                closures.append(closure)
    return closures, single


def _closure(
    run: Stretch, parts: Sequence[tuple[dt.date, Difference]], where: ZoneInfo, period: Span
) -> Closure | None:
    """Return the closure of which differences are a part, or `None` if they are on one day or whole days."""
    if run.state is State.OPEN or parts[0][0] == parts[-1][0]:
        return None
    start, end = parts[0][1].start, parts[-1][1].end
    start = run.start if start - run.start <= _ONE_CLOSURE else start
    end = run.end if run.end - end <= _ONE_CLOSURE else end
    local = start.astimezone(where), end.astimezone(where)
    if all(each.time() == MIDNIGHT for each in local):
        return None
    return Closure(
        run.state,
        None if start == period[0] else local[0],
        None if end == period[1] else local[1],
        parts[0][0],
        tuple(dict.fromkeys(name for _, part in parts for name in part.names)),
        sum((part.gain for _, part in parts), dt.timedelta(0)),
    )


def _near(parts: Sequence[tuple[dt.date, Difference]]) -> Iterator[list[tuple[dt.date, Difference]]]:
    """Yield differences of one run, those near each other together."""
    together: list[tuple[dt.date, Difference]] = []
    for each in parts:
        if together and each[1].start - together[-1][1].end > _ONE_CLOSURE:
            yield together
            together = []
        together.append(each)
    if together:
        yield together
