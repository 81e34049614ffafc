"""When workdays are open (Working Hours API; rules E5 and E7)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_liveperson.hours.configuration import Applying, Workdays
from pulumi_liveperson.hours.moments import DAY, is_ambiguous, moment, zone
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
            for window, is_doubtful in _windows(shift, period):
                windows.append(window)
                if is_doubtful:
                    doubtful.append(window)
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


def _windows(shift: Mapping[str, Any], period: Span) -> Iterator[tuple[Span, bool]]:
    """Yield the windows of a shift that can be in a period, and whether the clock changes at their edges."""
    weekday, where = DAYS.index(shift["day"]), zone(str(shift["time_zone"]))
    starts, ends = start_time(shift["start"]), end_time(shift["end"])
    if ends <= starts:
        raise ValueError
    start = dt.time.fromisoformat(starts)
    days, end = (1, dt.time()) if ends == END_OF_DAY else (0, dt.time.fromisoformat(ends))
    day = period[0].astimezone(where).date() - DAY
    day += (weekday - day.weekday()) % 7 * DAY
    last = period[1].astimezone(where).date()
    while day <= last:
        first = dt.datetime.combine(day, start)
        until = dt.datetime.combine(day + days * DAY, end)
        is_doubtful = is_ambiguous(first, where) or is_ambiguous(until, where)
        yield (moment(first, where), moment(until, where)), is_doubtful
        day += 7 * DAY


def _within(stretches: list[Stretch], period: Span) -> list[Stretch]:
    start, end = period
    return [
        each.within(max(each.start, start), min(each.end, end))
        for each in stretches
        if each.start < end and start < each.end
    ]
