"""The local days of the events of a special occasion, each with its opening hours.

LivePerson's events are those of iCalendar: a time window, and a daily rule that repeats it. The console ends
a day at 23:59. If the end is a date without a time, the event covers the days before this date. If it is also
the start date, the event covers this one day.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from pulumi_liveperson.events.names import custom_name
from pulumi_liveperson.events.repetition import starts
from pulumi_liveperson.events.zones import canonical_zone

MOST_DAYS = 4_000
"""An event with more days is not expanded into days."""
_DATE_LENGTH = len("yyyy-MM-dd")
_MIDNIGHT = dt.time()
_END_OF_DAY = dt.time(23, 59)
_DAY = dt.timedelta(days=1)
_Kind = TypeVar("_Kind")


class UnreadableEventError(ValueError):
    """The days of an event cannot be determined."""


class Hours(NamedTuple):
    """Opening hours or a closure on a day: its start, its length and its time zone."""

    begins: dt.time
    length: dt.timedelta
    working: bool
    zone: str

    @property
    def all_day(self) -> bool:
        """Return whether this lasts from midnight to midnight."""
        return self.begins == _MIDNIGHT and self.length == _DAY

    @property
    def nights(self) -> int:
        """Return the number of days from the start date to the end date."""
        begins = dt.timedelta(hours=self.begins.hour, minutes=self.begins.minute, seconds=self.begins.second)
        return (begins + self.length).days

    @property
    def long(self) -> bool:
        """Return whether this ends later than on the next day."""
        return self.nights > 1


class Occurrence(NamedTuple):
    """An event on one of its days; the times are local."""

    day: dt.date
    hours: Hours
    name: str
    """The custom name of the event; an empty text if it has none."""
    ends_with_date: bool = False
    """Whether the event ends with another date without a time; whether this day counts is not published."""

    @property
    def start(self) -> dt.datetime:
        """Return the local start."""
        return dt.datetime.combine(self.day, self.hours.begins)

    @property
    def end(self) -> dt.datetime:
        """Return the local end."""
        return self.start + self.hours.length


@dataclass(frozen=True)
class Calendar:
    """The days of an occasion."""

    occurrences: tuple[Occurrence, ...] = ()
    unreadable: tuple[Any, ...] = ()
    """The events that cannot be expanded into days, unchanged."""

    @property
    def is_complete(self) -> bool:
        """Return whether all events can be expanded."""
        return not self.unreadable

    @property
    def zones(self) -> list[str]:
        """Return the time zones, without duplicates."""
        return sorted({each.hours.zone for each in self.occurrences})

    def in_zones(self, names: Mapping[str, str]) -> "Calendar":
        """Return the same days and hours, with their zones renamed."""
        return Calendar(
            tuple(
                each._replace(hours=each.hours._replace(zone=names[each.hours.zone]))
                for each in self.occurrences
            ),
            self.unreadable,
        )


def calendar(events: Any) -> Calendar:
    """Return the days of events that are in the format of a resource."""
    if not isinstance(events, list):
        return Calendar(unreadable=() if events is None else (events,))
    found: list[Occurrence] = []
    unreadable: list[Any] = []
    for event in events:
        try:
            found += occurrences(event)
        except UnreadableEventError:
            unreadable.append(event)
    return Calendar(tuple(found), tuple(unreadable))


def occurrences(event: Any) -> list[Occurrence]:
    """Return an event on each of its days; raises an `UnreadableEventError`."""
    try:
        start, end = _window(event["start"]["date_time"], event["end"]["date_time"])
        days = _whole_days(start, end)
        hours = Hours(
            begins=start.time(),
            length=_DAY if days else end - start,
            working=_checked(event["meta"]["working"], bool),
            zone=_checked(event["start"]["time_zone"], str),
        )
        ends_in = event["end"].get("time_zone", hours.zone)
        if ends_in != hours.zone and canonical_zone(ends_in) != canonical_zone(hours.zone):
            raise UnreadableEventError("it ends in another time zone")
        ends_with_date = (
            _is_date(event["end"]["date_time"]) and event["end"]["date_time"] != event["start"]["date_time"]
        )
        name = custom_name(_checked(event["meta"].get("name", ""), str))
        begins_on = _starts(event.get("recurrence") or [], start)
        if len(begins_on) * max(days, 1) > MOST_DAYS:
            raise UnreadableEventError("it has too many days")
        if days > 1:
            begins_on = [first + number * _DAY for first in begins_on for number in range(days)]
        _ = [Occurrence(day, hours, name).end for day in begins_on[-1:]]  # an error after the year 9999
        return [Occurrence(day, hours, name, ends_with_date) for day in begins_on]
    except (LookupError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise UnreadableEventError(str(error)) from None


def _checked(value: Any, kind: type[_Kind]) -> _Kind:
    if not isinstance(value, kind):
        raise UnreadableEventError("it has a value of another type")
    return value


def _window(start: str, end: str) -> tuple[dt.datetime, dt.datetime]:
    first, last = dt.datetime.fromisoformat(start), dt.datetime.fromisoformat(end)
    if first.tzinfo or last.tzinfo or first.microsecond or last.microsecond:
        raise UnreadableEventError("its times are not local times in full seconds")
    if first == last and _is_date(start) and _is_date(end):
        last += _DAY
    if last <= first:
        raise UnreadableEventError("it ends before it begins")
    return first, last


def _is_date(text: str) -> bool:
    return len(text) <= _DATE_LENGTH


def _starts(rules: Any, start: dt.datetime) -> list[dt.date]:
    """Return the days on which an event begins, at most one more than `MOST_DAYS`."""
    if not rules:
        return [start.date()]
    if not (isinstance(rules, list) and len(rules) == 1):
        raise UnreadableEventError("it is not repeated daily")
    return [each.date() for each in starts(rules[0], start, MOST_DAYS + 1)]


def _whole_days(start: dt.datetime, end: dt.datetime) -> int:
    """Return the number of whole days in a window, or 0 if it does not consist of whole days."""
    if start.time() != _MIDNIGHT:
        return 0
    if end.time() >= _END_OF_DAY:
        end = dt.datetime.combine(end.date(), _MIDNIGHT) + _DAY
    return (end - start).days if end.time() == _MIDNIGHT else 0
