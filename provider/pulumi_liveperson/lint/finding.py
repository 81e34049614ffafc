"""The warnings by name, with which a program can silence them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Props = dict[str, Any]

WARNINGS: Mapping[str, str] = {
    "closed-for-hours": "an event is closed for some hours of a day",
    "open-over-midnight": "an open event ends on a later date, and has no daily rule",
    "overlapping-events": "an open event overlaps another event of the same special occasion",
    "only-past-dates": "every event of a special occasion is over",
    "skipped-hour": "hours start at a time that does not exist on a day, because the clocks change",
    "overlapping-shifts": "two shifts of workdays overlap",
    "unused-hours": "no skill of the program uses a special occasion or workdays that are not the default",
    "two-time-zones": "hours have several time zones, or those of a skill have clocks that differ",
    "unexpected-default": "a skill has one kind of hours of its own, and follows a default of another place",
    "estimated-dates": "the date of a public holiday is an estimate until it is announced",
}
"""Each warning with what it is about."""

_NAMED = 3


class Finding(NamedTuple):
    """The name of a warning, and its text."""

    name: str
    text: str


@dataclass(frozen=True, eq=False)
class Declared:
    """A resource of a program, as far as its values are known and not secret."""

    type_name: str
    resource_name: str
    props: Props
    uses: Mapping[str, int] = field(default_factory=dict)
    """The fields with an output as their value, and its key: the one of a resource of which it is the id."""
    key: int = 0
    """The key of the output that is the id of the resource."""
    account: Any = None
    """The Pulumi provider, and so the account; resources of two accounts do not use each other."""

    @property
    def title(self) -> str:
        """The type and the name of the resource in the program."""
        return f'{self.type_name} "{self.resource_name}"'


def listed(texts: list[str]) -> str:
    """Return some texts, and the number of the others."""
    more = [f"{len(texts) - _NAMED} more"] if texts[_NAMED:] else []
    return "; ".join(texts[:_NAMED] + more)
