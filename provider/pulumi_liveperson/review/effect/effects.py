"""When customers can reach each skill before and after an update.

The period is from today on, for 400 days. Skills whose hours stay the same are left out.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.hours.changed_days import Group, groups
from pulumi_liveperson.hours.configuration import Applying, Configuration, Skill
from pulumi_liveperson.hours.difference import Effect
from pulumi_liveperson.hours.evaluation import timelines
from pulumi_liveperson.hours.moments import DAY, midnight, zone
from pulumi_liveperson.hours.overview import zone_of
from pulumi_liveperson.hours.stretches import State, Stretch, time_in
from pulumi_liveperson.pulumi_cli.values import masked
from pulumi_liveperson.review.default import flag_of
from pulumi_liveperson.review.effect.sides import KnownSkill, Sides, sides
from pulumi_liveperson.review.effective.entries import HOURS_KINDS
from pulumi_liveperson.review.model import Change, Operation, Report, Source
from pulumi_liveperson.review.uses_hours import HOURS

DAYS = 400
"""The number of days of which the hours are compared."""
_UNCHANGED = frozenset({Operation.IMPORT, Operation.RENAME, Operation.RELEASE, Operation.RETAIN})
_CONTENT = frozenset({"shifts", "events"})
_UTC = zone("UTC")
_OTHERS = KnownSkill("", Skill("", ""), Skill("", ""))
"""The skills of the account that no resource manages, and that follow both defaults."""


@dataclass(frozen=True)
class SkillEffect:
    """The hours of a skill before and after the update, in the time zone of its hours."""

    name: str | None
    """`None` for all skills that no resource manages, and that have no hours of their own."""
    effect: Effect
    zone: ZoneInfo
    first: dt.date
    is_new: bool = False
    is_deleted: bool = False
    weekly_changes: bool = False
    """Whether other workdays apply, or their content changes or may change."""
    special_changes: bool = False
    """Whether another special occasion applies, or its content changes or may change."""

    @cached_property
    def is_doubtful(self) -> bool:
        """Return whether its state is unknown before and after the update, for different reasons."""
        return self.effect.is_doubtful(
            weekly_changes=self.weekly_changes, special_changes=self.special_changes
        )

    @property
    def may_change(self) -> bool:
        """Return whether it is not known whether any of its hours change."""
        return not self.effect.differences and self.is_doubtful

    @property
    def most_open_before(self) -> dt.timedelta:
        """Return how long it is certainly or possibly open without the update."""
        return time_in(self.effect.before, State.OPEN, State.UNKNOWN)

    @property
    def most_lost(self) -> dt.timedelta:
        """Return how long it may be open before, and may not be open after the update."""
        return self.most_open_before if self.is_deleted else self.effect.most_lost

    @property
    def is_certain(self) -> bool:
        """Return whether no state that matters for the lost hours is unknown."""
        is_known = not time_in(self.effect.before, State.UNKNOWN)
        return is_known if self.is_deleted else not self.effect.doubtful

    @property
    def is_worth_a_line(self) -> bool:
        """Return whether a report describes this."""
        if self.is_new:
            return any(each.state is not State.UNKNOWN for each in self.effect.after)
        return self.is_deleted or bool(self.effect.differences) or self.may_change

    @cached_property
    def groups(self) -> list[Group]:
        """Return the days that change, grouped for readers; none for a new or deleted skill."""
        if self.is_new or self.is_deleted:
            return []
        return groups(self.effect, self.zone)


@dataclass(frozen=True)
class EffectiveHours:
    """The skills of which an update changes the hours."""

    first: dt.date
    skills: tuple[SkillEffect, ...] = ()
    reason: str | None = None
    """Why this cannot be calculated from the preview, with the solution."""
    shows_skills: bool = True
    """Whether the preview contains skills at all."""


def effective_hours(report: Report) -> EffectiveHours | None:
    """Return the skills of which an update changes the hours, or `None` if it does not change any hours."""
    today = report.hours_from
    if report.source is Source.RESTORE or not any(_touches_hours(each) for each in report.changes):
        return None
    if reason := not_comparable(report):
        return EffectiveHours(today, reason=reason)
    both = sides(report)
    changed = tuple(each for each in _effects(both, _touched(both), today) if each.is_worth_a_line)
    return EffectiveHours(today, changed, shows_skills=bool(both.skills))


def not_comparable(report: Report) -> str | None:
    """Return why the hours before and after cannot be compared; `None` if they can."""
    reasons = {
        "a plan file does not contain the previous content": report.source is Source.PLAN,
        "the preview did not finish": report.failed,
        "the stack moves to another account": report.changes_account,
        "the preview does not show the unchanged resources; use `pulumi preview --show-sames`": report.hidden,
    }
    return next((reason for reason, applies in reasons.items() if applies), None)


def all_skills(report: Report) -> tuple[SkillEffect, ...]:
    """Return the hours of each skill that the preview shows."""
    both = sides(report)
    return tuple(_effects(both, both.skills, report.hours_from))


def _touches_hours(change: Change) -> bool:
    if change.kind.owner not in HOURS_KINDS or change.operation in _UNCHANGED:
        return False
    fields = {each.name for each in change.fields}
    if change.kind.owner is SKILL:
        hours = fields & HOURS.keys()
        return bool(hours) or (change.kind is SKILL and change.operation is not Operation.UPDATE)
    return change.operation is not Operation.UPDATE or bool(fields & (_CONTENT | {flag_of(change.kind)}))


def _touched(both: Sides) -> Iterator[KnownSkill]:
    for each in (*both.skills, _OTHERS):
        was, will_be = each.before, each.after
        if was is None or will_be is None or _hours(both.before, was) != _hours(both.after, will_be):
            yield each


def _hours(configuration: Configuration, skill: Skill) -> tuple[Any, ...]:
    """Return everything that decides whether a skill is open."""
    weekly, special = configuration.workdays_of(skill), configuration.special_occasion_of(skill)
    shifts = _readable(weekly.found, weekly.found.shifts) if weekly.found else None
    events = _readable(special.found, special.found.events) if special.found else None
    return shifts, events, weekly.questions, special.questions


def _readable(found: object, content: Any) -> Any:
    """Return content that can be compared; two objects with secrets are only equal if they are the same."""
    return id(found) if content is None or masked(content) else content


def _effects(both: Sides, skills: Iterable[KnownSkill], today: dt.date) -> Iterator[SkillEffect]:
    """Yield the effect on each skill, if there is one."""
    by_zone: dict[ZoneInfo, list[KnownSkill]] = {}
    found: dict[str, SkillEffect] = {}
    chosen = list(skills)
    for each in chosen:
        by_zone.setdefault(_zone(both, each), []).append(each)
    for where, together in by_zone.items():
        period = midnight(today, where), midnight(today + DAYS * DAY, where)
        before = timelines(both.before, [each.before for each in together if each.before], period)
        after = timelines(both.after, [each.after for each in together if each.after], period)
        shared: dict[tuple[int, int], Effect] = {}
        for each in together:
            was, will_be = _stretches(before, each.before), _stretches(after, each.after)
            effect = shared.setdefault((id(was), id(will_be)), Effect(was, will_be))
            found[_key(each)] = SkillEffect(
                None if each is _OTHERS else each.name,
                effect,
                where,
                today,
                is_new=each.before is None,
                is_deleted=each.after is None,
                weekly_changes=_changes(both, each, Configuration.workdays_of),
                special_changes=_changes(both, each, Configuration.special_occasion_of),
            )
    yield from (found[_key(each)] for each in chosen)


def _changes(
    both: Sides, known: KnownSkill, applying: Callable[[Configuration, Skill], Applying[Any]]
) -> bool:
    """Return whether another object of a kind applies after the update; an unchanged object is the same."""
    if known.before is None or known.after is None:
        return False
    return applying(both.before, known.before).found is not applying(both.after, known.after).found


def _stretches(known: Mapping[str, Sequence[Stretch]], skill: Skill | None) -> Sequence[Stretch]:
    return () if skill is None else known[skill.id]


def _key(known: KnownSkill) -> str:
    skill = known.after or known.before
    return skill.id if skill else ""


def _zone(both: Sides, known: KnownSkill) -> ZoneInfo:
    zones = [
        zone_of(configuration, skill)
        for configuration, skill in ((both.after, known.after), (both.before, known.before))
        if skill is not None
    ]
    return next((each for each in zones if each != _UTC), zones[0] if zones else _UTC)
