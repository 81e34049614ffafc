"""Reads the objects that an account contains now, with as few requests as possible."""

import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.errors import ForbiddenError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.review.comparison.item import Item

_MAX_PARALLEL = 8


@dataclass(frozen=True)
class Live(Item):
    """An object of an account, or a summary of it, as LivePerson returns it."""

    revision: str
    """The revision of its collection when it was read."""

    @property
    def id(self) -> str:
        """Return LivePerson's id."""
        return str(self.wire["id"])

    @property
    def key(self) -> tuple[Kind, str]:
        """Return the key of the object."""
        return self.kind, self.id

    @property
    def name(self) -> str:
        """Return the name of the object; its id if it has no name."""
        return self.exact_name if self.exact_name.strip() else self.id


@dataclass(frozen=True)
class Listed:
    """The objects of an account, and the kinds whose lists were read."""

    objects: tuple[Live, ...]
    kinds: frozenset[Kind]
    """Without skills if the credentials may not read them."""


def list_objects(account: Account, kinds: Iterable[Kind], purpose: str) -> Listed:
    """Return the objects that are not deleted, from one list for each kind; some may be summaries.

    If the credentials may not read skills, stderr shows the consequence for the command, `purpose`.
    """
    found: list[Live] = []
    read = set()
    for kind in kinds:
        try:
            wires, revision = account.collection(kind).objects()
        except ForbiddenError:
            if kind is not SKILL:
                raise
            print_unreadable_skills(purpose)
        else:
            found += [Live(kind, wire, revision) for wire in wires]
            read.add(kind)
    return Listed(tuple(found), frozenset(read))


def print_unreadable_skills(consequence: str) -> None:
    """Show on stderr what a command leaves out, because the credentials may not read skills."""
    print(f"These credentials may not read skills, so {consequence}.", file=sys.stderr)


def complete_objects(account: Account, found: Iterable[Live]) -> list[Live]:
    """Return complete objects; objects whose list entry is only a summary are read by id, in parallel."""

    def read(seen: Live) -> Live | None:
        if seen.kind.is_complete(seen.wire):
            return seen
        wire, revision = account.collection(seen.kind).get(seen.id)
        return None if wire is None else Live(seen.kind, wire, revision)  # deleted since the list was read

    with ThreadPoolExecutor(_MAX_PARALLEL) as pool:
        return [each for each in pool.map(read, found) if each is not None]
