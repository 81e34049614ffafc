"""The update of one object, and the checks before it is sent.

If LivePerson already contains the result, the operation is complete without a request. If the object differs
from the content that the caller knows, the operation fails without a request.
"""

from collections.abc import Hashable
from typing import ClassVar

from pulumi_liveperson.client.equivalence.names import name_key
from pulumi_liveperson.client.errors import ConflictError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache
from pulumi_liveperson.client.writes.conflict_messages import deleted_message, vanished_message
from pulumi_liveperson.client.writes.conflicts import (
    has_no_target,
    has_order_conflict,
    in_conflict,
    takes_default,
)
from pulumi_liveperson.client.writes.operation import Guarded
from pulumi_liveperson.client.writes.owner_messages import taken_over_message
from pulumi_liveperson.client.writes.positions import Positions


class Update(Guarded):
    """Give an object the desired content, provided that it still has the content of `base`."""

    keeps_object: ClassVar[bool] = True
    """Whether the resource has the object after the operation."""

    def __init__(
        self,
        kind: Kind,
        id_: str,
        base: Wire,
        desired: Wire,
        *,
        overwrite: bool = False,
        resource: Hashable = None,
    ) -> None:
        super().__init__(
            kind, id_, kind.with_unmanaged(base, desired), overwrite=overwrite, resource=resource
        )
        self.desired = desired
        if kind.is_partial:
            self.newly_managed = frozenset(desired.keys() - base.keys())

    @property
    def batch_limit(self) -> int:
        """The maximum number of updates in one request."""
        return self.kind.batch_limits.put

    @property
    def makes_default(self) -> bool:
        """Whether the object becomes or stays the default."""
        return self.kind.is_default(self.desired)

    def overlaps(self, cache: CollectionCache) -> bool:
        """Return whether the server compares only this object, and the update changes no other one."""
        changes_others = self.makes_default or self.has_declared_position
        if not cache.is_mild or self.batch_limit > 1 or changes_others:
            return False
        return cache.are_permitted(self.kind.differences(self.base, self.desired))

    def is_needed(self, cache: CollectionCache) -> bool:
        """Compare the live object with the desired content, and with the content that the caller knows."""
        seen = cache.live(self.id)
        if seen is None:
            message = vanished_message if self.kind.part_of else deleted_message
            self.fail(ConflictError(message(self.kind, self.id, self.base)))
            return False
        holders = cache.expectations.holders
        if self.has_resource and self._renames and holders.was_taken_over(self.resource, self.id):
            self.fail(ConflictError(taken_over_message(self.kind, self.id, self.base, self.desired)))
            return False
        if self.keeps_object:
            holders.record_kept(self.resource, self.id)
        differs = self.kind.differences(seen.wire, self.desired) or self._name_is_taken(cache)
        if not differs and not self._moves(cache):
            self.settle(self.known(self.id, seen))
            return False
        return not (
            in_conflict(self, seen.wire, self.desired, cache)
            or has_order_conflict(self, cache)
            or takes_default(self, cache)
            or has_no_target(self, seen.wire, cache)
        )

    def _moves(self, cache: CollectionCache) -> bool:
        """Return whether another number moves the object to its place among the known objects.

        If its place is right, only the first request may contain the declared number, because some servers
        keep that number. If its place is wrong although it has the right number, other objects must move.
        """
        destination = self.destination
        if destination is None:
            return False
        places = Positions(cache)
        if self.sent_number is not None and places.is_in_place(self.id, destination):
            return False
        return places.number(self.id, destination, self.sent_number) != cache.positions().get(self.id)

    def _name_is_taken(self, cache: CollectionCache) -> bool:
        """Return whether another object has exactly the desired name, so that this one does not have it."""
        name = self.desired.get(self.kind.key)
        if name is None:
            return False  # a part of an object does not contain its name
        return any(each == name and id_ != self.id for id_, each in cache.namesakes(name).items())

    @property
    def _renames(self) -> bool:
        key = self.kind.key
        return key in self.desired and name_key(self.base.get(key)) != name_key(self.desired[key])

    @property
    def destination(self) -> int | None:
        """The declared position if it has changed; LivePerson may renumber the live position at any time."""
        position = self.kind.position_of(self.desired)
        return None if position == self.kind.position_of(self.base) else position

    @property
    def has_declared_position(self) -> bool:
        """Whether a position is declared, new or unchanged."""
        return self.kind.position_of(self.desired) is not None

    def body(self, live: Wire, cache: CollectionCache) -> Wire:
        """Return the body of the request: the live object with the desired content, and its number."""
        wire = self.kind.merge_unknown(live, self.desired)
        position, destination = self.kind.position, self.destination
        if position is None:
            return wire
        wire.pop(position, None)
        place = self.kind.position_of(live)
        if destination is not None and self._moves(cache):
            self.sent_number = place = Positions(cache).number(self.id, destination, self.sent_number)
        return wire if place is None else {**wire, position: place}
