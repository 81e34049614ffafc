"""Events that mean something at the present moment, at every hour and on every date.

Events of today are repeated on the dates around it, so that it does not matter whose date counts, or whether
midnight passes before the shift status is read.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.probe.bodies import event, shift

Events = list[Wire]

DAY = dt.timedelta(days=1)
CALM = dt.timedelta(minutes=30)
"""The time in which no date may change while an experiment needs it."""
_MIDNIGHT = "00:00:00"
_LONGEST_DAY_OFF = 28 * DAY  # LivePerson documents 30 days
_FAR_APART = (
    ("Pacific/Kiritimati", "Pacific/Pago_Pago"),
    ("Pacific/Kiritimati", "Pacific/Honolulu"),
    ("Pacific/Auckland", "Pacific/Pago_Pago"),
)


class ClockChange(NamedTuple):
    """A change of the clock, and the local time in the middle of the skipped or repeated times."""

    at: dt.datetime
    middle: dt.datetime
    first: dt.datetime
    """The moment of this local time in java.time: later by the change, or the first one of two."""
    other: dt.datetime
    """Its moment with the later offset."""


class Today:
    """The events around a moment, in one time zone."""

    def __init__(self, now: dt.datetime, zone: str) -> None:
        self.zone = zone
        self.local = now.astimezone(ZoneInfo(zone))
        self.date = self.local.date()

    def day(self, days: int) -> dt.date:
        """Return a date some days from today."""
        return self.date + days * DAY

    @property
    def open_week(self) -> Events:
        """Shifts at all hours."""
        return [self._full_shift(days) for days in range(7)]

    @property
    def closed_week(self) -> Events:
        """A shift in three days, and no other one."""
        return [shift(self.day(3), self.zone)]

    @property
    def open_days(self) -> Events:
        """Shifts from yesterday to tomorrow, of which two overlap."""
        return [*map(self._full_shift, (-1, 0, 1)), shift(self.day(1), self.zone)]

    @property
    def last_minutes(self) -> Events:
        """Shifts today and tomorrow, each until 23:59."""
        return [shift(self.day(days), self.zone, _MIDNIGHT, "23:59:00") for days in (0, 1)]

    def days_off(self, first: int, until: int) -> Wire:
        """Return a day off for full days."""
        return self.full_days(first, until, working=False)

    def full_days(self, first: int, until: int, *, working: bool = True) -> Wire:
        """Return an event from one midnight to another one."""
        return event(self.day(first), self.zone, _MIDNIGHT, _MIDNIGHT, until=self.day(until), working=working)

    def date_only(self, first: int, until: int) -> Wire:
        """Return a day off of which the end is a date without a time."""
        return event(self.day(first), self.zone, None, None, until=self.day(until), working=False)

    def each_day(self, *, full: bool) -> Wire:
        """Return a working event with a daily rule from yesterday on: full days, or some other hours."""
        start, end = (_MIDNIGHT, _MIDNIGHT) if full else self._other_hours
        rule = ["RRULE:FREQ=DAILY;COUNT=4;INTERVAL=1"]
        return event(self.day(-1), self.zone, start, end, until=self.day(full - 1), recurrence=rule)

    def some_hours_off(self) -> Events:
        """Return days off for some other hours of each date."""
        start, end = self._other_hours
        return [event(self.day(each), self.zone, start, end, working=False) for each in (-1, 0, 1, 2)]

    def over_days(self) -> Wire:
        """Return a working event over several dates without a rule, with times that are not now."""
        start, end = self._other_hours
        return event(self.day(-2), self.zone, start, end, until=self.day(2))

    def days_off_until(self, change: ClockChange) -> Events:
        """Return days off until the date of a clock change, and an event that starts within the change."""
        found, date, last = [], self.day(-1), change.middle.date()
        while date < last:
            until = min(date + _LONGEST_DAY_OFF, last)
            found.append(event(date, self.zone, _MIDNIGHT, _MIDNIGHT, until=until, working=False))
            date = until
        ends = f"{change.middle.hour + 4:02}:00:00" if change.middle.hour < 19 else "23:50:00"  # noqa: PLR2004
        return [*found, event(last, self.zone, f"{change.middle:%H:%M:00}", ends)]

    def _full_shift(self, days: int) -> Wire:
        return shift(self.day(days), self.zone, None, None, until=self.day(days + 1))

    @property
    def _other_hours(self) -> tuple[str, str]:
        """Half an hour of the day that is about twelve hours away."""
        hour = (self.local.hour + 12) % 24
        return f"{hour:02}:10:00", f"{hour:02}:40:00"


def far_apart(now: dt.datetime) -> tuple[Today, Today]:
    """Return two time zones that have different dates now and for some time."""
    for zones in _FAR_APART:
        found, later = ([Today(at, zone) for zone in zones] for at in (now, now + CALM))
        dates = [each.date for each in found]
        if dates == [each.date for each in later] and dates[0] != dates[1]:
            break
    return found[0], found[1]


def next_clock_change(now: dt.datetime, *zones: str) -> tuple[str, ClockChange] | None:
    """Return the first zone of which the clock changes, and the change; None if no clock changes."""
    for zone in zones:
        for change in _clock_changes(now, ZoneInfo(zone)):
            if change.middle.date() > now.astimezone(ZoneInfo(zone)).date() + 2 * DAY:
                return zone, change
    return None


def changes_soon(now: dt.datetime, zone: str) -> bool:
    """Return whether a clock change is so near that it can move the next opening or closing."""
    found = next(_clock_changes(now - 2 * DAY, ZoneInfo(zone)), None)
    return found is not None and found.at < now + 10 * DAY


def _clock_changes(now: dt.datetime, where: ZoneInfo) -> Iterator[ClockChange]:
    begin = now.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
    for number in range(400 * 48):
        at = begin + number * dt.timedelta(minutes=30)
        before, after = (
            (at + by).astimezone(where).utcoffset() for by in (-dt.timedelta.resolution, DAY * 0)
        )
        if before is not None and after is not None and before != after:
            middle = (at + (before + after) / 2).replace(tzinfo=None)
            first, other = (middle.replace(tzinfo=where, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
            yield ClockChange(at, middle, first, other)
