"""Converts shifts to code: calls of `weekly` if all are in one time zone, or plain dicts."""

from typing import TYPE_CHECKING, cast

from pulumi_liveperson.cli.export.code import Call, Node, Starred
from pulumi_liveperson.cli.export.zones import Zones
from pulumi_liveperson.shifts.shift import Shift
from pulumi_liveperson.shifts.weekly import weeks

if TYPE_CHECKING:
    from pulumi_liveperson.wire import Props


def shifts_code(shifts: list[Shift], zones: Zones) -> Node:
    """Return the code of a list of shifts."""
    if len({each["time_zone"] for each in shifts}) > 1:
        return [{**cast("Props", each), "time_zone": zones.code(each["time_zone"])} for each in shifts]
    calls = [
        Call("weekly", [days, start, end], {"time_zone": zones.code(zone)})
        for days, start, end, zone in weeks(shifts)
    ]
    return calls[0] if len(calls) == 1 else [Starred(each) for each in calls]
