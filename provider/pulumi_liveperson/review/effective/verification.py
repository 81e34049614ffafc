"""Compares the evaluated states of skills with LivePerson's own shift status.

LivePerson documents `onShift` clearly. Its sample contradicts itself about `nextOn` and `nextOff`, so these
count only if LivePerson returns the next change. A difference of up to a minute is the open question Q6.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pulumi_liveperson.client.shift_status import SkillStatus
from pulumi_liveperson.hours.answers import Answers, SkillAnswer
from pulumi_liveperson.hours.configuration import Configuration
from pulumi_liveperson.hours.evaluation import HORIZON, answer, timeline
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import State

_MINUTE = dt.timedelta(minutes=1)
_SECOND = dt.timedelta(seconds=1)


class Outcome(StrEnum):
    """The result for one skill."""

    SAME = "same"
    STATE = "other state"
    CHANGE = "other next change"
    MISSING = "no status"
    """LivePerson returns no status of the skill."""
    UNKNOWN = "not predicted"
    """The state is unknown here, so there is nothing to compare."""

    @property
    def differs(self) -> bool:
        """Return whether this is a difference."""
        return self not in {Outcome.SAME, Outcome.UNKNOWN}


@dataclass(frozen=True)
class Compared:
    """A skill as it is evaluated here, and LivePerson's status."""

    predicted: SkillAnswer
    status: SkillStatus | None
    outcome: Outcome
    questions: frozenset[Question] = frozenset()
    """The open questions that can explain the difference."""

    @property
    def next_change(self) -> dt.datetime | None:
        """Return when LivePerson's status changes; `None` if LivePerson does not return it."""
        if self.status is None:
            return None
        return self.status.next_off if self.status.on_shift else self.status.next_on

    @property
    def is_unexplained(self) -> bool:
        """Return whether no open question explains the difference."""
        return self.outcome.differs and not self.questions

    @property
    def must_be_found(self) -> bool:
        """Return whether a check must fail: the hours have another effect, and not by an open question.

        The manual mode explains a difference, but then the hours have no effect at all.
        """
        return self.outcome.differs and not self.questions - {Question.MANUAL_MODE}


def compared(
    configuration: Configuration, predicted: Answers, statuses: Sequence[SkillStatus]
) -> tuple[Compared, ...]:
    """Return the comparison of each skill."""
    by_id = {each.skill_id: each for each in statuses}
    manual = frozenset({Question.MANUAL_MODE}) if _may_be_manual(statuses) else frozenset[Question]()
    return tuple(_compared(configuration, predicted, each, by_id, manual) for each in predicted.skills)


def _may_be_manual(statuses: Sequence[SkillStatus]) -> bool:
    """Return whether all skills have one status that does not end by a shift, as in the manual mode.

    In the manual mode, an account can open again at a time; of a single skill, this can be a shift.
    """
    known = {(each.on_shift, each.next_on, each.next_off) for each in statuses}
    if len(known) != 1 or any(next_off for _, _, next_off in known):
        return False
    return len(statuses) > 1 or statuses[0].next_on is None


def _compared(
    configuration: Configuration,
    predicted: Answers,
    skill: SkillAnswer,
    by_id: Mapping[str, SkillStatus],
    manual: frozenset[Question],
) -> Compared:
    status, state = by_id.get(skill.skill.id), skill.answer.state
    if status is None:
        return Compared(skill, None, Outcome.MISSING)
    if state is State.UNKNOWN:
        return Compared(skill, status, Outcome.UNKNOWN)
    if status.on_shift is not (state is State.OPEN):
        found = skill.answer.questions | manual | _last_minute(configuration, skill, predicted.at)
        return Compared(skill, status, Outcome.STATE, found)
    latest = predicted.at + HORIZON
    own, theirs = skill.answer.until or latest, status.next_off if status.on_shift else status.next_on
    if theirs is None or min(own, theirs) >= latest or abs(own - theirs) <= _MINUTE:
        return Compared(skill, status, Outcome.SAME)
    questions = _between(configuration, skill, predicted.at, (own, theirs)) | manual
    return Compared(skill, status, Outcome.CHANGE, questions)


def _last_minute(configuration: Configuration, skill: SkillAnswer, at: dt.datetime) -> frozenset[Question]:
    """Return whether the state changes within a minute, so that the moment of the change decides."""
    around = {answer(configuration, skill.skill, at + step).state for step in (-_MINUTE, _MINUTE)}
    return frozenset({Question.LAST_MINUTE}) if around != {skill.answer.state} else frozenset()


def _between(
    configuration: Configuration,
    skill: SkillAnswer,
    at: dt.datetime,
    changes: tuple[dt.datetime, dt.datetime],
) -> frozenset[Question]:
    """Return the open questions on the hours until the later one of two changes."""
    latest = min(max(changes), at + HORIZON)
    if latest <= at:
        return skill.answer.questions
    stretches = timeline(configuration, skill.skill, (at, latest + _SECOND))
    # Hours until 23:59 that continue at 00:00 do not change here, but they can in LivePerson (Q6).
    first = answer(configuration, skill.skill, max(min(changes), at))
    return first.questions.union(*(each.questions for each in stretches))
