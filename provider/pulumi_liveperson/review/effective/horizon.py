"""The special occasions that end soon, and the skills without one, as lines for a terminal and as JSON."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.hours.configuration import Configuration, Skill
from pulumi_liveperson.hours.rollover import Ending, endings
from pulumi_liveperson.review.dates import enumeration
from pulumi_liveperson.review.effective.as_json import header, named, text
from pulumi_liveperson.review.effective.words import date_of, sentence, wrapped
from pulumi_liveperson.review.lines import count, shortened

_MOST_NAMES = 3
_ADVICE = (
    "Add the dates of the next year to these special occasions. An occasion without events has no end; it is "
    "for skills that have no special days."
)


@dataclass(frozen=True)
class Horizon:
    """What ends within a time."""

    title: str
    """The stack or the account."""
    today: dt.date
    within: dt.timedelta
    endings: tuple[Ending, ...]
    without: tuple[Skill, ...]
    """The skills to which no special occasion applies."""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing ends."""
        return not (self.endings or self.without)


def horizon(
    configuration: Configuration, title: str, today: dt.date, within: dt.timedelta, *, is_live: bool
) -> Horizon:
    """Return the occasions that end within a time, and the skills to which no occasion applies.

    Only the account shows these skills: it may have a default that a stack does not manage.
    """
    without = [
        skill
        for skill in configuration.skills
        if is_live and configuration.special_occasion_of(skill).found is None
    ]
    return Horizon(title, today, within, endings(configuration, today, within), tuple(without))


def render(found: Horizon) -> str:
    """Return a line for each occasion that ends, and one about the skills without an occasion."""
    title = sentence(f"{visible(found.title)}, {date_of(found.today)}")
    if found.is_empty:
        return f"{title}\nNo special occasion ends within {count(found.within.days, 'day')}.\n"
    lines = [title, ""]
    for each in found.endings:
        lines += wrapped(_ending(each, found.today))
    if found.without:
        lines += wrapped(f"No special occasion applies to {_names(found.without)}.")
    return "\n".join([*lines, "", *wrapped(_ADVICE, indent="")]) + "\n"


def as_json(found: Horizon, exit_code: int) -> str:
    """Return the occasions that end, each with its skills, and the skills without an occasion."""
    return text(
        {
            **header(found.title),
            "today": found.today.isoformat(),
            "days": found.within.days,
            "endings": [_document(each, found.today) for each in found.endings],
            "without": [named(each) for each in found.without],
            "exit_code": exit_code,
        }
    )


def _ending(found: Ending, today: dt.date) -> str:
    away = (found.last - today).days
    if away < 0:
        ends = f"ended on {date_of(found.last)}, {count(-away, 'day')} ago"
    else:
        ends = f"ends on {date_of(found.last)}, " + (f"in {count(away, 'day')}" if away else "today")
    users = f"used by {_names(found.skills)}" if found.skills else "used by no known skill"
    default = " (default)" if found.occasion.is_default else ""
    return f"{visible(found.occasion.name)} {ends}; {users}{default}"


def _names(skills: Sequence[Skill]) -> str:
    names = sorted((visible(shortened(each.name)) for each in skills), key=str.casefold)
    more = [f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES + 1 else []
    return enumeration([*(names[:_MOST_NAMES] if more else names), *more])


def _document(found: Ending, today: dt.date) -> dict[str, Any]:
    return {
        "occasion": found.occasion.name,
        "id": found.occasion.id,
        "last": found.last.isoformat(),
        "days_left": (found.last - today).days,
        "default": found.occasion.is_default,
        "skills": [named(each) for each in found.skills],
    }
