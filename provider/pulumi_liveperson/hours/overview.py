"""The hours of skills over some days, as tables, pages, calendars and reports show them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from pulumi_liveperson.hours.configuration import Configuration, Skill
from pulumi_liveperson.hours.evaluation import timelines
from pulumi_liveperson.hours.moments import DAY, midnight, zone
from pulumi_liveperson.hours.stretches import State, Stretch, time_in
from pulumi_liveperson.hours.zones import event_zones, weekly_zones

_FALLBACK = "UTC"


@dataclass(frozen=True)
class Day:
    """The stretches of a local day, from midnight to midnight; the last day of a clock has 23 or 25 hours."""

    date: dt.date
    stretches: tuple[Stretch, ...]

    @property
    def is_special(self) -> bool:
        """Return whether a special occasion decides on this day."""
        return any(each.cause is not None and each.cause.is_special for each in self.stretches)

    @property
    def open_time(self) -> dt.timedelta:
        """Return how long the skill is open on this day."""
        return time_in(self.stretches, State.OPEN)


@dataclass(frozen=True)
class SkillHours:
    """The hours of one skill; days and times are shown in its zone."""

    skill: Skill
    zone: ZoneInfo
    first: dt.date
    last: dt.date
    """The day after the last shown day."""
    stretches: Sequence[Stretch]

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Return each day with its stretches."""
        return tuple(_days(self.stretches, self.zone, self.first, self.last))


@dataclass(frozen=True)
class Overview:
    """The hours of skills over the same dates."""

    title: str
    """The stack or the account."""
    first: dt.date
    last: dt.date
    """The day after the last shown day."""
    skills: tuple[SkillHours, ...]


def overview(
    configuration: Configuration,
    skills: Sequence[Skill],
    dates: tuple[dt.date, dt.date],
    *,
    title: str,
    shown_in: ZoneInfo | None = None,
) -> Overview:
    """Return the hours of skills from a date to the day before another one.

    Without `shown_in`, each skill is shown in the time zone of its own hours.
    """
    zones = {skill.id: shown_in or zone_of(configuration, skill) for skill in skills}
    by_zone: dict[ZoneInfo, list[Skill]] = {}
    for skill in skills:
        by_zone.setdefault(zones[skill.id], []).append(skill)
    found: dict[str, list[Stretch]] = {}
    for where, together in by_zone.items():
        period = midnight(dates[0], where), midnight(dates[1], where)
        found |= timelines(configuration, together, period)
    shown = (SkillHours(skill, zones[skill.id], *dates, found[skill.id]) for skill in skills)
    return Overview(title, *dates, tuple(shown))


def zone_of(configuration: Configuration, skill: Skill) -> ZoneInfo:
    """Return the time zone of a skill's workdays, else of its special occasion, else UTC."""
    weekly = sorted(weekly_zones(configuration.workdays_of(skill).found))
    names = weekly or sorted(event_zones(configuration.special_occasion_of(skill).found))
    return zone(names[0] if names else _FALLBACK)


def _days(stretches: Sequence[Stretch], where: ZoneInfo, first: dt.date, last: dt.date) -> Iterator[Day]:
    index, day = 0, first
    while day < last:
        start, end = midnight(day, where), midnight(day + DAY, where)
        parts = []
        while index < len(stretches) and stretches[index].start < end:
            each = stretches[index]
            parts.append(each.within(max(each.start, start), min(each.end, end)))
            if each.end > end:
                break
            index += 1
        yield Day(day, tuple(parts))
        day += DAY
