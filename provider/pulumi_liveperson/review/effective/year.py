"""The months of a period, with a cell for each day."""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from pulumi_liveperson.review.effective.local_days import LocalDay

_WEEKS = calendar.Calendar(calendar.MONDAY)


class Kind(StrEnum):
    """What a cell shows; the value is its class in the page."""

    OPEN = "o"
    CLOSED = "c"
    SAME = "s e"
    """A special day with its normal hours."""
    SAME_CLOSED = "s n"
    """A special day on which the skill is normally closed, too."""
    OTHER_HOURS = "s h"
    CLOSED_INSTEAD = "s x"
    UNKNOWN = "u"


class Cell(NamedTuple):
    """A day, and what its cell shows."""

    day: LocalDay
    kind: Kind


class Month(NamedTuple):
    """A month; its weeks contain `None` for days outside of the month, or of the period."""

    first: dt.date
    weeks: Sequence[Sequence[Cell | None]]


def months(cells: Sequence[Cell]) -> Iterator[Month]:
    """Yield the months of days, which are in order and without gaps."""
    by_date = {cell.day.date.toordinal(): cell for cell in cells}
    if not cells:
        return
    first, last = cells[0].day.date, cells[-1].day.date
    for number in range(12 * first.year + first.month - 1, 12 * last.year + last.month):
        begins = dt.date(number // 12, number % 12 + 1, 1)
        before = begins.toordinal() - 1
        weeks = [
            [by_date.get(before + day) if day else None for day in week]
            for week in _weeks(begins.year, begins.month)
        ]
        yield Month(begins, [week for week in weeks if any(week)])


@lru_cache(256)
def _weeks(year: int, month: int) -> list[list[int]]:
    return _WEEKS.monthdayscalendar(year, month)
