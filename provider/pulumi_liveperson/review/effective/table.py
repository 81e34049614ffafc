"""The hours of skills as a table for a terminal, at most 80 characters wide where names allow it.

Skills with the same hours share a part of the table. A long period shows the usual week once, and then only
the days that differ from it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.hours.moments import DAY
from pulumi_liveperson.hours.overview import Day, Overview, SkillHours
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import State, time_in
from pulumi_liveperson.review.dates import month_and_year
from pulumi_liveperson.review.effective.words import (
    clock_of,
    keys_of,
    length,
    notes,
    sentence,
    weekday,
    why_unknown,
    wrapped,
)
from pulumi_liveperson.review.lines import shortened

_INDENT = "  "
_TO = "–"  # noqa: RUF001 - the dash of ranges
_LONGEST_WEEKLY = 14  # days; a longer period repeats its weeks
_ONE_YEAR = 365  # days; in a longer period, a date without its year can be another one
_LONGEST_EVENT = 40
_WHOLE_DAY = {State.OPEN: "open all day", State.CLOSED: "closed"}


class _Part(NamedTuple):
    """A part of the table, without the names of its skills."""

    title: str
    rows: tuple[str, ...]


class _Row(NamedTuple):
    """What a table shows of a day; days in a row with the same texts are one row."""

    hours: str
    remark: str


def render(overview: Overview) -> str:
    """Return the table, with a note for each open question that it depends on."""
    lines = [sentence(f"{visible(overview.title)}, {_dates(overview.first, overview.last - DAY)}")]
    parts: dict[tuple[int, str], _Part] = {}  # skills with the same hours share their stretches
    together: dict[_Part, list[str]] = {}
    for each in overview.skills:
        same = id(each.stretches), each.zone.key
        if same not in parts:
            parts[same] = _part(each)
        together.setdefault(parts[same], []).append(visible(each.skill.name))
    for part, names in together.items():
        lines += ["", *wrapped(f"{', '.join(names)} {part.title}"), *part.rows]
    questions = {
        question for skill in overview.skills for each in skill.stretches for question in each.questions
    }
    return "\n".join([*lines, *notes(questions)]) + "\n"


def _part(found: SkillHours) -> _Part:
    always = frozenset[Question].intersection(*(each.questions for each in found.stretches))
    title = ", ".join([found.zone.key, *_total(found)])
    return _Part(f"({title}) {keys_of(always)}".rstrip(), tuple(_rows(found, always)))


def _total(found: SkillHours) -> Iterator[str]:
    time, states = time_in(found.stretches, State.OPEN), {each.state for each in found.stretches}
    if State.UNKNOWN not in states:
        yield f"open {length(time)}"
    elif time:
        yield f"open at least {length(time)}"


def _rows(found: SkillHours, always: frozenset[Question]) -> Iterator[str]:
    days = [(day, _row(day, found.zone, always)) for day in found.days]
    usual = _usual(days) if len(days) > _LONGEST_WEEKLY else {}
    parts = [(_weekdays(each), row) for each, row in _weeks(usual)]
    differing = [(day, row) for day, row in days if usual.get(day.date.weekday()) != row]
    is_clear = len(days) <= _ONE_YEAR
    parts += [(_dates(*dates, short=is_clear), row) for dates, row in _in_a_row(differing)]
    width = max((len(label) for label, _ in parts), default=0)
    hours = max((len(row.hours) for _, row in parts if row.remark), default=0)
    for label, row in parts:
        yield f"{_INDENT}{label:<{width}}  {row.hours:<{hours}}  {row.remark}".rstrip()


def _row(day: Day, where: ZoneInfo, always: frozenset[Question]) -> _Row:
    keys = keys_of({each for part in day.stretches for each in part.questions} - always)
    events = dict.fromkeys(name for part in day.stretches if part.cause for name in part.cause.events)
    special = visible(shortened(", ".join(events), _LONGEST_EVENT))
    remarks = [special or "special day"] if day.is_special else []
    remarks += dict.fromkeys(why_unknown(each) for each in day.stretches if each.state is State.UNKNOWN)
    return _Row(_hours(day, where), f"{'; '.join(remarks)} {keys}".strip())


def _hours(day: Day, where: ZoneInfo) -> str:
    """Return when a day is open, and when that is unknown."""
    parts = [(state, [*group]) for state, group in groupby(day.stretches, key=lambda each: each.state)]
    if len(parts) == 1:
        return _WHOLE_DAY.get(parts[0][0], "unknown")
    return ", ".join(
        f"{'' if state is State.OPEN else 'unknown '}"
        f"{_clock(together[0].start, where)}{_TO}{_clock(together[-1].end, where, is_end=True)}"
        for state, together in parts
        if state is not State.CLOSED
    )


def _clock(at: dt.datetime, where: ZoneInfo, *, is_end: bool = False) -> str:
    shown = clock_of(at, where)
    return "24:00" if is_end and shown == "00:00" else shown


def _usual(days: Sequence[tuple[Day, _Row]]) -> dict[int, _Row]:
    """Return the most frequent row of each weekday."""
    counted: dict[int, Counter[_Row]] = {}
    for day, row in days:
        if not day.is_special:
            counted.setdefault(day.date.weekday(), Counter())[row] += 1
    return {each: rows.most_common(1)[0][0] for each, rows in sorted(counted.items())}


def _weeks(usual: dict[int, _Row]) -> Iterator[tuple[list[int], _Row]]:
    numbered = enumerate(usual.items())
    for (_, row), group in groupby(numbered, key=lambda each: (each[1][0] - each[0], each[1][1])):
        yield [number for _, (number, _) in group], row


def _weekdays(numbers: Sequence[int]) -> str:
    first, last = weekday(numbers[0]), weekday(numbers[-1])
    return f"Every {first}" if first == last else f"{first} to {last}"


def _in_a_row(days: Sequence[tuple[Day, _Row]]) -> Iterator[tuple[tuple[dt.date, dt.date], _Row]]:
    """Yield the first and the last date of consecutive days with the same row."""
    numbered = enumerate(days)
    for (_, row), group in groupby(numbered, key=lambda each: (each[1][0].date - each[0] * DAY, each[1][1])):
        dates = [day.date for _, (day, _) in group]
        yield (dates[0], dates[-1]), row


def _dates(first: dt.date, last: dt.date, *, short: bool = False) -> str:
    """Return dates such as `Mon 30 Nov to Fri 4 Dec`, with the year unless `short`."""
    year = "" if short else f" {last.year}"
    end = f"{weekday(last.weekday())} {last.day} {month_and_year(last)[:3]}{year}"
    if first == last:
        return end
    other_year = f" {first.year}" if year and first.year != last.year else ""
    return f"{weekday(first.weekday())} {first.day} {month_and_year(first)[:3]}{other_year} to {end}"
