"""Findings in the shifts of one object of workdays."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from pulumi_liveperson.events.zones import canonical_zone
from pulumi_liveperson.hours.moments import DAY, UnknownZoneError, is_ambiguous, moment, zone
from pulumi_liveperson.lint.finding import Finding, listed
from pulumi_liveperson.shifts.shift import overlaps
from pulumi_liveperson.shifts.times import DAYS, start_time

_YEAR = 366


def findings(shifts: Any, today: dt.date) -> Iterator[Finding]:
    """Yield the findings in known and valid shifts."""
    if overlapping := overlaps(shifts):
        yield Finding(
            "overlapping-shifts", f"shifts overlap, and LivePerson combines them: {listed(overlapping)}"
        )
    zones = sorted({shift["time_zone"] for shift in shifts})
    if len(set(map(canonical_zone, zones))) > 1:
        yield Finding("two-time-zones", f"its shifts have several time zones: {', '.join(zones)}. Use one")
    if skipped := [text for shift in shifts for text in _skipped(shift, today)]:
        yield Finding("skipped-hour", f"hours start at a time that the clocks skip: {listed(skipped)}")


def _skipped(shift: Any, today: dt.date) -> Iterator[str]:
    """Yield the days of the next year on which the start of a shift does not exist."""
    try:
        where, start = zone(shift["time_zone"]), dt.time.fromisoformat(start_time(shift["start"]))
    except UnknownZoneError:
        return
    first = (DAYS.index(shift["day"]) - today.weekday()) % 7
    for days in range(first, _YEAR, 7):
        local = dt.datetime.combine(today + days * DAY, start)
        if (
            is_ambiguous(local, where)
            and moment(local, where).astimezone(where).replace(tzinfo=None) != local
        ):
            yield f"{local.date()} {shift['start']} in {shift['time_zone']}"
