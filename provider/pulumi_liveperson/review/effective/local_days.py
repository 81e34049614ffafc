"""The hours of each day in local time, for all formats that show days."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pulumi_liveperson.hours.moments import DAY, midnight
from pulumi_liveperson.hours.overview import Day, Overview, SkillHours
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import Span, State, Stretch, by_state, time_in
from pulumi_liveperson.review.dates import clock

_TEXTS = {State.OPEN: "open all day", State.CLOSED: "closed", State.UNKNOWN: "not known"}
_START, _END = "00:00", "24:00"


class Window(NamedTuple):
    """A part in local time, such as `09:00` to `17:30`; the end of the day is `24:00`."""

    state: State
    begins: str
    ends: str
    is_whole_day: bool
    """Whether this lasts from midnight to midnight; where midnight exists twice, from the first one."""

    @property
    def text(self) -> str:
        """Return the hours as text."""
        prefix = "not known " if self.state is State.UNKNOWN else ""
        return _TEXTS[self.state] if self.is_whole_day else f"{prefix}{self.begins}\N{EN DASH}{self.ends}"


@dataclass(frozen=True)
class LocalDay:
    """A day of a skill; it is closed outside of its parts."""

    date: dt.date
    zone: ZoneInfo
    parts: tuple[Stretch, ...]
    is_special: bool
    """Whether a special occasion decides on this day, or on a part of it."""
    is_replaced: bool
    """Whether a special occasion decides on the whole day."""
    names: tuple[str, ...]
    """The names of the deciding events; empty on other days, and for events without a name."""
    questions: frozenset[Question]

    @property
    def state(self) -> State:
        """Return whether the day is open at any time, or closed; unknown if any part of it is."""
        states = {each.state for each in self.parts}
        return next((each for each in (State.UNKNOWN, State.OPEN) if each in states), State.CLOSED)

    @cached_property
    def span(self) -> Span:
        """Return the first moment of the day, and that of the next one."""
        return midnight(self.date, self.zone), midnight(self.date + DAY, self.zone)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """Return the parts in local time."""
        start, end = self.span
        return tuple(
            Window(
                each.state,
                # Where the clock skips midnight, a day starts at 01:00; it is a whole day in spite of that.
                _START if each.start <= start else _clock(each.start, self.zone),
                _END if each.end >= end else _clock(each.end, self.zone),
                is_whole_day=each.start <= start and each.end >= end,
            )
            for each in self.parts
        )

    @property
    def hours(self) -> str:
        """Return the hours as text, such as `closed`, `open all day`, `not known`, or times."""
        return ", ".join(each.text for each in self.windows) or _TEXTS[State.CLOSED]

    @property
    def open_time(self) -> dt.timedelta:
        """Return how long the skill is open on this day."""
        return time_in(self.parts, State.OPEN)


def local_days(overview: Overview) -> Mapping[str, Sequence[LocalDay]]:
    """Return the days of each skill by its id; skills with the same hours share one sequence."""
    known: dict[tuple[int, ZoneInfo], Sequence[LocalDay]] = {}
    found = {}
    for hours in overview.skills:
        same = id(hours.stretches), hours.zone
        if same not in known:
            known[same] = _days(hours)
        found[hours.skill.id] = known[same]
    return found


def _days(hours: SkillHours) -> Sequence[LocalDay]:
    return tuple(_local(day, hours.zone) for day in hours.days)


def _local(day: Day, zone: ZoneInfo) -> LocalDay:
    names: dict[str, None] = {}
    questions = frozenset[Question]()
    special = 0
    for each in day.stretches:
        if each.cause is not None and each.cause.is_special:
            names |= dict.fromkeys(each.cause.events)
            special += 1
        questions |= each.questions
    return LocalDay(
        day.date,
        zone,
        tuple(parts(day.stretches)),
        is_special=special > 0,
        is_replaced=special == len(day.stretches),
        names=tuple(names),
        questions=questions,
    )


def parts(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the times in which a skill is open, or in which its state is unknown, whatever the cause."""
    return [each for each in by_state(stretches) if each.state is not State.CLOSED]


def _clock(moment: dt.datetime, zone: ZoneInfo) -> str:
    return clock(moment.astimezone(zone).time())
