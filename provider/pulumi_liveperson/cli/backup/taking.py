"""Reads the content of an account, each collection at one revision."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from pulumi_liveperson.cli.backup.snapshot_file import CollectionContent, Skills, Snapshot
from pulumi_liveperson.cli.inventory.account import Live, complete_objects
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.errors import ForbiddenError, UnreachableError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.writes.relations import users_by_id
from pulumi_liveperson.registry import object_kinds

_ATTEMPTS = 3


def take_snapshot(account: Account, stack: str) -> Snapshot:
    """Return the content of an account, and which skills use its objects."""
    time = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    collections = read_collections(account, object_kinds())
    skills = collections[SKILL].objects if SKILL in collections else None
    used = {kind: replace(content, skills=_users(kind, skills)) for kind, content in collections.items()}
    return Snapshot(account.account_id, stack, time, used)


def read_collections(account: Account, kinds: Iterable[Kind]) -> dict[Kind, CollectionContent]:
    """Return collections, without skills if the credentials may not read them."""
    collections = {}
    for kind in kinds:
        try:
            collections[kind] = read_collection(account, kind)
        except ForbiddenError:
            if kind is not SKILL:
                raise
    return collections


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


def _users(kind: Kind, skills: Iterable[Wire] | None) -> Skills | None:
    if kind.skill_field is None or skills is None:
        return None
    return {id_: tuple(sorted(names)) for id_, names in users_by_id(skills, kind.skill_field).items()}
