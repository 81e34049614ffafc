"""The events of special occasions: their shape and their rules.

The rules are those of the Special Occasions API's appendix, and of the knowledge centre's "Working hours
management best practices" for the limit of a day off.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, NotRequired

from pydantic import AfterValidator, StrictBool, StrictStr, with_config
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from pulumi_liveperson.events.repetition import DOCUMENTED
from pulumi_liveperson.mistake import Mistake

MOST_DAYS_OFF = 30
_DAY = dt.timedelta(days=1)
_DIGITS = 9  # enough digits to detect a number that is too large
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")


@cache
def time_zones() -> frozenset[str]:
    """Return the names of the IANA time zone database."""
    return frozenset(files("tzdata").joinpath("zones").read_text().split())


def _a_local_time(value: str) -> str:
    _parsed(value)
    return value


def _a_time_zone(value: str) -> str:
    if value not in time_zones():
        raise ValueError(f"{value!r} is not an IANA time zone; write it like Europe/Lisbon")
    return value


def _at_most_one_daily_rule(value: list[str]) -> list[str]:
    if len(value) > 1:
        raise ValueError("must contain at most one rule")
    if value and not DOCUMENTED.fullmatch(value[0]):
        raise ValueError(f"{value[0]!r} is not of the form RRULE:FREQ=DAILY;COUNT=<days>;INTERVAL=1")
    return value


LocalTime = Annotated[StrictStr, AfterValidator(_a_local_time)]
TimeZone = Annotated[StrictStr, AfterValidator(_a_time_zone)]
Recurrence = Annotated[list[StrictStr], AfterValidator(_at_most_one_daily_rule)]


@with_config(extra="forbid")
class Meta(TypedDict):
    """Whether agents work during an event, and its name."""

    working: StrictBool
    """`True` for special opening hours, `False` for a day off."""
    name: StrictStr


@with_config(extra="forbid")
class Moment(TypedDict):
    """A local time in a zone: `yyyy-MM-ddTHH:mm:ss`, or `yyyy-MM-dd` for whole days.

    If start and end are the same date, the event covers that whole day.
    """

    date_time: LocalTime
    time_zone: TimeZone


@with_config(extra="forbid")
class Event(TypedDict):
    """A time in which the normal opening hours do not apply."""

    meta: Meta
    start: Moment
    end: Moment
    recurrence: NotRequired[Recurrence]
    """Empty, or one daily rule that repeats the time from start to end on COUNT consecutive days."""


def completed(event: Any) -> Any:
    """Return an event with an empty recurrence if it has none."""
    return {**event, "recurrence": event.get("recurrence") or []} if isinstance(event, dict) else event


def inconsistencies(event: Any) -> Iterator[Mistake]:
    """Yield mistakes that only several fields together show; unknown and invalid fields are skipped."""
    start, end = _at(event, "start"), _at(event, "end")
    zones = start.get("time_zone"), end.get("time_zone")
    if all(isinstance(zone, str) for zone in zones) and zones[0] != zones[1]:
        yield Mistake("end.time_zone", f"is {zones[1]} and start.time_zone is {zones[0]}; they must be equal")
    try:
        first, last = start["date_time"], end["date_time"]
        window = _parsed(last) - _parsed(first)
    except (LookupError, TypeError, ValueError):
        return
    if len(first) != len(last):
        yield Mistake(
            "end.date_time", f"{last} and start.date_time {first} must be both dates or both date-times"
        )
    elif _DATE.fullmatch(first) and first == last:
        window = _DAY
    elif window <= dt.timedelta(0):
        rule = "must not be before" if _DATE.fullmatch(first) else "must be after"
        yield Mistake("end.date_time", f"{last} {rule} start.date_time {first}")
    if _at(event, "meta").get("working") is False:
        yield from _too_long_off(event.get("recurrence", []), window)


def _too_long_off(recurrence: Any, window: dt.timedelta) -> Iterator[Mistake]:
    rule = DOCUMENTED.fullmatch(str(recurrence[0])) if isinstance(recurrence, list) and recurrence else None
    count = int(rule[1][:_DIGITS]) if rule else 1
    if count > MOST_DAYS_OFF:
        yield Mistake(
            "recurrence[0]", f"has COUNT={count}; a day off must not last longer than {MOST_DAYS_OFF} days"
        )
    elif window + (count - 1) * _DAY > MOST_DAYS_OFF * _DAY:
        yield Mistake(
            "end.date_time", f"makes a day off longer than {MOST_DAYS_OFF} days, which is the maximum"
        )


def _at(event: Any, name: str) -> dict[str, Any]:
    value = event.get(name) if isinstance(event, dict) else None
    return value if isinstance(value, dict) else {}


def _parsed(value: str) -> dt.datetime:
    if not (_DATE.fullmatch(value) or _DATE_TIME.fullmatch(value)):
        raise ValueError(
            f"{value!r} must be yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss, a local time without an offset"
        )
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{value!r} does not exist: {error}") from None
