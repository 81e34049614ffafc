"""The part of the page about skills with the same hours: their normal week, their months and special days."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import State
from pulumi_liveperson.review.dates import label
from pulumi_liveperson.review.effective.groups import Group
from pulumi_liveperson.review.effective.local_days import LocalDay
from pulumi_liveperson.review.effective.normal_weeks import (
    NormalWeek,
    normal_day,
    normal_weeks,
    special_days,
)
from pulumi_liveperson.review.effective.period import runs, weekdays_and_dates
from pulumi_liveperson.review.effective.year import Cell, Kind, Month, months
from pulumi_liveperson.review.lines import count

_MOST_NORMAL = 2
_HOUR = dt.timedelta(hours=1)
_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Row:
    """Special days in a row with the same event and the same hours."""

    dates: str
    names: tuple[str, ...]
    hours: str
    normally: Sequence[str]
    """The hours of the normal days that they replace; empty if the period has no such day."""
    questions: Sequence[Question]


@dataclass(frozen=True)
class Section:
    """The skills of a group, and what the page says of them."""

    key: str
    """The name of its place in the page."""
    group: Group

    @cached_property
    def weeks(self) -> list[NormalWeek]:
        """Return the normal weeks of the period."""
        return normal_weeks(self.group.days)

    @cached_property
    def special(self) -> list[LocalDay]:
        """Return the days with special hours."""
        return special_days(self.group.days, self.weeks)

    @property
    def per_week(self) -> str:
        """Return how long the skills are open in a normal week; empty if a weekday is not known."""
        times = {week.open_time for week in self.weeks}
        time = times.pop() if len(times) == 1 else None
        if time is None or any(
            day.state is State.UNKNOWN for week in self.weeks for day in week.days.values()
        ):
            return ""
        return duration(time)

    @cached_property
    def rows(self) -> list[Row]:
        """Return the special days, those in a row with the same hours as one."""
        return [
            self._row(run) for run in runs(self.special, lambda day: (day.names, day.hours, day.questions))
        ]

    @cached_property
    def months(self) -> list[Month]:
        """Return the months of the period."""
        special = {day.date for day in self.special}
        return list(
            months([Cell(day, self._kind(day, is_special=day.date in special)) for day in self.group.days])
        )

    @cached_property
    def always_asked(self) -> list[Question]:
        """Return the questions on which each day depends."""
        asked = [day.questions for day in self.group.days]
        return in_order(frozenset.intersection(*asked)) if asked else []

    @property
    def sometimes_asked(self) -> Iterator[tuple[Question, str]]:
        """Yield the questions on which other normal days depend, with these days."""
        days: dict[Question, list[dt.date]] = defaultdict(list)
        special = {day.date for day in self.special}
        for day in self.group.days:
            for question in () if day.date in special else day.questions:
                days[question].append(day.date)
        for question in in_order(days.keys() - set(self.always_asked)):
            yield question, label(days[question])

    def _kind(self, day: LocalDay, *, is_special: bool) -> Kind:
        if day.state is State.UNKNOWN:
            return Kind.UNKNOWN
        if not is_special:
            return Kind.OPEN if day.parts else Kind.CLOSED
        normal = normal_day(self.weeks, day)
        if normal is not None and normal.windows == day.windows:
            return Kind.SAME if day.parts else Kind.SAME_CLOSED
        return Kind.OTHER_HOURS if day.parts else Kind.CLOSED_INSTEAD

    def _row(self, run: Sequence[LocalDay]) -> Row:
        first = run[0]
        normal = dict.fromkeys(each.hours for day in run if (each := normal_day(self.weeks, day)))
        normally = tuple(normal) if len(normal) <= _MOST_NORMAL else ("different hours",)
        questions = in_order(first.questions - set(self.always_asked))
        return Row(
            weekdays_and_dates(first.date, run[-1].date), first.names, first.hours, normally, questions
        )


def sections(groups: Sequence[Group]) -> list[Section]:
    """Return a section for each group."""
    return [Section(f"hours-{number}", group) for number, group in enumerate(groups, 1)]


def cited(groups: Sequence[Group]) -> list[Question]:
    """Return the questions on which a day depends."""
    return in_order({question for group in groups for day in group.days for question in day.questions})


def in_order(questions: Sequence[Question] | frozenset[Question] | set[Question]) -> list[Question]:
    """Return questions in the order of their definition."""
    return [each for each in Question if each in questions]


def duration(time: dt.timedelta) -> str:
    """Return hours, and the minutes of the last one: `37 hours 30 minutes`."""
    hours, rest = divmod(time, _HOUR)
    texts = [count(hours, "hour")] * bool(hours or not rest) + [count(rest // _MINUTE, "minute")] * bool(rest)
    return " ".join(texts)
