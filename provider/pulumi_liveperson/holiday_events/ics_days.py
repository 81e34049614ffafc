"""The whole days of an event of an iCalendar file, with its rule (RFC 5545, 3.8.5).

A time in a file says nothing about opening hours, so only whole days can be used. Some programs write a whole
day as midnight to midnight.
"""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any, cast

from dateutil.rrule import rrule, rruleset, rrulestr
from icalendar import Event, vBroken

from pulumi_liveperson.events.zones import canonical_zone

Years = frozenset[int] | None
"""The years for which a program asks; None without a limit."""
_DAY = dt.timedelta(days=1)
_MIDNIGHT = dt.time()
_END_OF_DAY = dt.time(23, 59)
_MOST_DAYS = 4_000  # of one event; a program needs a few weeks
_ONCE = "DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID"  # in an event
_DAILY = re.compile(r"FREQ=DAILY(;COUNT=[0-9]+|;UNTIL=[0-9]{8}|;INTERVAL=1|;WKST=[A-Z]{2})*")
_WITHIN_A_DAY = re.compile(r"FREQ=(HOURLY|MINUTELY|SECONDLY)|BY(HOUR|MINUTE|SECOND)=")
_TIME_OF_UNTIL = re.compile(r"(UNTIL=[0-9]{8})T[0-9]{6}Z?")


class UnusableEventError(ValueError):
    """The days of an event cannot be determined; the text is the reason."""


def days_of(event: Event, time_zone: str, years: Years, replaced: frozenset[dt.date]) -> set[dt.date]:
    """Return the days of an event; `replaced` are starts of it that other events of the file replace.

    Raises an `UnusableEventError`.
    """
    _check_properties(event)
    try:
        first, length = _window(event, time_zone)
        starts = _starts(event, first, years) if "RRULE" in event or "RDATE" in event else [first]
        days: set[dt.date] = set()
        for start in starts:
            if start not in replaced:
                days.update(each for each in _span(start, length) if years is None or each.year in years)
            if len(days) > _MOST_DAYS:
                raise UnusableEventError(f"has more than {_MOST_DAYS} days")
    except OverflowError:
        raise UnusableEventError("ends after the year 9999") from None
    return days


def _check_properties(event: Event) -> None:
    for name, error in event.errors:
        raise UnusableEventError(f"has an invalid {name}: {error}")
    for name in _ONCE:
        if isinstance(event.get(name), list):
            raise UnusableEventError(f"has several values of {name}, and only one is possible")
    for name in ("RDATE", "EXDATE", "RECURRENCE-ID"):
        if not all(isinstance(each, dt.date) for each in values_of(event, name)):
            raise UnusableEventError(f"has a time without a date in {name}")
    if "RECURRENCE-ID" in event and "RANGE" in event["RECURRENCE-ID"].params:
        raise UnusableEventError("changes all later dates of another event (RANGE=THISANDFUTURE)")


def date_in(value: Any) -> Any:
    """Return the date of a value of an event, without its time; a value without a date is unchanged."""
    return value.date() if isinstance(value, dt.datetime) else value


def values_of(event: Event, name: str) -> list[Any]:
    """Return the dates and times of a property of an event; a property that cannot be read has none."""
    found = event.get(name, [])
    several = [
        each for each in (found if isinstance(found, list) else [found]) if not isinstance(each, vBroken)
    ]
    return [_start(each.dt) for value in several for each in getattr(value, "dts", [value])]


def _start(value: Any) -> Any:
    """Return the start of a period, and any other value unchanged."""
    return value[0] if isinstance(value, tuple) else value


def _window(event: Event, time_zone: str) -> tuple[dt.date, int]:
    """Return the first day of an event and its number of days."""
    begins, ends, duration = (_one(event, name) for name in ("DTSTART", "DTEND", "DURATION"))
    if not isinstance(begins, dt.date):
        raise UnusableEventError("has no start (DTSTART)")
    if not isinstance(ends, dt.date):
        ends = begins + (duration if isinstance(duration, dt.timedelta) else dt.timedelta())
    _check_zones(event, time_zone)
    first, last = _midnight(begins, _MIDNIGHT), _midnight(ends, _END_OF_DAY)
    if first is None or last is None or (isinstance(begins, dt.datetime) and first == last):
        raise UnusableEventError(_timed(event, begins, ends, time_zone))
    if last < first:
        raise UnusableEventError(f"ends on {last}, before its start on {first}")
    return first, max((last - first).days, 1)


def _one(event: Event, name: str) -> Any:
    values = values_of(event, name)
    return values[0] if values else None


def _check_zones(event: Event, time_zone: str) -> None:
    for name in ("DTSTART", "DTEND"):
        value = _one(event, name)
        if isinstance(value, dt.datetime):
            zone = getattr(value.tzinfo, "key", None) or event[name].params.get("TZID")
            if zone is not None and canonical_zone(zone) != canonical_zone(time_zone):
                raise UnusableEventError(
                    f"is in the time zone {zone}, and time_zone is {time_zone}. Write its dates "
                    f"without times, or remove it from the file and declare it in the program"
                )


def _midnight(value: dt.date, end_of_day: dt.time) -> dt.date | None:
    """Return the date that begins at a time, or one minute later; None for any other time."""
    if not isinstance(value, dt.datetime):
        return value
    if value.time() == _MIDNIGHT:
        return value.date()
    return value.date() + _DAY if value.time() >= end_of_day > _MIDNIGHT else None


def _timed(event: Event, begins: dt.date, ends: dt.date, time_zone: str) -> str:
    """Return the message for an event with times, with the call that declares it."""
    times = [f"{each:%H:%M}" for each in (begins, ends)]
    call = "hours with open_hours"
    if date_in(begins) == date_in(ends) and times[0] < times[1]:
        arguments = ", ".join(map(repr, [f"{begins:%Y-%m-%d}", *times]))
        name = str(event.get("SUMMARY", ""))
        call = f"open_hours({arguments}, time_zone={time_zone!r}, name={name!r})"
    return (
        f"is from {times[0]} to {times[1]}, and a calendar does not contain whether you are open then. "
        f"Remove it from the file. If you are open then, declare {call}"
    )


def _starts(event: Event, first: dt.date, years: Years) -> Iterator[dt.date]:
    dates = rruleset(cache=False)
    dates.rdate(_at_midnight(first))
    if "RRULE" in event:
        dates.rrule(_rule(event, first, years))
    for each in values_of(event, "RDATE"):
        dates.rdate(_at_midnight(date_in(each)))
    for each in values_of(event, "EXDATE"):
        dates.exdate(_at_midnight(date_in(each)))
    found = (each.date() for each in dates)
    if years is None:
        return islice(found, _MOST_DAYS + 1)
    return takewhile(lambda day: day.year <= max(years), found)


def _rule(event: Event, first: dt.date, years: Years) -> rrule:
    found: Any = event["RRULE"]
    try:
        text = _TIME_OF_UNTIL.sub(r"\1", found.to_ical().decode().upper())
    except TypeError:
        raise UnusableEventError(f"has the invalid rule RRULE:{found}") from None
    if _WITHIN_A_DAY.search(text):
        raise UnusableEventError(f"has the rule RRULE:{text}, which repeats it within a day")
    ends = ("COUNT=" in text) + ("UNTIL=" in text)
    if ends > 1:
        raise UnusableEventError(f"has the rule RRULE:{text}, which has two ends")
    if years is None and not (ends and _DAILY.fullmatch(text)):
        raise UnusableEventError(
            f"has the rule RRULE:{text}, which LivePerson's events cannot have. Add years to the call, such "
            f"as years=[2026, 2027]: then each date in these years is an event"
        )
    try:
        return cast("rrule", rrulestr(text, dtstart=_at_midnight(first)))
    except (ValueError, TypeError) as error:
        raise UnusableEventError(f"has the invalid rule RRULE:{text}: {error}") from None


def _at_midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, _MIDNIGHT)


def _span(first: dt.date, length: int) -> list[dt.date]:
    if length > _MOST_DAYS:
        raise UnusableEventError(f"has more than {_MOST_DAYS} days")
    return [first + number * _DAY for number in range(length)]
