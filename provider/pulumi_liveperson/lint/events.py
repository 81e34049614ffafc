"""Findings in the events of one special occasion."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pulumi_liveperson.events.expansion import Occurrence, UnreadableEventError, occurrences
from pulumi_liveperson.events.zones import canonical_zone
from pulumi_liveperson.hours.moments import DAY, MIDNIGHT, UnknownZoneError, moment, to_midnight, zone
from pulumi_liveperson.lint.finding import Finding, listed


class _Window(NamedTuple):
    """The hours of an event on one of its days."""

    start: dt.datetime
    end: dt.datetime
    occurrence: Occurrence
    is_repeated: bool

    @property
    def title(self) -> str:
        name = f" {self.occurrence.name!r}" if self.occurrence.name else ""
        return f"{self.start.date()}{name}"

    @property
    def is_whole(self) -> bool:
        return self.start.time() == self.end.time() == MIDNIGHT


def findings(events: Any, today: dt.date) -> Iterator[Finding]:
    """Yield the findings in known events; an event that cannot be read is skipped."""
    windows = sorted(_windows(events), key=lambda each: (each.start, each.end))
    if partly := [each.title for each in windows if not each.occurrence.hours.working and not each.is_whole]:
        yield Finding(
            "closed-for-hours",
            f"an event is closed for some hours: {listed(partly)}. LivePerson does not publish whether this "
            "closes the whole day. Declare the open hours of the day instead",
        )
    if long := [each.title for each in windows if _is_long(each)]:
        yield Finding(
            "open-over-midnight",
            f"an open event ends on a later date: {listed(long)}. LivePerson does not publish whether it is "
            "open without a pause. For the same hours on each day, use `days=`",
        )
    if overlapping := list(dict.fromkeys(_overlaps(windows))):
        yield Finding(
            "overlapping-events",
            f"events overlap: {listed(overlapping)}. LivePerson combines open hours, and a closed event "
            "closes the day",
        )
    if windows and max(each.end for each in windows).date() < today:
        yield Finding("only-past-dates", "every event is over, so it changes no hours any more")
    zones = sorted({each.occurrence.hours.zone for each in windows})
    if len(set(map(canonical_zone, zones))) > 1:
        yield Finding("two-time-zones", f"its events have several time zones: {', '.join(zones)}. Use one")
    if skipped := [each.title for each in windows if _is_skipped(each)]:
        yield Finding("skipped-hour", f"hours start at a time that the clocks skip: {listed(skipped)}")


def _windows(events: Any) -> Iterator[_Window]:
    for event in events if isinstance(events, list) else ():
        try:
            found = occurrences(event)
        except UnreadableEventError:
            continue
        for each in found:
            yield _Window(each.start, to_midnight(each.end), each, bool(event.get("recurrence")))


def _is_long(window: _Window) -> bool:
    is_open = window.occurrence.hours.working
    return is_open and not window.is_repeated and window.end > _next_midnight(window.start)


def _next_midnight(local: dt.datetime) -> dt.datetime:
    return dt.datetime.combine(local.date(), MIDNIGHT) + DAY


def _overlaps(windows: Iterable[_Window]) -> Iterator[str]:
    """Yield the days on which an open event overlaps another event; two closed events do no harm."""
    latest: dict[tuple[str, bool], dt.datetime] = {}
    for each in windows:
        hours = each.occurrence.hours
        rivals = (True, False) if hours.working else (True,)
        if any(each.start < latest.get((hours.zone, working), each.start) for working in rivals):
            yield each.title
        place = hours.zone, hours.working
        latest[place] = max(each.end, latest.get(place, each.end))


def _is_skipped(window: _Window) -> bool:
    try:
        where = zone(window.occurrence.hours.zone)
    except UnknownZoneError:
        return False
    return moment(window.start, where).astimezone(where).replace(tzinfo=None) != window.start
