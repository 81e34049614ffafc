"""Times in which the state of a skill does not change."""

import datetime as dt
import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from pulumi_liveperson.hours.questions import Question


class State(StrEnum):
    """Whether customers can reach a skill."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    """No object applies, so the manual state of the account decides (rule E8), or a part cannot be read."""


@dataclass(frozen=True)
class Cause:
    """The object that decides, and the names of its events that do."""

    is_special: bool
    """Whether it is a special occasion; otherwise it is workdays."""
    id: str
    name: str
    is_own: bool
    """Whether the skill names the object; otherwise it is the account's default."""
    events: tuple[str, ...] = ()
    """The custom names of the deciding events; empty for workdays and for events without a name."""


@dataclass(frozen=True)
class Stretch:
    """A time in which the state and its cause do not change: `[start, end)` in UTC."""

    start: dt.datetime
    end: dt.datetime
    state: State
    cause: Cause | None = None
    questions: frozenset[Question] = frozenset()

    def within(self, start: dt.datetime, end: dt.datetime) -> "Stretch":
        """Return the same state for a part of the time."""
        if (start, end) == (self.start, self.end):
            return self
        # `dataclasses.replace` takes several times as long, and an account has very many stretches.
        return Stretch(start, end, self.state, self.cause, self.questions)

    def asking(self, questions: frozenset[Question]) -> "Stretch":
        """Return the same state, which also depends on other questions."""
        if questions <= self.questions:
            return self
        return Stretch(self.start, self.end, self.state, self.cause, self.questions | questions)

    def continues(self, other: "Stretch") -> bool:
        """Return whether another stretch says the same directly after this one."""
        return (self.end, self.state, self.cause, self.questions) == (
            other.start,
            other.state,
            other.cause,
            other.questions,
        )


Span = tuple[dt.datetime, dt.datetime]


def united(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, with those that touch or overlap as one; empty spans are left out."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order, with neighbours that say the same as one."""
    found: list[Stretch] = []
    for each in stretches:
        if found and found[-1].continues(each):
            found[-1] = found[-1].within(found[-1].start, each.end)
        else:
            found.append(each)
    return found


def by_state(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the times in which the state stays the same, whatever its cause; stretches have no gaps."""
    found = []
    for state, group in groupby(stretches, key=lambda each: each.state):
        together = list(group)
        found.append(Stretch(together[0].start, together[-1].end, state))
    return found


def time_in(stretches: Iterable[Stretch], *states: State) -> dt.timedelta:
    """Return how long stretches have one of some states, in total."""
    return sum((each.end - each.start for each in stretches if each.state in states), dt.timedelta(0))


def overlaid(upper: Sequence[Stretch], lower: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches of a lower layer, with those of an upper layer in their place; each is in order."""
    yield from heapq.merge(upper, _without(lower, [(each.start, each.end) for each in upper]), key=_start)


def questioned(stretches: Iterable[Stretch], spans: Sequence[Span], question: Question) -> Iterator[Stretch]:
    """Yield stretches, with a question on the parts that are within spans, which are in order."""
    if not spans:
        yield from stretches
        return
    index = 0
    for each in stretches:
        while index < len(spans) and spans[index][1] <= each.start:
            index += 1
        start, following = each.start, index
        while following < len(spans) and spans[following][0] < each.end:
            first, last = max(spans[following][0], start), min(spans[following][1], each.end)
            if start < first:
                yield each.within(start, first)
            yield each.within(first, last).asking(frozenset({question}))
            start, following = last, following + 1
        if start < each.end:
            yield each.within(start, each.end)


def _without(stretches: Iterable[Stretch], spans: Sequence[Span]) -> Iterator[Stretch]:
    index = 0
    for each in stretches:
        while index < len(spans) and spans[index][1] <= each.start:
            index += 1
        start, following = each.start, index
        while following < len(spans) and spans[following][0] < each.end:
            if start < spans[following][0]:
                yield each.within(start, spans[following][0])
            start, following = spans[following][1], following + 1
        if start < each.end:
            yield each.within(start, each.end)


def _start(stretch: Stretch) -> dt.datetime:
    return stretch.start
