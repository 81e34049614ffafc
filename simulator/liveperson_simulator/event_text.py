"""Descriptions of events, for the page."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from liveperson_simulator.messages import Body

DAY_END = "23:59"
UNREADABLE = "dates that cannot be read"


def _moment(end: Body) -> tuple[datetime, bool]:
    """Return a local time, and whether only a date was given."""
    text = str(end["dateTime"])
    return datetime.fromisoformat(text), "T" not in text


def _day(at: datetime) -> str:
    return f"{at:%a} {at.day} {at:%B %Y}"


def occasion(event: Body) -> str:
    """Return the dates and hours of an event of a special occasion."""
    (start, dated), (end, _) = _moment(event["start"]), _moment(event["end"])
    matched = re.search(r"COUNT=([0-9]{1,4});", "".join(event.get("recurrence") or []))
    days = int(matched[1]) if matched else 1
    is_all_day = f"{start:%H:%M}" == "00:00" and f"{end:%H:%M}" in (DAY_END, "00:00")
    # An end without a time excludes its date, so the last day is the day before.
    last = end - timedelta(days=1) if (dated or f"{end:%H:%M}" == "00:00") and end > start else end
    if days == 1 and last.date() != start.date():
        if is_all_day:
            return f"{_day(start)} to {_day(last)}, {(last.date() - start.date()).days + 1} days"
        return f"{_day(start)} {start:%H:%M} to {_day(end)} {end:%H:%M}"
    hours = "all day" if is_all_day else f"{start:%H:%M} to {end:%H:%M}"
    if days == 1:
        return f"{_day(start)}, {hours}"
    return f"{_day(start)} to {_day(start + timedelta(days=days - 1))}, {days} days, {hours}"


def shift(event: Body) -> str:
    """Return the weekday and the hours of a workdays event."""
    (start, dated), (end, _) = _moment(event["start"]), _moment(event["end"])
    return f"{start:%A}, " + ("all day" if dated else f"{start:%H:%M} to {end:%H:%M}")


def described(event: object, describe: Callable[[Body], str]) -> tuple[str, str]:
    """Return the description of an event and its zone; events from the console may have any content."""
    if not isinstance(event, dict):
        return UNREADABLE, ""
    try:
        return describe(event), str(event["start"]["timeZone"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return UNREADABLE, ""
