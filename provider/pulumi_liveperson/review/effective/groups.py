"""Skills with the same hours, which are shown once."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from pulumi_liveperson.hours.configuration import Skill
from pulumi_liveperson.hours.overview import Overview
from pulumi_liveperson.review.effective.local_days import LocalDay, local_days


@dataclass(frozen=True)
class Group:
    """The skills that have the same hours, for the same reasons, in the same time zone."""

    skills: Sequence[Skill]
    zone: ZoneInfo
    days: Sequence[LocalDay]

    @property
    def names(self) -> list[str]:
        """Return the names of the skills."""
        return [skill.name for skill in self.skills]


def groups(overview: Overview) -> list[Group]:
    """Return the groups of an overview, in the order of their first skills."""
    days = local_days(overview)
    keys: dict[int, object] = {}  # a comparison of all days is slow, and most skills share theirs
    found: dict[object, Group] = {}
    for hours in overview.skills:
        own = days[hours.skill.id]
        key = keys.setdefault(id(own), (hours.zone.key, tuple(own)))
        known = found.get(key)
        skills = (*known.skills, hours.skill) if known else (hours.skill,)
        found[key] = Group(skills, hours.zone, own)
    return list(found.values())
