"""Special occasions that end soon, so that their skills have no special days after that."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_liveperson.events.expansion import UnreadableEventError, occurrences
from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion
from pulumi_liveperson.hours.moments import DAY, MIDNIGHT, to_midnight


@dataclass(frozen=True)
class Ending:
    """A special occasion that applies to a skill or is the default, and ends soon."""

    occasion: SpecialOccasion
    last: dt.date
    """Its last special day, in the time zone of its events; can be in the past."""
    skills: tuple[Skill, ...]
    """The skills to which it applies; for a default, these are only the known ones."""


def endings(configuration: Configuration, today: dt.date, within: dt.timedelta) -> tuple[Ending, ...]:
    """Return the occasions in use of which the last special day is before the end of a time, by this day.

    An occasion without events has no end. One with an event that cannot be read has no known end.
    """
    users: dict[str, list[Skill]] = {}
    for skill in configuration.skills:
        found = configuration.special_occasion_of(skill).found
        if found is not None:
            users.setdefault(found.id, []).append(skill)
    return tuple(sorted(_endings(configuration, users, today + within), key=lambda each: each.last))


def last_day(occasion: SpecialOccasion) -> dt.date | None:
    """Return the last special day of an occasion; `None` if it has none, or if an event cannot be read."""
    if not occasion.events:
        return None
    try:
        ends = [
            to_midnight(expanded[-1].end) for event in occasion.events if (expanded := occurrences(event))
        ]
    except UnreadableEventError:
        return None
    days = (end.date() - DAY if end.time() == MIDNIGHT else end.date() for end in ends)
    return max(days, default=None)


def _endings(configuration: Configuration, users: dict[str, list[Skill]], limit: dt.date) -> Iterator[Ending]:
    for occasion in configuration.special_occasions:
        if occasion.id not in users and not occasion.is_default:
            continue
        last = last_day(occasion)
        if last is not None and last < limit:
            yield Ending(occasion, last, tuple(users.get(occasion.id, ())))
