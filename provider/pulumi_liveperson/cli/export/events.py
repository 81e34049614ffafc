"""Events of special occasions as a program writes them: by a helper that says the same, or as plain dicts."""

import re
from collections import Counter
from typing import Any

from pulumi_liveperson import closed, open_all_day, open_hours
from pulumi_liveperson.cli.export.code import Call, Name, Node
from pulumi_liveperson.wire import Props

ZONE = "ZONE"
_HELPERS = (closed, open_all_day, open_hours)  # the more general one last
_OWN_NAMES = {"closed": "closed", "open_all_day": "open all day", "open_hours": "open"}
_RULE = re.compile(r"RRULE:FREQ=DAILY;COUNT=([0-9]{1,9});INTERVAL=1")
_DATE_TIME = re.compile(r"([0-9-]{10})T([0-9:]{8})")


def written(event: Props, zone: str | None) -> Node:
    """Return an event; `zone` is the time zone that a constant of the program names."""
    return _by_helper(event, zone) or _plain(event, zone)


def shared_zone(events: list[Props]) -> str | None:
    """Return the time zone that all events are in, if there are several, so that a constant is of use."""
    zones = Counter(str(event[moment]["time_zone"]) for event in events for moment in ("start", "end"))
    return next(iter(zones)) if len(zones) == 1 and len(events) > 1 else None


def _by_helper(event: Props, zone: str | None) -> Call | None:
    start = _DATE_TIME.fullmatch(event["start"]["date_time"])
    end = _DATE_TIME.fullmatch(event["end"]["date_time"])
    rule = _RULE.fullmatch(event["recurrence"][0]) if event["recurrence"] else None
    if start is None or end is None:
        return None
    time_zone, name = event["start"]["time_zone"], event["meta"]["name"]
    days = int(rule[1]) if rule else 1
    hours = [_short(start[2]), _short(end[2])]
    for helper in _HELPERS:
        arguments = [start[1], *(hours if helper is open_hours else [])]
        if helper(*arguments, time_zone=time_zone, days=days, name=name) == event:
            named = {"days": days if days > 1 else None, "time_zone": _zone(time_zone, zone)}
            own = _OWN_NAMES[helper.__name__]
            return Call(helper.__name__, arguments, _given({**named, "name": None if name == own else name}))
    return None


def _plain(event: Props, zone: str | None) -> Node:
    moments: dict[str, Node] = {
        moment: {
            "date_time": event[moment]["date_time"],
            "time_zone": _zone(event[moment]["time_zone"], zone),
        }
        for moment in ("start", "end")
    }
    recurrence = {"recurrence": event["recurrence"]} if event["recurrence"] else {}
    return {"meta": event["meta"], **moments, **recurrence}


def _zone(name: str, zone: str | None) -> Node:
    return Name(ZONE) if name == zone else name


def _short(time: str) -> str:
    return time.removesuffix(":00")


def _given(named: dict[str, Any]) -> dict[str, Node]:
    return {name: value for name, value in named.items() if value is not None}
