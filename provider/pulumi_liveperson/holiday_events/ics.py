"""The closed days in an iCalendar file, such as the holidays that a government publishes."""

import datetime as dt
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator

from icalendar import Event as CalendarEvent

from pulumi_liveperson.events.event import MOST_DAYS_OFF, Event
from pulumi_liveperson.events.names import CLOSED
from pulumi_liveperson.events.shortcuts import closed
from pulumi_liveperson.holiday_events.arguments import checked_years, checked_zone
from pulumi_liveperson.holiday_events.findings import Findings
from pulumi_liveperson.holiday_events.ics_days import UnusableEventError, Years, date_in, days_of, values_of
from pulumi_liveperson.holiday_events.ics_file import events_of

_DAY = dt.timedelta(days=1)
Closure = tuple[dt.date, str, int]
"""A first day, a name and a number of days, in the order of the result."""


def from_ics(
    path: str | os.PathLike[str], *, time_zone: str, years: int | Iterable[int] | None = None
) -> list[Event]:
    """Return an event that closes the days of each event (VEVENT) of an iCalendar file.

    - `path`: relative to the current folder; while Pulumi runs a program, that of `Pulumi.yaml`.
    - `time_zone`: the zone of the events, because a date has none.
    - `years`: leave out all other days. An event that repeats, except daily with an end, needs it.

    Only whole days are possible, so an event with times is an error. Cancelled events are left out. The
    preview reports all errors of the file; outside a Pulumi program, they raise a `RunError`. The events are
    in the order of their dates.
    """
    findings = Findings("from_ics", os.fspath(path) if isinstance(path, os.PathLike) else path)
    checked_zone(time_zone, findings)
    limit = None if years is None else frozenset(checked_years(years, findings))
    events = [] if findings else events_of(path, findings)
    closures = [] if findings else sorted(_closures(events, time_zone, limit, findings))
    if not findings:
        _check_years(closures, limit, findings)
    findings.report()
    return [
        closed(first.isoformat(), time_zone=time_zone, days=days, name=name) for first, name, days in closures
    ]


def _closures(events: list[CalendarEvent], time_zone: str, years: Years, findings: Findings) -> set[Closure]:
    found: set[Closure] = set()
    current = list(_current(events))
    replaced: dict[str, set[dt.date]] = defaultdict(set)
    for event in current:
        if "RECURRENCE-ID" in event:
            replaced[_uid(event)] |= {date_in(each) for each in values_of(event, "RECURRENCE-ID")}
    for event in current:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        starts = frozenset() if "RECURRENCE-ID" in event else frozenset(replaced[_uid(event)])
        try:
            found |= set(_runs(days_of(event, time_zone, years, starts), _name(event)))
        except UnusableEventError as error:
            findings.mistake("", f"event {_title(event)} {error}")
    return found


def _current(events: Iterable[CalendarEvent]) -> Iterator[CalendarEvent]:
    """Yield the events without those that a newer version (SEQUENCE) in the same file replaces."""
    newest: dict[tuple[str, ...], int] = defaultdict(int)
    versions = [((_uid(each), *_dates(each, "RECURRENCE-ID")), _sequence(each), each) for each in events]
    for key, sequence, _ in versions:
        newest[key] = max(newest[key], sequence)
    return (event for key, sequence, event in versions if key[0] == "" or sequence == newest[key])


def _runs(days: Iterable[dt.date], name: str) -> Iterator[Closure]:
    """Yield days that follow each other as one closure."""
    first, length = dt.date.min, 0
    for day in [*sorted(days), dt.date.max]:
        if length and (day - first).days != length:
            if length > MOST_DAYS_OFF:
                raise UnusableEventError(
                    f"closes {length} days from {first}; a day off must not last longer than {MOST_DAYS_OFF} "
                    f"days, so write it as several events"
                )
            yield first, name, length
            length = 0
        first, length = day if length == 0 else first, length + 1


def _check_years(closures: Iterable[Closure], years: Years, findings: Findings) -> None:
    found = {(first + number * _DAY).year for first, _, days in closures for number in range(days)}
    if years is None and not found:
        findings.mistake("path", "is a calendar in which all events are cancelled")
    for year in sorted((years or frozenset()) - found):
        findings.mistake("years", f"the file has no event in {year}")


def _uid(event: CalendarEvent) -> str:
    return str(event.get("UID", ""))


def _sequence(event: CalendarEvent) -> int:
    value = event.get("SEQUENCE", 0)
    return int(value) if isinstance(value, int) else 0


def _name(event: CalendarEvent) -> str:
    """Return the name of an event on one line."""
    summary = event.get("SUMMARY", "")
    text = summary[0] if isinstance(summary, list) else summary
    return " ".join(str(text).split()) or CLOSED


def _title(event: CalendarEvent) -> str:
    dates = ", ".join(_dates(event, "DTSTART"))
    return f"{_name(event)!r}" + (f" ({dates})" if dates else "")


def _dates(event: CalendarEvent, name: str) -> list[str]:
    return [str(date_in(each)) for each in values_of(event, name)]
