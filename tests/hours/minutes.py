"""Whether a skill is open at one moment, from the rules of LivePerson and without the code of the package.

The package computes spans and lays them over each other. This module asks for one moment: which date is it
there, and which windows contain the moment? It knows no spans, so it is slow, and its errors are others.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any, NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from pulumi_liveperson.hours.configuration import Configuration, Skill

OTHER_READINGS = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q8", "Q9", "Q10", "Q12", "Q13", "Q14", "Q16")
"""The open questions that this module can also read in another way than the package."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_A_DAY = dt.timedelta(days=1)


class _HoursObject(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def is_default(self) -> bool: ...


_Object = TypeVar("_Object", bound=_HoursObject)


class Verdict(NamedTuple):
    state: str
    decided_by: str | None = None
    """The kind and the id of the object."""
    events: tuple[str, ...] = ()
    """The names of the deciding events."""


class _Occurrence(NamedTuple):
    name: str
    working: bool
    start: dt.datetime
    end: dt.datetime
    zone: str

    @property
    def is_for_hours(self) -> bool:
        return not self.start.time() == self.end.time() == dt.time()


def state(
    account: Configuration, skill: Skill, at: dt.datetime, other: AbstractSet[str] = frozenset()
) -> str:
    """Return `open`, `closed` or `unknown`; questions in `other` are read in the other way."""
    return verdict(account, skill, at, other).state


def verdict(
    account: Configuration, skill: Skill, at: dt.datetime, other: AbstractSet[str] = frozenset()
) -> Verdict:
    """Return the state with the object and the events that decide."""
    weekly = _applying(account.workdays, skill.working_hours_id, other)
    special = _applying(account.special_occasions, skill.special_occasion_id, other)
    if special and not (weekly is None and "Q14" in other):
        assert special.events is not None
        zones = [shift["time_zone"] for shift in weekly.shifts or ()] if weekly else []
        decided = _on_a_special_day(special.events, at, other, zones)
        if decided:
            names = sorted({each.name for each in decided[1]} - {"open", "closed", ""})
            return Verdict(decided[0], f"special occasion {special.id}", tuple(names))
    if weekly is None or (not weekly.shifts and "Q12" in other):
        return Verdict("unknown")
    assert weekly.shifts is not None
    is_open = any(_is_on_shift(shift, at, other) for shift in weekly.shifts)
    return Verdict("open" if is_open else "closed", f"workdays {weekly.id}")


def _applying(objects: Sequence[_Object], id_: str | None, other: AbstractSet[str]) -> _Object | None:
    for each in objects:
        if id_ and each.id == id_:
            return each
    if id_ and "Q13" in other:
        return None
    defaults = sorted((each for each in objects if each.is_default), key=lambda each: int(each.id))
    if not defaults:
        return None
    return defaults[-1] if "Q16" in other else defaults[0]


def _on_a_special_day(
    events: Sequence[Mapping[str, Any]], at: dt.datetime, other: AbstractSet[str], weekly_zones: list[str]
) -> tuple[str, list[_Occurrence]] | None:
    """Return the state if an event touches today, and the deciding events; `None` if the workdays decide."""
    touching, within = [], []
    for event in events:
        for each in _occurrences(event, other):
            zone = events[0]["start"]["time_zone"] if "Q9" in other else each.zone
            date_zone = weekly_zones[0] if "Q1" in other and weekly_zones else zone
            today = at.astimezone(ZoneInfo(date_zone)).date()
            last = (each.end - dt.timedelta(microseconds=1)).date()
            touches = each.start.date() <= today <= last
            if touches:
                touching.append(each)
            # A day of another zone can be replaced by the hours of two dates.
            is_within = _moment(each.start, zone, other) <= at < _end_moment(each.end, zone, other)
            if is_within and (touches or ("Q1" in other and each.working)):
                within.append(each)
    if {"Q2", "Q3"} & other:
        closed_hours = [each for each in touching if not each.working and each.is_for_hours]
        if any(each in within for each in closed_hours):
            return "closed", closed_hours
        touching = [each for each in touching if each not in closed_hours]
        if closed_hours and not touching and "Q3" in other:
            return "closed", closed_hours
    if not touching:
        return None
    closing = [each for each in touching if not each.working]
    if closing:
        return "closed", closing
    return ("open", within) if within else ("closed", touching)


def _is_on_shift(shift: Mapping[str, Any], at: dt.datetime, other: AbstractSet[str]) -> bool:
    zone = shift["time_zone"]
    today = at.astimezone(ZoneInfo(zone)).date()
    for date in (today - _A_DAY, today, today + _A_DAY):
        if shift["day"] == _DAYS[date.weekday()]:
            start = _local(date, shift["start"])
            end = _end(_local(date, shift["end"]), other)
            if _moment(start, zone, other) <= at < _end_moment(end, zone, other):
                return True
    return False


@cache
def _local(date: dt.date, time: str) -> dt.datetime:
    hour, minute, second = [*map(int, time.split(":")), 0][:3]
    return dt.datetime(date.year, date.month, date.day) + dt.timedelta(  # noqa: DTZ001 - a local time
        hours=hour, minutes=minute, seconds=second
    )


def _end(local: dt.datetime, other: AbstractSet[str]) -> dt.datetime:
    if (local.hour, local.minute) == (23, 59) and "Q6" not in other:
        return local.replace(hour=0, minute=0, second=0) + _A_DAY
    return local


def _occurrences(event: Mapping[str, Any], other: AbstractSet[str]) -> Iterator[_Occurrence]:
    name, working, zone = event["meta"]["name"], event["meta"]["working"], event["start"]["time_zone"]
    first, last = event["start"]["date_time"], event["end"]["date_time"]
    rules = event.get("recurrence") or ()
    count = int(rules[0].split("COUNT=")[1].split(";")[0]) if rules else 1
    matters = frozenset(other & {"Q4", "Q5", "Q6", "Q8"} if working else other & {"Q6", "Q8"})
    for start, end in _windows(first, last, count, matters):
        yield _Occurrence(name, working, start, end, zone)


@cache
def _windows(
    first: str, last: str, count: int, other: AbstractSet[str]
) -> Sequence[tuple[dt.datetime, dt.datetime]]:
    start = dt.datetime.fromisoformat(first)
    end = _end(dt.datetime.fromisoformat(last), other)
    if "T" not in last:
        if first == last and "Q8" in other:
            return ()
        if first == last or "Q8" in other:
            end += _A_DAY
    if "Q5" in other:
        end, count = end + (count - 1) * _A_DAY, 1
    windows = list(_daily_windows(start, end)) if "Q4" in other else [(start, end)]
    days = [number * _A_DAY for number in range(count)]
    return [(start + later, end + later) for later in days for start, end in windows]


def _daily_windows(start: dt.datetime, end: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    until = dt.datetime.combine(start.date(), end.time())
    if until <= start:
        until += _A_DAY
    while until <= end:
        yield start, until
        start, until = start + _A_DAY, until + _A_DAY


def _moment(local: dt.datetime, zone: str, other: AbstractSet[str]) -> dt.datetime:
    return _moments(local, zone)["Q10" in other]


def _end_moment(local: dt.datetime, zone: str, other: AbstractSet[str]) -> dt.datetime:
    """Return the moment of an end; 23:59 is not after midnight, even if a clock change makes it later."""
    return min(_moment(local, zone, other), _moment(_end(local, frozenset()), zone, other))


@cache
def _moments(local: dt.datetime, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """Return the moment of a local time by the rules of `java.time`, and another one if there is one.

    A moment is right if a clock on the wall shows this local time then.
    """
    guess = local.replace(tzinfo=dt.UTC)
    before, after = (
        (guess + distance).astimezone(ZoneInfo(zone)).utcoffset() or dt.timedelta()
        for distance in (-1.5 * _A_DAY, 1.5 * _A_DAY)
    )
    candidates = sorted({guess - before, guess - after})
    shown = [each for each in candidates if each.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local]
    if shown:
        return shown[0], shown[-1]
    return guess - before, guess - after  # the clock skips it: later by as much as is skipped, or earlier
