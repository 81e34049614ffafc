"""The months of an occasion before and after a change, with marks on the days that differ."""

import calendar
import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pulumi_liveperson.review.clock_changes import ClockChange, clock_changes
from pulumi_liveperson.review.page.day_segments import NOTHING, Day

_WEEKS = calendar.Calendar(calendar.MONDAY)


class Mark(StrEnum):
    """The kind of difference of a day."""

    NEW = "new"
    GONE = "removed"
    CHANGED = "changed"
    RENAMED = "another name"


@dataclass(frozen=True)
class Cell:
    """A day in the drawing of a month."""

    date: dt.date | None
    """The date of the day; `None` for a weekday of workdays."""
    content: Day
    mark: Mark | None = None
    clocks: tuple[ClockChange, ...] = ()


Week = tuple[Cell | None, ...]
"""Seven days, from Monday on; `None` for days of another month."""


@dataclass(frozen=True)
class Month:
    """A month, once for each side that is drawn."""

    first: dt.date
    sides: tuple[tuple[Week, ...], ...]
    clocks: tuple[ClockChange, ...]

    @property
    def has_hours(self) -> tuple[bool, ...]:
        """Return for each week whether one of its days shows hours; such a week is higher on both sides."""
        return tuple(
            any(segment.hours for week in weeks for cell in week if cell for segment in cell.content.segments)
            for weeks in zip(*self.sides, strict=True)
        )


def marks(
    before: Mapping[dt.date, Day], after: Mapping[dt.date, Day], renamed: Collection[dt.date]
) -> dict[dt.date, Mark]:
    """Return the days that differ, with their marks."""
    found: dict[dt.date, Mark] = {}
    for date in before.keys() | after.keys():
        was, will = before.get(date, NOTHING).segments, after.get(date, NOTHING).segments
        if was != will:
            found[date] = Mark.CHANGED if was and will else Mark.NEW if will else Mark.GONE
        elif date in renamed:
            found[date] = Mark.RENAMED
    return found


def months_of(dates: Collection[dt.date]) -> list[dt.date]:
    """Return the first days of the months of dates."""
    return sorted({date.replace(day=1) for date in dates})


def month(
    first: dt.date,
    sides: Sequence[Mapping[dt.date, Day]],
    marked: Mapping[dt.date, Mark],
    zones: Collection[str],
) -> Month:
    """Return a month for drawing."""
    changes = tuple(each for zone in zones for each in clock_changes(zone, first.year, first.month))
    return Month(first, tuple(tuple(_weeks(first, side, marked, changes)) for side in sides), changes)


def _weeks(
    first: dt.date,
    days: Mapping[dt.date, Day],
    marked: Mapping[dt.date, Mark],
    changes: Sequence[ClockChange],
) -> Iterator[Week]:
    # Uses day numbers, because the weeks of December 9999 contain days after the last possible date.
    for week in _WEEKS.monthdayscalendar(first.year, first.month):
        dates = [first.replace(day=number) if number else None for number in week]
        yield tuple(
            None
            if date is None
            else Cell(
                date,
                days.get(date, NOTHING),
                marked.get(date),
                tuple(each for each in changes if each.day == date),
            )
            for date in dates
        )
