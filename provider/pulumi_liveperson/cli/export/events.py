"""Converts events of special occasions to code: a call of an equivalent shortcut, or a plain dict."""

from collections import Counter
from typing import Any

from pulumi_liveperson.cli.export.code import Call, Name, Node
from pulumi_liveperson.events.shortcuts import shortcut
from pulumi_liveperson.wire import Props

ZONE = "ZONE"


def event_code(event: Props, zone: str | None) -> Node:
    """Return the code of an event; `zone` is the time zone for which the program has a constant."""
    call = shortcut(event)
    if call is None:
        return _plain(event, zone)
    named: dict[str, Any] = {
        "days": call.days if call.days > 1 else None,
        "time_zone": _zone(call.time_zone, zone),
        "name": call.name,
    }
    named_arguments = {name: value for name, value in named.items() if value is not None}
    return Call(call.function, call.arguments, named_arguments)


def shared_zone(events: list[Props]) -> str | None:
    """Return the time zone of all events, if there are several and all have the same one; else `None`."""
    zones = Counter(str(event[moment]["time_zone"]) for event in events for moment in ("start", "end"))
    return next(iter(zones)) if len(zones) == 1 and len(events) > 1 else None


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
