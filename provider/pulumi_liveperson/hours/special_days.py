"""The days that the events of a special occasion replace (Special Occasions API; rules E2, E7 and E7a)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pulumi_liveperson.events.expansion import Occurrence, UnreadableEventError, occurrences
from pulumi_liveperson.events.zones import canonical_zone
from pulumi_liveperson.hours.configuration import SpecialOccasion
from pulumi_liveperson.hours.moments import (
    DAY,
    MIDNIGHT,
    UnknownZoneError,
    is_ambiguous,
    midnight,
    moment,
    to_midnight,
    zone,
)
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import Span, united

_NEAR = 2 * DAY
"""How far the same date can be away in another time zone; up to 26 hours."""


class SpecialDay(NamedTuple):
    """One occurrence of an event, with the days that it replaces."""

    first: dt.date
    last: dt.date
    """The day after the last replaced day."""
    zone: ZoneInfo
    replaces: Span
    window: Span
    is_open: bool
    name: str
    questions: frozenset[Question]


@dataclass(frozen=True)
class SpecialDays:
    """The special days that a period can contain."""

    days: tuple[SpecialDay, ...] = ()
    unpublished: tuple[Span, ...] = ()
    """The days for which LivePerson does not publish whether they belong to an event."""
    is_readable: bool = True
    zones: frozenset[str] = frozenset()
    """The time zones of all events, each place once."""


def special_days(occasion: SpecialOccasion, period: Span) -> SpecialDays:
    """Return the special days of an occasion that a period can contain."""
    days: list[SpecialDay] = []
    unpublished: list[Span] = []
    is_readable = occasion.events is not None
    zones: set[str] = set()
    for event in occasion.events or ():
        try:
            expanded = occurrences(event)
            where = zone(expanded[0].hours.zone) if expanded else None
        except (UnreadableEventError, UnknownZoneError):
            is_readable = False
            continue
        if where is None:
            continue
        zones.add(canonical_zone(where.key))
        earliest, latest = (each.astimezone(where).date() for each in period)
        earliest, latest = earliest - _NEAR, latest + _NEAR
        near = [each for each in expanded if each.day <= latest and each.end.date() >= earliest]
        days += [_special_day(each, where, is_repeated=len(expanded) > 1) for each in near]
        if near:  # without this, a date at the end of the calendar has no next one
            unpublished += [_days(*dates, where) for dates in _unpublished_dates(event, expanded)]
    if len(zones) > 1:
        days = [day._replace(questions=day.questions | {Question.SEVERAL_ZONES}) for day in days]
    return SpecialDays(tuple(days), tuple(united(unpublished)), is_readable, frozenset(zones))


def dates_in_doubt(days: tuple[SpecialDay, ...], zones: frozenset[str]) -> list[Span]:
    """Return the times that are special only in the zone of an event, or only in another zone."""
    doubtful: list[Span] = []
    for own, is_open in {(day.zone.key, day.is_open) for day in days}:
        alike = [day for day in days if (day.zone.key, day.is_open) == (own, is_open)]
        dates = [(_start(day.first), _start(day.last)) for day in alike]
        edges = [edge.date() for together in united(dates) for edge in together]
        for other in zones - {own}:
            moments = ((midnight(edge, zone(own)), midnight(edge, zone(other))) for edge in edges)
            doubtful += [(min(both), max(both)) for both in moments]
    return united(doubtful)


def _special_day(occurrence: Occurrence, where: ZoneInfo, *, is_repeated: bool) -> SpecialDay:
    start, end, is_open = occurrence.start, to_midnight(occurrence.end), occurrence.hours.working
    first, last = start.date(), end.date() if end.time() == MIDNIGHT else end.date() + DAY
    is_whole = start.time() == end.time() == MIDNIGHT
    applies = {
        Question.CLOSED_FOR_HOURS: not is_open and not is_whole,
        Question.DAILY_RULE: is_open and not is_whole and is_repeated,
        Question.OVER_MIDNIGHT: is_open and not is_whole and last - first > DAY,
        Question.CLOCK_CHANGE: is_ambiguous(start, where) or is_ambiguous(end, where),
    }
    return SpecialDay(
        first,
        last,
        where,
        _days(first, last, where),
        (moment(start, where), moment(end, where)),
        is_open,
        occurrence.name,
        frozenset(question for question, is_met in applies.items() if is_met),
    )


def _unpublished_dates(event: Mapping[str, Any], expanded: list[Occurrence]) -> list[tuple[dt.date, dt.date]]:
    if expanded[0].ends_with_date:
        ends = to_midnight(expanded[-1].end).date()
        return [(ends, ends + DAY)]
    if event["start"]["date_time"] == event["end"]["date_time"]:
        return [(each.day, each.day + DAY) for each in expanded]
    return []


def _days(first: dt.date, last: dt.date, where: ZoneInfo) -> Span:
    return midnight(first, where), midnight(last, where)


def _start(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, MIDNIGHT, tzinfo=dt.UTC)
