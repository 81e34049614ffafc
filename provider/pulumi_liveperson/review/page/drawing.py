"""Chooses the months of an occasion that are drawn, and the notes about the others."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pulumi_liveperson.events.expansion import Calendar
from pulumi_liveperson.review.calendars import Calendars
from pulumi_liveperson.review.explanation import Explanation
from pulumi_liveperson.review.lines import External, Line, count, shortened
from pulumi_liveperson.review.model import Change, Operation
from pulumi_liveperson.review.page.day_segments import Day, UndrawableError, by_day
from pulumi_liveperson.review.page.months import Mark, Month, Week, marks, month, months_of
from pulumi_liveperson.review.page.week import drawn_weeks
from pulumi_liveperson.review.weeks import Weeks

MOST_MONTHS = 12
"""The maximum number of months that are drawn of one occasion."""
_MOST_ZONES = 4
_ALL_SHIFTS = "All shifts move to another time zone. Only other differences are marked."
_NOTHING_BEFORE = {
    Operation.CREATE: "This occasion is new, so there is no calendar before the change.",
    Operation.IMPORT: "The occasion stays unchanged in LivePerson.",
}


@dataclass(frozen=True)
class Side:
    """One of the two calendars that are shown side by side."""

    title: str
    zone: Line
    """Its time zone if that differs from the other side; otherwise an empty line."""


@dataclass(frozen=True)
class Drawing:
    """The calendar of an occasion."""

    sides: tuple[Side, ...]
    """Only one side if there is no content before, or none after."""
    months: tuple[Month, ...]
    notes: tuple[str, ...]
    with_zones: bool
    """Whether each day shows its time zone."""
    weeks: tuple[Week, ...] = ()
    """The week of workdays, once for each side."""

    @property
    def size(self) -> int:
        """Return how much room this takes, in months."""
        return len(self.months) or len(self.weeks[:1])


def drawing(found: Explanation, most: int, *, drifted: bool) -> Drawing | None:
    """Return the calendar of an object whose days or week are part of a change, of `most` months at most."""
    after = "Now" if drifted else "After"
    if found.weeks is not None and most > 0:
        return _week(found.change, found.weeks, after)
    if found.days is None:
        return None
    draft = _Draft(found.change, found.days, after)
    try:
        months, notes = draft.months(min(most, MOST_MONTHS)), [*draft.notes(), *draft.left_out(most)]
    except UndrawableError:
        months, notes = (), ["This occasion has too many days for a calendar."]
    if not months and not notes:
        return None
    return Drawing(tuple(draft.sides()), months, tuple(notes), with_zones=found.days.zone is None)


def _week(change: Change, weeks: Weeks, after: str) -> Drawing:
    titles = ["Before"] * (change.before is not None) + [after] * (change.after is not None)
    zones = [weeks.before.zones, weeks.after.zones][-len(titles) :]
    sides = [
        Side(title, (External(shortened(zone[0])),) if weeks.changes_zone else ())
        for title, zone in zip(titles, zones, strict=True)
    ]
    notes = (_ALL_SHIFTS,) if weeks.changes_zone else ()
    return Drawing(tuple(sides), (), notes, weeks.zone is None, drawn_weeks(change, weeks))


@dataclass(frozen=True)
class _Draft:
    change: Change
    days: Calendars
    after: str

    @property
    def has_before(self) -> bool:
        return self.change.before is not None

    @property
    def has_after(self) -> bool:
        return self.change.after is not None

    @property
    def compares(self) -> bool:
        """Return whether the differences are known: all days of a new object differ."""
        return self.has_before or self.change.operation is Operation.CREATE

    @cached_property
    def was(self) -> Mapping[dt.date, Day]:
        return by_day(self.days.before)

    @cached_property
    def will_be(self) -> Mapping[dt.date, Day]:
        return by_day(self.days.after)

    @cached_property
    def differing(self) -> Mapping[dt.date, Mark]:
        if not self.compares:
            return {}
        renamed = {date for each in self.days.difference.renamed for date in each.dates}
        was = by_day(self.days.aligned) if self.days.changes_zone else self.was
        return marks(was, self.will_be, renamed)

    @cached_property
    def marked(self) -> Mapping[dt.date, Mark]:
        """Return the days that are certain to differ."""
        entries = self.days.difference.entries
        sure = {
            mark: mark is Mark.RENAMED
            or entries.is_certain(had_hours=mark is not Mark.NEW, has_hours=mark is not Mark.GONE)
            for mark in Mark
        }
        return {date: mark for date, mark in self.differing.items() if sure[mark]}

    @cached_property
    def drawn(self) -> list[dt.date]:
        """Return the days whose months are drawn: those that differ, or all if none is known to differ."""
        return sorted(self.differing.keys() or self.was.keys() | self.will_be.keys())

    def sides(self) -> Iterator[Side]:
        for title, calendar in self._calendars():
            yield Side(title, (External(shortened(calendar.zones[0])),) if self.days.changes_zone else ())

    def months(self, most: int) -> tuple[Month, ...]:
        sides = [self.was] * self.has_before + [self.will_be] * self.has_after
        zones = sorted({*self.days.before.zones, *self.days.after.zones})[:_MOST_ZONES]
        return tuple(month(first, sides, self.marked, zones) for first in months_of(self.drawn)[:most])

    def notes(self) -> Iterator[str]:
        if not self.has_before:
            yield _NOTHING_BEFORE.get(self.change.operation, "The calendar before the change is not known.")
        if self.days.changes_zone:
            yield "All days move to another time zone. Only other differences are marked."
        for title, calendar in self._calendars():
            if calendar.unreadable:
                entries = count(len(calendar.unreadable), "entry", "entries")
                yield f"{title}: {entries} cannot be shown day by day."
        if len(self.marked) < len(self.differing):
            yield "Only days that are certain to differ are marked."

    def left_out(self, most: int) -> Iterator[str]:
        months = months_of(self.drawn)
        limit = min(most, MOST_MONTHS)
        if left := months[limit:]:
            days = sum(date >= left[0] for date in self.drawn)
            why = "because this page already has many" if most < MOST_MONTHS else "because there are too many"
            more = "more " if limit else ""
            yield f"{count(len(left), f'{more}month')} with {count(days, 'day')} not shown, {why}."

    def _calendars(self) -> Iterator[tuple[str, Calendar]]:
        if self.has_before:
            yield "Before", self.days.before
        if self.has_after:
            yield self.after, self.days.after
