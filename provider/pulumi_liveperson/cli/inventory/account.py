"""Reads the objects that an account contains now, with as few requests as possible."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.kinds.kind import Kind
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
    def name(self) -> str:
        """Return the name of the object; its id if it has no name."""
        return self.exact_name if self.exact_name.strip() else self.id


def list_objects(account: Account, kinds: Iterable[Kind]) -> list[Live]:
    """Return the objects that are not deleted, from one list for each kind; some may be summaries."""
    found = []
    for kind in kinds:
        wires, revision = account.collection(kind).objects()
        found += [Live(kind, wire, revision) for wire in wires]
    return found


def complete_objects(account: Account, found: Iterable[Live]) -> list[Live]:
    """Return complete objects; objects whose list entry is only a summary are read by id, in parallel."""

    def read(seen: Live) -> Live | None:
        if seen.kind.is_complete(seen.wire):
            return seen
        wire, revision = account.collection(seen.kind).get(seen.id)
        return None if wire is None else Live(seen.kind, wire, revision)  # deleted since the list was read

    with ThreadPoolExecutor(_MAX_PARALLEL) as pool:
        return [each for each in pool.map(read, found) if each is not None]
