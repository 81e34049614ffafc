"""Converts workdays between LivePerson's dated events and shifts without dates.

Only the weekday of the date has a meaning (Workdays API, appendix). So only this module uses dates: it
removes them from answers, and adds them to requests.
"""

import datetime as dt
import logging
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from pulumi_liveperson.client.equivalence.values import LOCAL_TIME, Value, rule_parts
from pulumi_liveperson.events.zones import canonical_zone, iana_spelling, is_known
from pulumi_liveperson.shifts.times import (
    DAYS,
    END_OF_DAY,
    LAST_MINUTE,
    MIDNIGHT,
    end_time,
    next_day,
    start_time,
)

LOG = logging.getLogger(__name__)

_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(weeks=1)
_A_DATE = len("yyyy-MM-dd")
_READ = ("start", "end", "recurrence")


def without_dates(wire: dict[str, Any]) -> dict[str, Any]:
    """Return an object with shifts instead of its events. An event that is not a shift stays unchanged."""
    if "events" not in wire:
        return wire  # a summary
    events = wire["events"]
    others = {name: value for name, value in wire.items() if name != "events"}
    if not isinstance(events, list):
        return {**others, "shifts": events}
    return {**others, "shifts": [shift for event in events for shift in _shifts(event, wire.get("id"))]}


def with_dates(wire: dict[str, Any], today: dt.date | None = None) -> dict[str, Any]:
    """Return an object with events instead of its shifts, on dates at most seven days away."""
    today = today or dt.datetime.now(dt.UTC).date()
    others = {name: value for name, value in wire.items() if name != "shifts"}
    shifts = wire.get("shifts")
    events = [_event(each, today) for each in shifts] if isinstance(shifts, list) else shifts
    return {**others, "events": events}


def _shifts(event: Any, id_: Any) -> list[Any]:
    """Return the shifts of an event. An event over midnight has two."""
    try:
        start, end = _moment(event["start"]), _moment(event["end"])
        zone = event["start"]["timeZone"]
        ends_in = event["end"].get("timeZone", zone)
        rule = event.get("recurrence") or []
        if start == end and len(event["end"]["dateTime"]) == _A_DATE:
            end += _DAY
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
        return [event]
    is_in_one_zone = zone == ends_in or canonical_zone(zone) == canonical_zone(ends_in)
    is_a_day_at_most = dt.timedelta() < end - start <= _DAY
    if not (is_in_one_zone and is_a_day_at_most and _is_weekly(rule, DAYS[start.weekday()], id_)):
        return [event]
    others = {name: value for name, value in event.items() if name not in _READ}
    day, begins, ends = DAYS[start.weekday()], f"{start:%H:%M:%S}", f"{end:%H:%M:%S}"
    shift = {**others, "day": day, "start": start_time(begins), "end": end_time(ends), "timeZone": zone}
    if start.date() == end.date():
        return [shift]
    evening = {**shift, "end": END_OF_DAY}
    if end.time() == dt.time():
        return [evening]
    return [evening, {**shift, "day": next_day(day), "start": MIDNIGHT}]


def _moment(moment: dict[str, Any]) -> dt.datetime:
    found = dt.datetime.fromisoformat(LOCAL_TIME.canonical(moment["dateTime"], moment))
    if found.tzinfo or found.microsecond or not isinstance(moment["timeZone"], str):
        raise ValueError("not a local time of a zone")
    return found


def _is_weekly(rules: Any, weekday: str, id_: Any) -> bool:
    """Return whether an event is repeated each week, on the weekday of its start."""
    if rules in ([], "", [""]):
        return True
    if isinstance(rules, str):
        rules = [rules]
    if not (isinstance(rules, list) and len(rules) == 1 and isinstance(rules[0], str)):
        return False
    parts = rule_parts(rules[0]) or {}
    if parts.get("FREQ") != "WEEKLY" or parts.keys() - {"FREQ", "BYDAY"}:
        return False
    day = parts.get("BYDAY", weekday)
    if day in DAYS and day != weekday:
        _warn_about_rule(str(id_), day, weekday)
    return day in DAYS


@cache  # so it is reported once
def _warn_about_rule(id_: str, day: str, weekday: str) -> None:
    LOG.warning(
        "In LivePerson, an event of the workdays object %s has the rule BYDAY=%s, but its date is a %s. "
        "According to LivePerson's documentation the date applies, so the shift is on %s.",
        id_,
        day,
        weekday,
        weekday,
    )


def _event(shift: Any, today: dt.date) -> Any:
    """Return the event of a shift; any other value stays unchanged."""
    if not isinstance(shift, dict) or "day" not in shift:
        return shift
    others = {name: value for name, value in shift.items() if name not in {"day", "start", "end", "timeZone"}}
    day = shift["day"]
    date = _date(day, shift.get("timeZone"), today)
    start, end = shift.get("start"), shift.get("end")
    last_date = date
    if end == END_OF_DAY and str(start) < LAST_MINUTE:
        end = LAST_MINUTE
    elif end == END_OF_DAY:  # only LivePerson has such a shift; its end in the last minute would be its start
        last_date, end = date + _DAY, MIDNIGHT
    moments = {
        name: {"dateTime": f"{on}T{_with_seconds(time)}", "timeZone": shift.get("timeZone")}
        for name, on, time in (("start", date, start), ("end", last_date, end))
    }
    return {**others, **moments, "recurrence": [f"RRULE:FREQ=WEEKLY;BYDAY={day}"]}


def _date(day: Any, zone: Any, today: dt.date) -> dt.date:
    """Return the last date of a weekday, or the next one if the clock changes on the last."""
    back = (today.weekday() - DAYS.index(day)) % len(DAYS) if day in DAYS else 0
    date = today - back * _DAY
    if not (isinstance(zone, str) and is_known(iana_spelling(zone)) and _clock_changes(date, zone)):
        return date
    return date + _WEEK if back else date - _WEEK


def _clock_changes(date: dt.date, zone: str) -> bool:
    """Return whether a time of a date is skipped or occurs twice; a server may return another time for it."""
    here = ZoneInfo(iana_spelling(zone))
    begins, ends = dt.datetime.combine(date, dt.time()), dt.datetime.combine(date + _DAY, dt.time())
    return begins.replace(tzinfo=here).utcoffset() != ends.replace(tzinfo=here, fold=1).utcoffset()


def _with_seconds(time: Any) -> str:
    text = str(time)
    return text if text.count(":") > 1 else f"{text}:00"


def _canonical_start(value: Any, _around: Any) -> Any:
    return _read(start_time, value)


def _canonical_end(value: Any, _around: Any) -> Any:
    return _read(end_time, value)


def _read(reading: Any, value: Any) -> Any:
    try:
        return reading(value)
    except (TypeError, ValueError):
        return value


def _itself(value: Any) -> Any:
    return value


START_TIME = Value(_canonical_start, _itself)
END_TIME = Value(_canonical_end, _itself)
