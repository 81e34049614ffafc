"""When workdays are open (Working Hours API; rules E5 and E7)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_liveperson.hours.configuration import Applying, Workdays
from pulumi_liveperson.hours.moments import (
    DAY,
    LAST_MINUTE,
    MIDNIGHT,
    is_ambiguous,
    moment,
    possible_moments,
    zone,
)
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import Cause, Span, State, Stretch, overlaid, questioned, united
from pulumi_liveperson.shifts.times import DAYS, END_OF_DAY, end_time, start_time


def weekly_hours(applying: Applying[Workdays], period: Span) -> list[Stretch]:
    """Return the stretches of a period in order, without gaps; unknown if no workdays apply (rule E8)."""
    found, questions = applying.found, applying.questions
    if found is None:
        return [Stretch(*period, State.UNKNOWN, questions=questions)]
    cause = Cause(is_special=False, id=found.id, name=found.name, is_own=applying.is_own)
    windows: list[Span] = []
    doubtful: list[Span] = []
    is_readable = found.shifts is not None
    for shift in found.shifts or ():
        try:
            for window, doubt in _windows(shift, period):
                windows.append(window)
                if doubt:
                    doubtful.append(doubt)
        except (LookupError, TypeError, ValueError):
            is_readable = False
    if not is_readable:  # a shift that cannot be read can only open more
        questions |= {Question.UNREADABLE}
    elif not found.shifts:
        questions |= {Question.NO_SHIFTS}
    otherwise = Stretch(*period, State.CLOSED if is_readable else State.UNKNOWN, cause, questions)
    is_open = [Stretch(start, end, State.OPEN, cause, questions) for start, end in united(windows)]
    return list(
        questioned(overlaid(_within(is_open, period), [otherwise]), united(doubtful), Question.CLOCK_CHANGE)
    )


def _windows(shift: Mapping[str, Any], period: Span) -> Iterator[tuple[Span, Span | None]]:
    """Yield the windows of a shift that can be in a period; with the longest ones if a clock changes then."""
    weekday, where = DAYS.index(shift["day"]), zone(str(shift["time_zone"]))
    starts, ends = start_time(shift["start"]), end_time(shift["end"])
    if ends <= starts:
        raise ValueError
    start = dt.time.fromisoformat(starts)
    end = LAST_MINUTE if ends == END_OF_DAY else dt.time.fromisoformat(ends)
    days, end = (1, MIDNIGHT) if end >= LAST_MINUTE else (0, end)
    day = period[0].astimezone(where).date() - DAY
    day += (weekday - day.weekday()) % 7 * DAY
    last = period[1].astimezone(where).date() + DAY
    while day <= last:
        first = dt.datetime.combine(day, start)
        until = dt.datetime.combine(day + days * DAY, end)
        doubt = None
        if is_ambiguous(first, where) or is_ambiguous(until, where):
            doubt = possible_moments(first, where)[0], possible_moments(until, where)[1]
        yield (moment(first, where), moment(until, where)), doubt
        day += 7 * DAY


def _within(stretches: list[Stretch], period: Span) -> list[Stretch]:
    start, end = period
    return [
        each.within(max(each.start, start), min(each.end, end))
        for each in stretches
        if each.start < end and start < each.end
    ]
