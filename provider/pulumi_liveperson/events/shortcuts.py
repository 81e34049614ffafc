"""Functions that create common events of special occasions, and the call among them that equals an event."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from pulumi_liveperson.events.event import Event, Meta, Moment
from pulumi_liveperson.events.names import CLOSED, OPEN, OPEN_ALL_DAY
from pulumi_liveperson.events.repetition import DOCUMENTED, daily

END_OF_DAY = "23:59:00"  # the last minute that LivePerson's console offers
_DATE_TIME = re.compile(r"([0-9-]{10})T([0-9:]{8})")


class Shortcut(NamedTuple):
    """A call that creates an event; arguments that are left out have the function's defaults."""

    function: str
    arguments: list[str]
    days: int
    time_zone: str
    name: str | None
    """`None` if the event has the default name of the function."""


def closed(date: str, *, time_zone: str, days: int = 1, name: str = CLOSED) -> Event:
    """Return an event that closes one or more whole days, from a date such as `2026-12-24`."""
    return _event(
        Meta(working=False, name=name), (f"{date}T00:00:00", f"{date}T{END_OF_DAY}"), time_zone, days
    )


def open_hours(
    date: str, opens: str, closes: str, *, time_zone: str, days: int = 1, name: str = OPEN
) -> Event:
    """Return an event with special opening hours, such as `"08:00", "22:00"`, on one or more days."""
    window = (f"{date}T{_with_seconds(opens)}", f"{date}T{_with_seconds(closes)}")
    return _event(Meta(working=True, name=name), window, time_zone, days)


def open_all_day(date: str, *, time_zone: str, days: int = 1, name: str = OPEN_ALL_DAY) -> Event:
    """Return an event that is open for 24 hours on one or more days."""
    return open_hours(date, "00:00", END_OF_DAY, time_zone=time_zone, days=days, name=name)


_SHORTCUTS: tuple[tuple[Callable[..., Event], str], ...] = (
    (closed, CLOSED),
    (open_all_day, OPEN_ALL_DAY),
    (open_hours, OPEN),  # the most general function is last
)


def shortcut(event: Any) -> Shortcut | None:
    """Return the shortest call that creates exactly this event, or `None`."""
    start, end = (_DATE_TIME.fullmatch(event[moment]["date_time"]) for moment in ("start", "end"))
    rule = DOCUMENTED.fullmatch(event["recurrence"][0]) if event["recurrence"] else None
    if start is None or end is None:
        return None
    days, zone, name = int(rule[1]) if rule else 1, event["start"]["time_zone"], event["meta"]["name"]
    for function, own_name in _SHORTCUTS:
        hours = [start[2].removesuffix(":00"), end[2].removesuffix(":00")]
        arguments = [start[1], *(hours if function is open_hours else [])]
        if function(*arguments, time_zone=zone, days=days, name=name) == event:
            return Shortcut(function.__name__, arguments, days, zone, None if name == own_name else name)
    return None


def _event(meta: Meta, window: tuple[str, str], time_zone: str, days: int) -> Event:
    start, end = (Moment(date_time=date_time, time_zone=time_zone) for date_time in window)
    return Event(meta=meta, start=start, end=end, recurrence=[] if days == 1 else [daily(days)])


def _with_seconds(time: str) -> str:
    return time if time.count(":") > 1 else f"{time}:00"
