"""One collection of one account: the rules of account configuration for every kind of object.

Revisions, the If-Match precondition, uniqueness, soft deletion and bulk writes. A collection is used inside
one transaction of the store; it changes nothing until all checks of a write have passed.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from liveperson_simulator import rules
from liveperson_simulator.errors import (
    ApiError,
    DuplicateError,
    InvalidError,
    NoDataFoundError,
    NotModifiedError,
    StaleError,
)
from liveperson_simulator.kind import KINDS, Kind
from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Body
from liveperson_simulator.store import OVER_53_BITS, Store, Stored

Element = TypeVar("Element")


def hand_over_default(collection: "Collection", written: list[Body]) -> None:
    """Remove the default from every object except the last one that was written as default."""
    flag = collection.kind.default_flag
    chosen = [body["id"] for body in written if body.get(flag) and not body["deleted"]]
    if not chosen or chosen[-1] not in collection.changes:
        return
    changed = list(collection.changes.values())
    for other in [*collection.store.defaults(collection.account, collection.kind.name), *changed]:
        if other["id"] != chosen[-1] and other.get(flag):
            body = collection.changes.get(other["id"], other)
            collection.changes[other["id"]] = body | {flag: False}


class Collection:
    """All objects of one kind in one account."""

    def __init__(self, store: Store, knobs: Knobs, account: str, kind: Kind) -> None:
        self.store = store
        self.knobs = knobs
        self.account = account
        self.kind = kind
        self.changes: dict[int, Body] = {}

    @property
    def revision(self) -> int:
        """The current revision of the collection."""
        return self.store.revision(self.account, self.kind.name)

    def stored(self, id_: int) -> Stored:
        """Return a live object, or raise NoDataFoundError."""
        stored = self.store.get(self.account, self.kind.name, id_)
        if stored is None or stored.deleted:
            raise NoDataFoundError
        return stored

    def next_id(self) -> int:
        """Return an unused id of the size that the knob selects."""
        return self.store.next_id() + (OVER_53_BITS if self.knobs["id_size"] == "above_53_bits" else 0)

    def create(self, bodies: Sequence[Any]) -> list[Body]:
        """Store new objects as one revision and return them with their ids."""

        def add(body: Any) -> Body:
            checked = self._checked(body, None) | {"deleted": False}
            self._refuse_duplicate(checked, None)
            return self._put({"id": self.next_id()} | checked)

        written = self._each(bodies, add)
        return self._commit(written)

    def update(self, bodies: Sequence[Any], if_match: str | None) -> list[Body]:
        """Replace objects as one revision and return them; raises NotModifiedError, depending on a knob."""
        ids = [rules.object_id(body.get("id") if isinstance(body, dict) else None) for body in bodies]
        stored = self._existing(ids, if_match)

        def replace(pair: tuple[int, Any]) -> Body:
            id_, body = pair
            if id_ not in stored:
                raise NoDataFoundError
            checked = {"id": id_} | self._checked(body, stored[id_].body)
            if self.knobs["deleted_in_put"] == "ignore":
                checked["deleted"] = False
            self._refuse_duplicate(checked, id_)
            unchanged = self.same(checked, stored[id_].body) and self.knobs["noop_put"] != "bump"
            return stored[id_].body if unchanged else self._put(checked)

        written = self._each(list(zip(ids, bodies, strict=True)), replace)
        if not self.changes:
            if self.knobs["noop_put"] == "answer304":
                raise NotModifiedError
            return written
        return self._commit(written)

    def delete(self, ids: Sequence[int], if_match: str | None) -> list[Body]:
        """Mark objects as deleted, as one revision, and return them."""
        stored = self._existing(ids, if_match)

        def remove(id_: int) -> Body:
            if id_ not in stored:
                raise NoDataFoundError
            self.kind.refuse_delete(stored[id_].body, self)
            return self._put(stored[id_].body | {"deleted": True} | self.kind.stamp(self.knobs))

        removed = self._each(ids, remove)
        self._commit([])
        return removed

    def write(self, bodies: Iterable[Body]) -> int:
        """Store bodies unchanged, as one revision, and return the revision."""
        scope = self.knobs["revision_scope"]
        family = [name for name, kind in KINDS.items() if kind.family == self.kind.family]
        shared = {"collection": [self.kind.name], "family": family, "account": list(KINDS)}[scope]
        step = 1 + (secrets.randbelow(5) if self.knobs["revision_step"] == "random" else 0)
        marks = self.kind.label, self.kind.default_flag
        return self.store.write(self.account, self.kind.name, list(bodies), shared, step=step, fields=marks)

    @staticmethod
    def same(left: Body, right: Body) -> bool:
        """Return whether two bodies are equal in all fields that a client can write."""
        ignored = {"dateUpdated"}
        return {k: v for k, v in left.items() if k not in ignored} == {
            k: v for k, v in right.items() if k not in ignored
        }

    def _checked(self, body: Any, stored: Body | None) -> Body:
        if not isinstance(body, dict):
            raise InvalidError("an object is expected")
        received = self.kind.received(body, stored, self.knobs)
        return self.kind.check(received, self) | self.kind.stamp(self.knobs)

    def _put(self, body: Body) -> Body:
        self.changes[body["id"]] = body
        return body

    def _commit(self, written: list[Body]) -> list[Body]:
        self.kind.settle(self, written)
        self.write(self.changes.values())
        return [self.changes.get(body["id"], body) for body in written]

    def _each(self, elements: Sequence[Element], apply: Callable[[Element], Body]) -> list[Body]:
        if not elements:
            raise InvalidError("an empty array changes nothing")
        done: list[Body] = []
        refused: list[ApiError] = []
        for element in elements:
            try:
                done.append(apply(element))
            except ApiError as error:
                if self.knobs["bulk"] == "atomic":
                    raise
                refused.append(error)
        if refused and not done:
            raise refused[0]
        return done

    def _existing(self, ids: Sequence[int], if_match: str | None) -> dict[int, Stored]:
        """Return the live objects among the ids, after the checks in the order that the knob selects."""
        found = {id_: self.store.get(self.account, self.kind.name, id_) for id_ in ids}
        live = {id_: stored for id_, stored in found.items() if stored is not None and not stored.deleted}
        missing = len(live) < len(found) and (self.knobs["bulk"] == "atomic" or not live)
        if missing and self.knobs["check_order"] == "existence_first":
            raise NoDataFoundError
        self._check_if_match(if_match, live.values())
        if missing:
            raise NoDataFoundError
        return live

    def _check_if_match(self, if_match: str | None, written: Iterable[Stored]) -> None:
        if if_match is None:
            if self.knobs["missing_if_match"] == "reject400":
                raise InvalidError("If-Match with the collection's revision is required")
            return
        if if_match == "-1" and self.knobs["minus_one_write"] == "unconditional":
            return
        if not re.fullmatch(r"-1|[0-9]{1,18}", if_match):
            raise InvalidError(f"If-Match {if_match!r} is not a revision")
        given = int(if_match)
        stale = given != self.revision
        if self.knobs["stale_check"] == "mild" and 0 <= given <= self.revision:
            stale = any(stored.revision > given for stored in written)
        if stale:
            message = f"Revision {given} is not the current revision of {self.kind.name}"
            raise StaleError(message, status=int(self.knobs["stale_status"]))

    def _refuse_duplicate(self, body: Body, id_: int | None) -> None:
        name = body[self.kind.label]
        fold = self.knobs["unique_names"] == "case_insensitive"
        refuse_deleted = self.knobs["reuse_deleted_name"] == "refuse" and id_ is None
        stored = self.store.named(self.account, self.kind.name, name, fold=fold)
        taken = [
            other
            for other, deleted in stored
            if other not in self.changes and (refuse_deleted or not deleted)
        ]
        pending = [
            other["id"]
            for other in self.changes.values()
            if not other["deleted"] and _folded(other[self.kind.label], fold=fold) == _folded(name, fold=fold)
        ]
        if not body["deleted"] and any(other != id_ for other in (*taken, *pending)):
            message = f"{self.kind.label} {name!r} is already in use"
            raise DuplicateError(message, status=int(self.knobs["duplicate_status"]))


def _folded(name: str, *, fold: bool) -> str:
    return name.casefold() if fold else name
