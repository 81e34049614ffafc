"""What the clocks of a time zone do to an occurrence.

Where the clocks go forward, an hour is missing; where they go back, one comes twice. LivePerson publishes
nothing about its reading of such times, so a reviewer is told.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo

from dateutil import tz

from cli.report.dates import clock, day
from cli.report.events import Occurrence

_DAY = dt.timedelta(days=1)
_SECOND = dt.timedelta(seconds=1)


def remarks(occurrence: Occurrence) -> Iterator[str]:
    """Yield what is odd about the times of an occurrence, in words."""
    zone = _zone(occurrence.hours.zone)
    if zone is None:
        return
    try:
        for moment in (occurrence.start, occurrence.end):
            yield from _remark(moment, zone)
        for change in _changes(_instant(occurrence.start, zone), _instant(occurrence.end, zone), zone):
            yield _words(change, zone)
    except OverflowError:  # at the ends of the calendar there is nothing to remark
        return


@cache
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None


def _remark(moment: dt.datetime, zone: ZoneInfo) -> Iterator[str]:
    if not tz.datetime_exists(moment, zone):
        yield f"{clock(moment.time())} on {day(moment.date())} does not exist in {zone.key}"
    elif tz.datetime_ambiguous(moment, zone):
        yield f"{clock(moment.time())} on {day(moment.date())} comes twice in {zone.key}"


def _instant(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return tz.resolve_imaginary(moment.replace(tzinfo=zone)).astimezone(dt.UTC)


def _changes(start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> Iterator[dt.datetime]:
    """Yield the instants, after a start and before an end, at which the clocks are changed."""
    while start < end:
        until = min(start + _DAY, end)
        if _offset(start, zone) != _offset(until, zone):
            change = _first_after(start, until, zone)
            if change < end:
                yield change
        start = until


def _first_after(start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the first instant with the offset of an end, to the second."""
    offset = _offset(start, zone)
    while (seconds := int((end - start).total_seconds())) > 1:
        middle = start + seconds // 2 * _SECOND
        if _offset(middle, zone) == offset:
            start = middle
        else:
            end = middle
    return end


def _offset(instant: dt.datetime, zone: ZoneInfo) -> dt.timedelta | None:
    return instant.astimezone(zone).utcoffset()


def _words(change: dt.datetime, zone: ZoneInfo) -> str:
    after = change.astimezone(zone).replace(tzinfo=None)
    before = (change - _SECOND).astimezone(zone).replace(tzinfo=None) + _SECOND
    way = "forward" if after > before else "back"
    return (
        f"the clocks go {way} from {clock(before.time())} to {clock(after.time())} "
        f"on {day(before.date())} in {zone.key}"
    )
