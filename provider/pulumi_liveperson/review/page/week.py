"""The week of workdays before and after a change, with marks on the days that differ."""

import datetime as dt

from pulumi_liveperson.review.model import Change, Operation
from pulumi_liveperson.review.page.day_segments import Day, DaySegment
from pulumi_liveperson.review.page.months import Cell, Mark
from pulumi_liveperson.review.page.months import Week as DrawnWeek
from pulumi_liveperson.review.weeks import Spans, Week, Weeks
from pulumi_liveperson.shifts.times import DAYS, END_OF_DAY

_MIDNIGHT = dt.time()
_CLOSED = Day((DaySegment(_MIDNIGHT, _MIDNIGHT, working=False, zone=""),))


def drawn_weeks(change: Change, weeks: Weeks) -> tuple[DrawnWeek, ...]:
    """Return the week of each side that has content."""
    compares = change.before is not None or change.operation is Operation.CREATE
    marks = _marks(weeks) if compares else {}
    sides = [weeks.before] * (change.before is not None) + [weeks.after] * (change.after is not None)
    return tuple(_drawn(each, marks) for each in sides)


def _marks(weeks: Weeks) -> dict[str, Mark]:
    return {
        day: Mark.CHANGED if each.before and each.after else Mark.NEW if each.after else Mark.GONE
        for each in weeks.changed
        for day in each.days
    }


def _drawn(week: Week, marks: dict[str, Mark]) -> DrawnWeek:
    return tuple(Cell(None, _day(week.days.get(day, ())), marks.get(day)) for day in DAYS)


def _day(spans: Spans) -> Day:
    segments = [
        DaySegment(_time(each.start), _time(each.end), working=True, zone=each.zone) for each in spans
    ]
    return Day(tuple(segments)) if segments else _CLOSED


def _time(text: str) -> dt.time:
    return _MIDNIGHT if text == END_OF_DAY else dt.time.fromisoformat(text)
