"""Findings in the hours of skills, which depend on several resources of a program."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pulumi_liveperson.hours.configuration import Applying, Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.hours.moments import DAY, midnight, zone
from pulumi_liveperson.hours.zones import event_zones, weekly_zones
from pulumi_liveperson.lint.finding import Declared, Finding

_YEAR = 366
_FIELDS = ("working_hours_id", "special_occasion_id")
_SKILLS = ("Skill", "SkillHours")
_HOURS = ("Workdays", "SpecialOccasion")
_ELSEWHERE = "elsewhere"


def findings(declared: Sequence[Declared], today: dt.date) -> Iterator[tuple[Declared, Finding]]:
    """Yield the findings in the resources of one account, each with its resource."""
    skills = [each for each in declared if each.type_name in _SKILLS]
    if not skills:  # then the hours are given to skills elsewhere
        return
    yield from _unused(declared, skills)
    keys = {str(each.key) for each in declared}
    configuration = Configuration(
        workdays=[
            Workdays(str(each.key), each.resource_name, _list(each, "shifts"), _is_default(each))
            for each in declared
            if each.type_name == "Workdays"
        ],
        special_occasions=[
            SpecialOccasion(str(each.key), each.resource_name, _list(each, "events"), _is_default(each))
            for each in declared
            if each.type_name == "SpecialOccasion"
        ],
    )
    for each in skills:
        weekly_id, special_id = (_used(each, field) for field in _FIELDS)
        skill = Skill("", "", weekly_id, special_id)
        weekly, special = configuration.workdays_of(skill), configuration.special_occasion_of(skill)
        is_known = all(id_ is None or id_ in keys for id_ in (weekly_id, special_id))
        if is_known:
            yield from ((each, finding) for finding in _of_places(weekly, special, today))


def _unused(declared: Sequence[Declared], skills: Sequence[Declared]) -> Iterator[tuple[Declared, Finding]]:
    hours = {each.key: each for each in declared if each.type_name in _HOURS}
    used = {each.uses[field] for each in skills for field in _FIELDS if field in each.uses}
    if used - hours.keys():  # a value that becomes known later can be the id of any of them
        return
    for key, each in hours.items():
        if key not in used and each.props.get("is_default") is False:
            text = "no skill of this program uses these hours, and they are not the default"
            yield each, Finding("unused-hours", text)


def _used(skill: Declared, field: str) -> str | None:
    """Return the key of the object that a field names; None if the default of the account applies."""
    if field in skill.uses:
        return str(skill.uses[field])
    value = skill.props.get(field)
    is_cleared = value == "" or (value is None and skill.type_name == "Skill")
    return None if is_cleared else _ELSEWHERE


def _of_places(
    weekly: Applying[Workdays], special: Applying[SpecialOccasion], today: dt.date
) -> Iterator[Finding]:
    here, there = weekly_zones(weekly.found), event_zones(special.found)
    if weekly.found is None or special.found is None or not here or not there or here == there:
        return
    names = f"workdays {weekly.found.name!r} ({', '.join(sorted(here))})"
    others = f"special occasion {special.found.name!r} ({', '.join(sorted(there))})"
    if any(_differ(one, other, today) for one in here for other in there):
        yield Finding(
            "two-time-zones",
            f"the {names} and the {others} have different clocks, and LivePerson does not publish whose day "
            "the occasion replaces. Use one time zone",
        )
    if weekly.is_own != special.is_own and not here & there:
        own, default = (names, others) if weekly.is_own else (others, names)
        yield Finding(
            "unexpected-default", f"it has its own {own}, but follows the account's default {default}"
        )


@lru_cache(256)
def _differ(one: str, other: str, today: dt.date) -> bool:
    """Return whether two clocks differ at a midnight of the next year."""
    days = (today + days * DAY for days in range(_YEAR))
    return any(midnight(day, zone(one)) != midnight(day, zone(other)) for day in days)


def _list(declared: Declared, name: str) -> list[dict[str, object]] | None:
    value = declared.props.get(name)
    return value if isinstance(value, list) else None


def _is_default(declared: Declared) -> bool:
    return declared.props.get("is_default") is True
