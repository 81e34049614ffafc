"""The times at which the state of a skill differs before and after a change."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import State, Stretch, time_in


@dataclass(frozen=True)
class Difference:
    """A time in which the states differ; each of the two stretches covers exactly this time."""

    before: Stretch
    after: Stretch

    @property
    def start(self) -> dt.datetime:
        """Return the start in UTC."""
        return self.after.start

    @property
    def end(self) -> dt.datetime:
        """Return the end in UTC, which is not included."""
        return self.after.end

    @property
    def length(self) -> dt.timedelta:
        """Return how long the states differ."""
        return self.end - self.start

    @property
    def gain(self) -> dt.timedelta:
        """Return how much longer the skill is certainly open; negative if it is certainly open for less."""
        states = self.before.state, self.after.state
        if states == (State.CLOSED, State.OPEN):
            return self.length
        return -self.length if states == (State.OPEN, State.CLOSED) else dt.timedelta(0)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the events that decide after the change."""
        return _events(self.after)

    @property
    def former_names(self) -> tuple[str, ...]:
        """Return the names of the events that decide before the change, if none decides after it."""
        cause = self.after.cause
        return () if cause is not None and cause.is_special else _events(self.before)


@dataclass(frozen=True)
class Effect:
    """The stretches of one period before and after a change, and how they differ."""

    before: Sequence[Stretch]
    after: Sequence[Stretch]

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Return the times in which the states differ, in order."""
        return tuple(_differences(self.before, self.after))

    @cached_property
    def open_before(self) -> dt.timedelta:
        """Return how long the skill is open without the change."""
        return time_in(self.before, State.OPEN)

    @cached_property
    def open_after(self) -> dt.timedelta:
        """Return how long the skill is open with the change."""
        return time_in(self.after, State.OPEN)

    @cached_property
    def lost(self) -> dt.timedelta:
        """Return how long the skill is open before, and certainly closed after the change."""
        return self._total(lambda each: each.gain < dt.timedelta(0))

    @cached_property
    def gained(self) -> dt.timedelta:
        """Return how long the skill is certainly closed before, and open after the change."""
        return self._total(lambda each: each.gain > dt.timedelta(0))

    @cached_property
    def doubtful(self) -> dt.timedelta:
        """Return how long the states differ while one of them is unknown."""
        return self._total(lambda each: not each.gain)

    @cached_property
    def most_lost(self) -> dt.timedelta:
        """Return how long the skill may be open before, and may not be open after the change."""
        return self._total(
            lambda each: each.before.state is not State.CLOSED and each.after.state is not State.OPEN
        )

    @cached_property
    def unknown_before(self) -> dt.timedelta:
        """Return how long the state is unknown without the change."""
        return time_in(self.before, State.UNKNOWN)

    @cached_property
    def unknown_after(self) -> dt.timedelta:
        """Return how long the state is unknown after the change."""
        return time_in(self.after, State.UNKNOWN)

    def is_doubtful(self, *, weekly_changes: bool, special_changes: bool) -> bool:
        """Return whether the state is unknown on both sides because of objects that cannot be read.

        It does not count if these objects stay the same. A special occasion that cannot be read also hides a
        change of the workdays.
        """
        return any(
            was.state is will_be.state is State.UNKNOWN
            and Question.UNREADABLE in was.questions | will_be.questions
            and (weekly_changes or (special_changes and (_is_special(was) or _is_special(will_be))))
            for was, will_be, _, _ in _pairs(self.before, self.after)
        )

    @cached_property
    def questions(self) -> frozenset[Question]:
        """Return the open questions on which the differences depend."""
        return frozenset[Question]().union(
            *(each.before.questions | each.after.questions for each in self.differences)
        )

    def _total(self, counts: Callable[[Difference], bool]) -> dt.timedelta:
        return sum((each.length for each in self.differences if counts(each)), dt.timedelta(0))


def _events(stretch: Stretch) -> tuple[str, ...]:
    return stretch.cause.events if stretch.cause is not None and stretch.cause.is_special else ()


def _differences(before: Sequence[Stretch], after: Sequence[Stretch]) -> Iterator[Difference]:
    for was, will_be, start, end in _pairs(before, after):
        if was.state is not will_be.state:
            yield Difference(was.within(start, end), will_be.within(start, end))


def _is_special(stretch: Stretch) -> bool:
    return stretch.cause is not None and stretch.cause.is_special


def _pairs(
    before: Sequence[Stretch], after: Sequence[Stretch]
) -> Iterator[tuple[Stretch, Stretch, dt.datetime, dt.datetime]]:
    """Yield the stretches of each time, for sequences without gaps that cover the same period."""
    first = second = 0
    while first < len(before) and second < len(after):
        was, will_be = before[first], after[second]
        start, end = max(was.start, will_be.start), min(was.end, will_be.end)
        if start < end:
            yield was, will_be, start, end
        first += was.end <= end
        second += will_be.end <= end
