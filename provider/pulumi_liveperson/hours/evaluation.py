"""Whether a skill is open, why, and until when.

The rules and their sources are in docs/hours.md. All moments have an offset; those in answers are in UTC.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pulumi_liveperson.hours.configuration import Applying, Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.hours.moments import LAST_MINUTE, moment, zone
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.special_days import SpecialDays, dates_in_doubt, special_days
from pulumi_liveperson.hours.special_hours import special_hours
from pulumi_liveperson.hours.stretches import (
    Cause,
    Span,
    State,
    Stretch,
    merged,
    overlaid,
    questioned,
)
from pulumi_liveperson.hours.weekly_hours import weekly_hours
from pulumi_liveperson.hours.zones import weekly_zones

HORIZON = dt.timedelta(days=400)
"""How far an answer looks for the next change."""
_FIRST_LOOKS = (dt.timedelta(days=8), dt.timedelta(days=40))


@dataclass(frozen=True)
class Answer:
    """The state of a skill at a moment."""

    state: State
    until: dt.datetime | None
    """When the state ends; `None` if it does not end within the horizon."""
    cause: Cause | None
    questions: frozenset[Question]


def timelines(
    configuration: Configuration, skills: Iterable[Skill], period: Span
) -> Mapping[str, list[Stretch]]:
    """Return the stretches of a period for each skill by its id, in order and without gaps.

    Skills with the same hours share one list.
    """
    known: dict[object, list[Stretch]] = {}
    weeks: dict[object, list[Stretch]] = {}
    found: dict[str, list[Stretch]] = {}
    for skill in skills:
        weekly, special = configuration.workdays_of(skill), configuration.special_occasion_of(skill)
        same = _identity(weekly), _identity(special)
        if same not in known:
            if same[0] not in weeks:
                weeks[same[0]] = weekly_hours(weekly, period)
            known[same] = _evaluated(weekly, special, period, weeks[same[0]])
        found[skill.id] = known[same]
    return found


def timeline(configuration: Configuration, skill: Skill, period: Span) -> list[Stretch]:
    """Return the stretches of a period for a skill, in order and without gaps."""
    return timelines(configuration, [skill], period)[skill.id]


def answer(configuration: Configuration, skill: Skill, at: dt.datetime) -> Answer:
    """Return the state of a skill at a moment."""
    start = at.astimezone(dt.UTC)
    for look in (*_FIRST_LOOKS, HORIZON):
        first, *others = timeline(configuration, skill, (start, start + look))
        until = next((each.start for each in others if each.state is not first.state), None)
        if until is not None:
            break
    questions = first.questions
    if first.state is State.OPEN and _is_last_minute(configuration, skill, start):
        questions |= {Question.LAST_MINUTE}
    return Answer(first.state, until, first.cause, questions)


def _evaluated(
    weekly: Applying[Workdays], special: Applying[SpecialOccasion], period: Span, lower: list[Stretch]
) -> list[Stretch]:
    days = special_days(special.found, period) if special.found else SpecialDays()
    upper = special_hours(special, days, period)
    if weekly.found is None:
        upper = [each.asking(frozenset({Question.ONE_KIND_ONLY})) for each in upper]
    lower = [each.asking(special.questions) for each in lower]
    found = overlaid(upper, lower)
    found = questioned(found, dates_in_doubt(days.days, weekly_zones(weekly.found)), Question.WHICH_DATE)
    found = questioned(found, dates_in_doubt(days.days, days.zones), Question.SEVERAL_ZONES)
    return merged(questioned(found, days.unpublished, Question.DATE_END))


def _is_last_minute(configuration: Configuration, skill: Skill, at: dt.datetime) -> bool:
    """Return whether it is 23:59 in a zone of the skill's hours, so that an end of 23:59 can be passed."""
    special = configuration.special_occasion_of(skill).found
    days = special_days(special, (at, at)).days if special else ()
    zones = {day.zone for day in days} | {
        zone(name) for name in weekly_zones(configuration.workdays_of(skill).found)
    }
    last_minutes = (dt.datetime.combine(at.astimezone(where).date(), LAST_MINUTE) for where in zones)
    return any(moment(local, where) <= at for local, where in zip(last_minutes, zones, strict=True))


def _identity(applying: Applying[Workdays] | Applying[SpecialOccasion]) -> object:
    return id(applying.found), applying.is_own, applying.questions
