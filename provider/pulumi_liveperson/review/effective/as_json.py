"""The hours of skills as JSON; docs/hours.md describes the format."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from pulumi_liveperson import escaping
from pulumi_liveperson.hours.answers import Answers, SkillAnswer
from pulumi_liveperson.hours.configuration import Skill
from pulumi_liveperson.hours.moments import DAY
from pulumi_liveperson.hours.overview import Day, Overview, SkillHours
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import Cause
from pulumi_liveperson.review.effective.words import ordered

VERSION = 1
"""Increased when readers of the previous format would misread the new one; not increased for additions."""


def answers_as_json(found: Answers) -> str:
    """Return the states of skills at a moment; all moments have the offset of this one."""
    skills = [_answer(each, found.at.tzinfo or dt.UTC) for each in found.skills]
    return text({**header(found.title), "at": found.at.isoformat(), "skills": skills})


def overview_as_json(found: Overview) -> str:
    """Return the days of skills."""
    questions = {each for skill in found.skills for part in skill.stretches for each in part.questions}
    return text(
        {
            **header(found.title),
            "from": found.first.isoformat(),
            "to": (found.last - DAY).isoformat(),
            "skills": [*map(_skill_hours, found.skills)],
            "questions": questions_of(questions),
        },
        indent=None if len(found.skills) * (found.last - found.first).days > 1_000 else 2,  # noqa: PLR2004
    )


def header(title: str) -> dict[str, Any]:
    """Return the first entries of all these documents."""
    return {"version": VERSION, "title": title}


def text(document: Mapping[str, Any], *, indent: int | None = 2) -> str:
    """Return a document as text."""
    return escaping.as_json(dict(document), indent=indent) + "\n"


def named(skill: Skill) -> dict[str, str]:
    """Return the name and the id of a skill."""
    return {"skill": skill.name, "id": skill.id}


def moment(at: dt.datetime | None, where: dt.tzinfo) -> str | None:
    """Return a moment with the offset of a zone."""
    return None if at is None else at.astimezone(where).isoformat()


def questions_of(found: Iterable[Question]) -> list[dict[str, str]]:
    """Return the open questions on which an answer depends, in order."""
    return [{"key": each.key, "question": each.question, "reading": each.reading} for each in ordered(found)]


def _answer(found: SkillAnswer, where: dt.tzinfo) -> dict[str, Any]:
    answer = found.answer
    return {
        "skill": found.skill.name,
        "state": answer.state.value,
        "until": moment(answer.until, where),
        "id": found.skill.id,
        "time_zone": found.zone.key,
        "opens": moment(found.opens, where),
        "cause": _cause(answer.cause),
        "questions": questions_of(answer.questions),
    }


def _skill_hours(found: SkillHours) -> dict[str, Any]:
    return {
        **named(found.skill),
        "time_zone": found.zone.key,
        "days": [_day(each, found.zone) for each in found.days],
    }


def _day(day: Day, where: ZoneInfo) -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        "special": day.is_special,
        "open_minutes": int(day.open_time / dt.timedelta(minutes=1)),
        "stretches": [
            {
                "from": moment(each.start, where),
                "to": moment(each.end, where),
                "state": each.state.value,
                "cause": _cause(each.cause),
                "questions": [question.key for question in ordered(each.questions)],
            }
            for each in day.stretches
        ],
    }


def _cause(cause: Cause | None) -> dict[str, Any] | None:
    if cause is None:
        return None
    return {
        "kind": "special occasion" if cause.is_special else "workdays",
        "id": cause.id,
        "name": cause.name,
        "default": not cause.is_own,
        "events": list(cause.events),
    }
