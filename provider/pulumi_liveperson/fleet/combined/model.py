"""The report for all accounts: the accounts, and what they have in common."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pulumi_liveperson.fleet.account import Account
from pulumi_liveperson.fleet.combined.document import Change, Other, SkillHours
from pulumi_liveperson.fleet.combined.parts import Part
from pulumi_liveperson.fleet.result import Command, Outcome, Result
from pulumi_liveperson.review.lines import Line

Members = tuple[Result, ...]
"""The accounts of a run: their results without the reports."""


@dataclass(frozen=True)
class Told:
    """A change, which all of its accounts have."""

    number: int
    """Its number in the report, from 1 on."""
    part: Part
    content: Change | SkillHours | Other
    members: Members


@dataclass(frozen=True)
class Block:
    """Changes of the same part that exactly these accounts have."""

    members: Members
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Section:
    """A part with its blocks; those with most accounts come first."""

    part: Part
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Problem:
    """Why accounts failed, were refused, or were not finished."""

    outcome: Outcome
    phase: str
    text: Line
    members: Members


@dataclass(frozen=True)
class Message:
    """A note, a warning, an error, or the finding of a check, which all of its accounts have."""

    text: str
    members: Members
    resources: tuple[str, ...] = ()
    """The resources with it, in alphabetical order."""
    title: str = ""
    """The name of the check."""


@dataclass(frozen=True)
class Combined:
    """The report for all accounts."""

    name: str | None
    command: Command | None
    """`None` without any result."""
    commit: str | None
    time: str | None
    """The time of the last report, in UTC."""
    members: Members
    """Ordered by ring, then by stack."""
    unchanged: Mapping[str, int]
    """The number of unchanged objects of each stack with a report."""
    told: tuple[Told, ...]
    """In the order of the parts."""
    problems: tuple[Problem, ...] = ()
    alerts: tuple[Message, ...] = ()
    """The notes without which a reader would misunderstand the changes."""
    notes: tuple[Message, ...] = ()
    periods: frozenset[tuple[dt.date, int]] = frozenset()
    """The first days and the numbers of days in which hours are compared."""
    errors: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()
    checks: tuple[Message, ...] = ()
    """The findings of checks, such as hours that differ from LivePerson's status."""
    missing: tuple[Account, ...] = ()
    """The selected accounts without a result."""
    removed: tuple[Account, ...] = ()
    """The accounts that the table contained earlier."""
    folders: tuple[str, ...] = ()
    """The folders of the results."""

    @property
    def size(self) -> int:
        """Return the number of accounts, also of those without a result."""
        return len(self.members) + len(self.missing)

    def of(self, outcome: Outcome) -> Members:
        """Return the accounts with an outcome."""
        return tuple(each for each in self.members if each.outcome is outcome)

    @property
    def exit_code(self) -> int:
        """Return 1 if an account failed or is not finished, 3 if one was refused, else 0."""
        outcomes = {each.outcome for each in self.members}
        if self.missing or any(each.is_unfinished and each is not Outcome.REFUSED for each in outcomes):
            return 1
        return 3 if Outcome.REFUSED in outcomes else 0

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Return the parts that are not empty."""
        found: dict[Part, dict[Members, list[Told]]] = {}
        for each in self.told:
            found.setdefault(each.part, {}).setdefault(each.members, []).append(each)
        return tuple(
            Section(part, tuple(Block(members, tuple(told)) for members, told in blocks.items()))
            for part, blocks in found.items()
        )


def in_order(members: Iterable[Result], rings: tuple[str, ...]) -> Members:
    """Return accounts ordered by ring, then by stack."""
    return tuple(sorted(members, key=lambda each: (*_position(each.ring, rings), each.stack)))


def _position(ring: str, rings: tuple[str, ...]) -> tuple[int, str]:
    return (rings.index(ring) if ring in rings else len(rings)), ring
