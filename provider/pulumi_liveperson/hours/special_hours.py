"""Whether the days of a special occasion are open (rules E2 to E4)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pulumi_liveperson.hours.configuration import Applying, SpecialOccasion
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.special_days import SpecialDay, SpecialDays
from pulumi_liveperson.hours.stretches import Cause, Span, State, Stretch, overlaid


class _Part(NamedTuple):
    """A time in which the same events replace the workdays, and the same ones are open."""

    start: dt.datetime
    end: dt.datetime
    replacing: Sequence[SpecialDay]
    at_work: Sequence[SpecialDay]
    """The events of which the hours contain this time."""


def special_hours(applying: Applying[SpecialOccasion], special: SpecialDays, period: Span) -> list[Stretch]:
    """Return the stretches of a period in which an occasion replaces the workdays, in order."""
    found = applying.found
    if found is None:
        return []
    cause = Cause(is_special=True, id=found.id, name=found.name, is_own=applying.is_own)
    parts = list(_parts(special.days, period))
    if special.is_readable:
        stretches = [_stretch(each, cause) for each in parts]
    else:  # an event that cannot be read can be on any day, but it cannot open a day that another one closes
        closed = [_stretch(each, cause) for each in parts if _closing(each)]
        unknown = Stretch(*period, State.UNKNOWN, cause, frozenset({Question.UNREADABLE}))
        stretches = list(overlaid(closed, [unknown]))
    return [each.asking(applying.questions) for each in stretches]


def _stretch(part: _Part, cause: Cause) -> Stretch:
    closing = _closing(part)
    is_open = bool(part.at_work) and not closing
    decisive = closing or part.at_work or part.replacing
    names = tuple(sorted({day.name for day in decisive if day.name}))
    questions = frozenset[Question]().union(*(day.questions for day in part.replacing))
    state = State.OPEN if is_open else State.CLOSED
    return Stretch(part.start, part.end, state, replace(cause, events=names), questions)


def _closing(part: _Part) -> list[SpecialDay]:
    return [day for day in part.replacing if not day.is_open]


def _parts(days: Sequence[SpecialDay], period: Span) -> Iterator[_Part]:
    """Yield the times between two moments at which a day or its hours begin or end."""
    edges: list[tuple[dt.datetime, bool, dict[int, None], int]] = []
    replacing: dict[int, None] = {}
    at_work: dict[int, None] = {}
    for number, day in enumerate(days):
        for active, (start, end) in ((replacing, day.replaces), (at_work, day.window)):
            if start < end:
                edges += [(start, True, active, number), (end, False, active, number)]
    edges.sort(key=lambda edge: edge[0])
    before = period[0]
    for at, begins, active, number in edges:
        start, end = max(before, period[0]), min(at, period[1])
        if replacing and start < end:
            # A clock change can move the end of an event to a date that the event does not replace.
            working = [days[each] for each in at_work if each in replacing]
            yield _Part(start, end, [days[each] for each in replacing], working)
        before = at
        if begins:
            active[number] = None
        else:
            active.pop(number)
