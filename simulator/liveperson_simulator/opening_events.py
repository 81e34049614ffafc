"""What the events of workdays and of special occasions mean in time; the knobs select uncertain readings.

A console may have stored any value, so an event that cannot be read has no effect.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Body

_DAY = timedelta(days=1)
_WEEK = 7
_MINUTE = timedelta(minutes=1)
_COUNT = re.compile(r"FREQ=DAILY.*COUNT=([0-9]{1,9})|COUNT=([0-9]{1,9}).*FREQ=DAILY", re.IGNORECASE)


@dataclass(frozen=True)
class Window:
    """One occurrence of an event: its instants, the local dates that it touches, and their zone."""

    start: datetime
    end: datetime
    first: date
    last: date
    zone: ZoneInfo
    is_working: bool
    is_partial: bool

    def contains(self, at: datetime) -> bool:
        """Return whether an instant is in the window, which excludes its end."""
        return self.start <= at < self.end


@dataclass(frozen=True)
class Event:
    """A local start and end, repeated each `step` days; `count` None means for ever, also in the past."""

    start: datetime
    end: datetime
    zone: ZoneInfo
    fold: int
    step: int
    count: int | None
    is_working: bool = True

    @property
    def last(self) -> date:
        """The last local date of the first occurrence; an end at midnight does not touch the next date."""
        return (self.end - timedelta.resolution if self.end > self.start else self.start).date()

    def windows(self, first: date, last: date) -> Iterator[Window]:
        """Yield the occurrences that touch a date from `first` to `last`."""
        lowest = -((self.last - first).days // self.step)
        highest = (last - self.start.date()).days // self.step
        if self.count is not None:
            lowest, highest = max(lowest, 0), min(highest, self.count - 1)
        for number in range(lowest, highest + 1):
            by = timedelta(days=number * self.step)
            yield Window(
                self._instant(self.start + by),
                self._instant(self.end + by),
                self.start.date() + by,
                self.last + by,
                self.zone,
                self.is_working,
                is_partial=bool(_since_midnight(self.start) or _since_midnight(self.end)),
            )

    def _instant(self, local: datetime) -> datetime:
        # With fold=0, Python moves a skipped time forward and uses the earlier offset of a repeated one, like
        # java.time.
        return local.replace(tzinfo=self.zone, fold=self.fold).astimezone(UTC)


def shifts(workdays: Body, knobs: Knobs) -> list[Event]:
    """Return the events of workdays: the weekday of the start has priority over the rule."""
    return list(_readable(workdays, knobs, _shift))


def occasion(body: Body, knobs: Knobs) -> list[Event]:
    """Return the events of a special occasion."""
    return list(_readable(body, knobs, _occasion))


def always() -> Event:
    """Return an event that never ends."""
    start = datetime(2026, 1, 1)  # noqa: DTZ001 - a local time
    return Event(start, start + _DAY, ZoneInfo("UTC"), 0, 1, None)


def has_events(body: Body) -> bool:
    """Return whether an object has an event, which may be unreadable."""
    return bool(_events(body))


def _events(body: Body) -> list[Any]:
    events = body.get("events")
    return events if isinstance(events, list) else []


def _readable(body: Body, knobs: Knobs, read: Callable[[Any, Knobs], Event]) -> Iterator[Event]:
    for each in _events(body):
        try:
            event = read(each, knobs)
            next(event.windows(event.start.date(), event.start.date()), None)  # its dates may have no instant
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError, OSError):
            continue
        yield event


def _shift(event: Any, knobs: Knobs) -> Event:
    return _read(event, knobs, step=_WEEK, count=None)


def _occasion(event: Any, knobs: Knobs) -> Event:
    meta, rules = event.get("meta"), event.get("recurrence")
    is_working = isinstance(meta, dict) and str(meta.get("working")).lower() == "true"
    rule = _COUNT.search(str(rules[0])) if isinstance(rules, list) and rules else None
    count = int(rule[1] or rule[2]) if rule else 1
    found = replace(_read(event, knobs, step=1, count=count), is_working=is_working)
    is_included = knobs["date_end"] == "inclusive" or found.start == found.end
    if is_included and "T" not in event["end"]["dateTime"]:
        found = replace(found, end=found.end + _DAY)
    if is_working and not rule and knobs["occasion_span"] == "daily":
        found = _on_each_date(found)
    return found


def _on_each_date(event: Event) -> Event:
    """Return an event over several dates as one with the same hours on each date."""
    first, last = event.start.date(), event.last
    hours = event.end - datetime.combine(last, time())
    if hours <= _since_midnight(event.start):
        return event
    return replace(event, end=datetime.combine(first, time()) + hours, count=(last - first).days + 1)


def _read(event: Any, knobs: Knobs, *, step: int, count: int | None) -> Event:
    zone = ZoneInfo(event["start"]["timeZone"])
    start, end = _local(event["start"], zone), _local(event["end"], zone)
    if knobs["last_minute"] == "midnight" and _since_midnight(end) >= _DAY - _MINUTE:
        end = datetime.combine(end.date() + _DAY, time())
    return Event(start, end, zone, 1 if knobs["clock_change"] == "later_offset" else 0, step, count)


def _local(moment: Body, zone: ZoneInfo) -> datetime:
    at = datetime.fromisoformat(moment["dateTime"])
    return at.astimezone(zone).replace(tzinfo=None) if at.tzinfo else at


def _since_midnight(at: datetime) -> timedelta:
    return at - datetime.combine(at.date(), time())
