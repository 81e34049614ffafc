"""Converts events of special occasions to code: a call of an equivalent shortcut, or a plain dict."""

from typing import Any

from pulumi_liveperson.cli.export.code import Call, Node
from pulumi_liveperson.cli.export.zones import Zones
from pulumi_liveperson.events.shortcuts import shortcut
from pulumi_liveperson.wire import Props


def events_code(events: list[Props], zones: Zones) -> Node:
    """Return the code of a list of events."""
    return [_event_code(each, zones) for each in events]


def _event_code(event: Props, zones: Zones) -> Node:
    call = shortcut(event)
    if call is None:
        return _plain(event, zones)
    named: dict[str, Any] = {
        "days": call.days if call.days > 1 else None,
        "time_zone": zones.code(call.time_zone),
        "name": call.name,
    }
    named_arguments = {name: value for name, value in named.items() if value is not None}
    return Call(call.function, call.arguments, named_arguments)


def _plain(event: Props, zones: Zones) -> Node:
    moments: dict[str, Node] = {
        moment: {
            "date_time": event[moment]["date_time"],
            "time_zone": zones.code(event[moment]["time_zone"]),
        }
        for moment in ("start", "end")
    }
    recurrence = {"recurrence": event["recurrence"]} if event["recurrence"] else {}
    return {"meta": event["meta"], **moments, **recurrence}
