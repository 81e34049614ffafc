"""Safety valves for the hours of skills: how much an update may shorten them, and which must never close."""

import datetime as dt
import difflib
import re
from collections.abc import Sequence

from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import State, Stretch
from pulumi_liveperson.review.dates import moment, moments
from pulumi_liveperson.review.durations import hours
from pulumi_liveperson.review.effect.effects import (
    DAYS,
    SkillEffect,
    all_skills,
    effective_hours,
    not_comparable,
)
from pulumi_liveperson.review.effect.sentences import OTHERS
from pulumi_liveperson.review.guards import Guard, Refusal
from pulumi_liveperson.review.lines import enumerated, named
from pulumi_liveperson.review.model import Report

_AMOUNT = re.compile(r"([0-9]{1,6})([%h])", re.ASCII)
_HOUR = dt.timedelta(hours=1)
_WHOLE = 100
_MOST_SIMILAR = 3


def max_hours_lost(amount: str) -> Guard:
    """Return a valve that refuses if a skill loses more open hours than a number or a percentage of them."""
    found = _AMOUNT.fullmatch(amount)
    if found is None or (found[2] == "%" and int(found[1]) > _WHOLE):
        raise ValueError(f"{amount!r} is neither a number of hours such as 40h nor a percentage such as 20%")
    most, is_share = int(found[1]), found[2] == "%"
    rule = f"--max-hours-lost {amount}"

    def refuse(report: Report) -> Refusal | None:
        compared = effective_hours(report)
        if compared is None:
            return None
        if compared.reason is not None:
            return Refusal(rule, f"the hours of skills are not compared: {compared.reason}")
        if not compared.shows_skills:
            return Refusal(rule, "hours change, but the preview shows no skills")
        over = [each for each in compared.skills if _is_over(each, most, is_share=is_share)]
        return Refusal(rule, _loss(over, is_share=is_share), _names(over)) if over else None

    return refuse


def never_closed(name: str) -> Guard:
    """Return a valve that refuses if a skill is not certainly open all the time after the update."""
    if not name.strip():
        raise ValueError("the name of a skill is empty")
    rule = "--never-closed"

    def refuse(report: Report) -> Refusal | None:
        if reason := not_comparable(report):
            return Refusal(rule, f"the hours of this skill are not known: {reason}", (name,))
        skills = all_skills(report)
        wanted = [each for each in skills if each.name == name]
        if not wanted:
            known = [each.name for each in skills if each.name]
            similar = [named(each) for each in difflib.get_close_matches(name, known, _MOST_SIMILAR)]
            hint = ("; similar names: ", *enumerated(similar)) if similar else ()
            return Refusal(rule, "the preview does not show a skill with this name", (name,), hint)
        reasons = (_not_open(each) for each in wanted)
        return next((Refusal(rule, reason, (name,)) for reason in reasons if reason), None)

    return refuse


def _is_over(found: SkillEffect, most: int, *, is_share: bool) -> bool:
    if found.is_new:
        return False
    limit = found.most_open_before * most / _WHOLE if is_share else most * _HOUR
    return found.is_doubtful or found.most_lost > limit


def _loss(over: Sequence[SkillEffect], *, is_share: bool) -> str:
    if any(each.is_doubtful for each in over):
        return "it is not known how many open hours would be lost"
    worst = max(over, key=lambda each: each.most_lost / (each.most_open_before if is_share else _HOUR))
    lost, total = worst.most_lost, worst.most_open_before
    percent = f"{_WHOLE * (lost / total):.1f}".removesuffix(".0")
    verb = "would be lost" if worst.is_certain else "may be lost"
    of_all = f"{hours(lost)} of {hours(total)} in {DAYS} days {verb} ({percent}%)"
    return f"{len(over):,} skills lose too many open hours; of one of them, {of_all}" if over[1:] else of_all


def _names(found: Sequence[SkillEffect]) -> tuple[str, ...]:
    ours = sorted((each.name for each in found if each.name is not None), key=str.casefold)
    return (*ours, *[OTHERS] * (len(ours) < len(found)))


def _not_open(found: SkillEffect) -> str | None:
    """Return why a skill is not certainly open all the time."""
    if found.is_deleted:
        return "the skill would be deleted"
    for each in found.effect.after:
        if each.state is not State.OPEN:
            return _gap(found, each)
    if any(Question.NOT_MANAGED in each.questions for each in found.effect.after):
        return "the stack does not manage all hours of this skill, so it may be closed"
    return None


def _gap(found: SkillEffect, stretch: Stretch) -> str:
    start, end = (each.astimezone(found.zone) for each in (stretch.start, stretch.end))
    words = "closed" if stretch.state is State.CLOSED else "in a state that is not known"
    ends = stretch.end == found.effect.after[-1].end
    when = f"from {moment(start)} on" if ends else moments(start, end)
    return f"the skill would be {words} {when} ({found.zone.key})"
