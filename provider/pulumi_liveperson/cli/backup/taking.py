"""Reads the content of an account, each collection at one revision."""

import datetime as dt
from dataclasses import replace

from pulumi_liveperson.cli.backup.snapshot_file import CollectionContent, Skills, Snapshot
from pulumi_liveperson.cli.inventory.account import Live, complete_objects
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.errors import ForbiddenError, UnreachableError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.registry import kinds

_ATTEMPTS = 3


def take_snapshot(account: Account, stack: str) -> Snapshot:
    """Return the content of an account, and which skills use its objects."""
    time = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    collections = {
        kind: replace(read_collection(account, kind), skills=_skills(account, kind)) for kind in kinds()
    }
    return Snapshot(account.account_id, stack, time, collections)


def read_collection(account: Account, kind: Kind) -> CollectionContent:
    """Return a collection; if its list contains summaries, read again until the revision stays the same."""
    collection = account.collection(kind)
    for _ in range(_ATTEMPTS):
        wires, revision = collection.objects()
        found = [Live(kind, wire, revision) for wire in wires]
        are_whole = all(kind.is_complete(wire) for wire in wires)
        objects = found if are_whole else complete_objects(account, found)
        if are_whole or collection.objects()[1] == revision:
            return CollectionContent(
                revision, tuple(each.wire for each in sorted(objects, key=lambda each: int(each.id)))
            )
    raise UnreachableError(
        f"The {kind.noun}s changed in LivePerson each time they were read one by one: try again later."
    )


def _skills(account: Account, kind: Kind) -> Skills | None:
    if kind.skill_field is None:
        return None
    try:
        return {id_: tuple(sorted(names)) for id_, names in account.collection(kind).skills().items()}
    except ForbiddenError:
        return None
