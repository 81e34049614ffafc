"""The states of skills at a moment, as commands show them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from pulumi_liveperson.hours.configuration import Configuration, Skill
from pulumi_liveperson.hours.evaluation import HORIZON, Answer, answer
from pulumi_liveperson.hours.overview import zone_of
from pulumi_liveperson.hours.stretches import State


@dataclass(frozen=True)
class SkillAnswer:
    """The state of one skill; times are shown in its zone."""

    skill: Skill
    zone: ZoneInfo
    answer: Answer
    opens: dt.datetime | None
    """The next opening of a skill that is not open; `None` if it does not open within the horizon."""


@dataclass(frozen=True)
class Answers:
    """The states of skills at one moment."""

    title: str
    """The stack or the account."""
    at: dt.datetime
    skills: tuple[SkillAnswer, ...]


def answers(
    configuration: Configuration,
    skills: Sequence[Skill],
    at: dt.datetime,
    *,
    title: str,
    shown_in: ZoneInfo | None = None,
) -> Answers:
    """Return the states of skills at a moment.

    Without `shown_in`, each skill is shown in the time zone of its own hours.
    """
    found = ((skill, answer(configuration, skill, at)) for skill in skills)
    shown = (
        SkillAnswer(
            skill, shown_in or zone_of(configuration, skill), each, _opens(configuration, skill, at, each)
        )
        for skill, each in found
    )
    return Answers(title, at, tuple(shown))


def _opens(configuration: Configuration, skill: Skill, at: dt.datetime, found: Answer) -> dt.datetime | None:
    """Return when a skill that is not open opens; a closed time can end in an unknown one."""
    until = found.until
    while found.state is not State.OPEN and until is not None and until < at + HORIZON:
        found = answer(configuration, skill, until)
        if found.state is State.OPEN:
            return until
        until = found.until
    return None
