"""Which months of an occasion are drawn, and what is said about those that are not."""

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
from pulumi_liveperson.review.page.months import Mark, Month, marks, month, months_of

MOST_MONTHS = 12
"""The most months that are drawn of one occasion."""
_MOST_ZONES = 4
_NOTHING_BEFORE = {
    Operation.CREATE: "It is new: there is nothing before.",
    Operation.IMPORT: "It stays as it is in LivePerson.",
}


@dataclass(frozen=True)
class Side:
    """One of the two calendars that stand beside each other."""

    title: str
    zone: Line
    """Its time zone, where it differs from the other's; an empty line elsewhere."""


@dataclass(frozen=True)
class Drawing:
    """The calendar of an occasion."""

    sides: tuple[Side, ...]
    """One alone where nothing is before, or nothing after."""
    months: tuple[Month, ...]
    notes: tuple[str, ...]
    with_zones: bool
    """Whether each day has to say its time zone."""


def drawing(found: Explanation, most: int, *, drifted: bool) -> Drawing | None:
    """Return the calendar of an occasion whose days are part of a change, of so many months at most."""
    if found.days is None:
        return None
    draft = _Draft(found.change, found.days, "Now" if drifted else "After")
    try:
        months, notes = draft.months(min(most, MOST_MONTHS)), [*draft.notes(), *draft.left_out(most)]
    except UndrawableError:
        months, notes = (), ["It has more days than can be drawn."]
    if not months and not notes:
        return None
    return Drawing(tuple(draft.sides()), months, tuple(notes), with_zones=found.days.zone is None)


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
        """Tell whether it is known what differs: of a new object everything, of one taken over nothing."""
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
        """Return the days that surely differ."""
        entries = self.days.difference.entries
        sure = {
            mark: mark is Mark.RENAMED
            or entries.is_certain(had_hours=mark is not Mark.NEW, has_hours=mark is not Mark.GONE)
            for mark in Mark
        }
        return {date: mark for date, mark in self.differing.items() if sure[mark]}

    @cached_property
    def drawn(self) -> list[dt.date]:
        """Return the days whose months are drawn: those that differ, or all if none is known to."""
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
            yield _NOTHING_BEFORE.get(self.change.operation, "What was there before is not told.")
        if self.days.changes_zone:
            yield "All days go to another time zone. Marked is what differs besides."
        for title, calendar in self._calendars():
            if calendar.unreadable:
                entries = count(len(calendar.unreadable), "entry", "entries")
                yield f"{title}: {entries} cannot be shown day by day."
        if len(self.marked) < len(self.differing):
            yield "Marked is only what surely differs."

    def left_out(self, most: int) -> Iterator[str]:
        months = months_of(self.drawn)
        limit = min(most, MOST_MONTHS)
        if left := months[limit:]:
            days = sum(date >= left[0] for date in self.drawn)
            why = "because this page has many already" if most < MOST_MONTHS else "because they are many"
            more = "more " if limit else ""
            yield f"{count(len(left), f'{more}month')} with {count(days, 'day')} left out, {why}."

    def _calendars(self) -> Iterator[tuple[str, Calendar]]:
        if self.has_before:
            yield "Before", self.days.before
        if self.has_after:
            yield self.after, self.days.after
