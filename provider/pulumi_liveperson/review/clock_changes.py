"""Changes of the clocks of a time zone that affect an occurrence.

If the clocks go forward, an hour is missing; if they go back, an hour occurs twice. LivePerson does not
publish how it handles such times, so the report mentions them.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from dateutil import tz

from pulumi_liveperson.events.expansion import Occurrence
from pulumi_liveperson.review.dates import clock, day

_DAY = dt.timedelta(days=1)
_SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class ClockChange:
    """A change of the clocks: the local times before and after it."""

    zone: str
    before: dt.datetime
    after: dt.datetime

    @property
    def day(self) -> dt.date:
        """Return the day that is longer or shorter than 24 hours."""
        return min(self.before, self.after).date()

    @property
    def shift(self) -> dt.timedelta:
        """Return how far the clocks go forward; negative if they go back."""
        return self.after - self.before

    @property
    def description(self) -> str:
        """Return a phrase about the change, with its times, day and zone."""
        direction = "forward" if self.after > self.before else "back"
        is_next_day = self.before.date() > self.day
        before = "24:00" if is_next_day and self.before.time() == dt.time() else clock(self.before.time())
        return (
            f"the clocks go {direction} from {before} to {clock(self.after.time())} "
            f"on {day(self.day)} in {self.zone}"
        )


@cache
def clock_changes(zone_name: str, year: int, month: int) -> tuple[ClockChange, ...]:
    """Return the changes of the clocks of a zone on the days of a month."""
    zone = _zone(zone_name)
    if zone is None:
        return ()
    try:
        first = dt.datetime(year, month, 1, tzinfo=dt.UTC)
        # A month begins at a different moment in each zone, less than a day from its beginning in UTC.
        around = _changes(first - _DAY, first + 33 * _DAY, zone)
        return tuple(each for each in around if (each.day.year, each.day.month) == (year, month))
    except OverflowError:  # outside of the years that Python supports
        return ()


def remarks(occurrence: Occurrence) -> tuple[str, ...]:
    """Return remarks about times of an occurrence that are affected by changes of the clocks."""
    return _remarks(occurrence._replace(name=""))


@lru_cache(16_384)  # the occasions of an account often have the same days and hours
def _remarks(occurrence: Occurrence) -> tuple[str, ...]:
    zone = _zone(occurrence.hours.zone)
    return () if zone is None else tuple(_odd(occurrence, zone))


def _odd(occurrence: Occurrence, zone: ZoneInfo) -> Iterator[str]:
    try:
        if not _change_is_near(occurrence):
            return
        # A whole day may be written with an end at 23:59, so its end is not an exact time.
        for moment in (occurrence.start, occurrence.end)[: 1 if occurrence.hours.all_day else 2]:
            yield from _remark(moment, zone)
        for change in _changes(_instant(occurrence.start, zone), _instant(occurrence.end, zone), zone):
            yield change.description
    except OverflowError:  # outside of the years that Python supports
        return


def _change_is_near(occurrence: Occurrence) -> bool:
    """Return whether the clocks change at most one day before or after; on most days they do not."""
    first, last = occurrence.start - _DAY, occurrence.end + _DAY
    for month in range(12 * first.year + first.month - 1, 12 * last.year + last.month):
        changes = clock_changes(occurrence.hours.zone, month // 12, month % 12 + 1)
        if any(first <= each.before <= last or first <= each.after <= last for each in changes):
            return True
    return False


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
        yield f"{clock(moment.time())} on {day(moment.date())} occurs twice in {zone.key}"


def _instant(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return tz.resolve_imaginary(moment.replace(tzinfo=zone)).astimezone(dt.UTC)


def _changes(start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> Iterator[ClockChange]:
    """Yield the changes of the clocks between two instants."""
    while start < end:
        until = min(start + _DAY, end)
        if _offset(start, zone) != _offset(until, zone):
            change = _first_after(start, until, zone)
            if change < end:
                yield _change(change, zone)
        start = until


def _first_after(start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the first instant, in full seconds, that has the UTC offset of `end`."""
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


def _change(instant: dt.datetime, zone: ZoneInfo) -> ClockChange:
    after = instant.astimezone(zone).replace(tzinfo=None)
    before = (instant - _SECOND).astimezone(zone).replace(tzinfo=None) + _SECOND
    return ClockChange(zone.key, before, after)
