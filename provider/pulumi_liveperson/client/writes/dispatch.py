"""Sends operations of one type as one request, and completes those that the answer shows."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from pulumi_liveperson.client.collection import Collection
from pulumi_liveperson.client.equivalence.names import Names
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache, ReleaseTurn
from pulumi_liveperson.client.writes.confirmation import Confirmation
from pulumi_liveperson.client.writes.create import Create
from pulumi_liveperson.client.writes.defaults import Defaults
from pulumi_liveperson.client.writes.operation import Known, Operation, ids_of
from pulumi_liveperson.client.writes.positions import Positions
from pulumi_liveperson.client.writes.update import Update


class Dispatch:
    """Sends the operations of one collection, and stores the results in the cache."""

    def __init__(self, collection: Collection, cache: CollectionCache, release_turn: ReleaseTurn) -> None:
        self._collection = collection
        self._kind = collection.kind
        self._cache = cache
        self._release_turn = release_turn
        """Releases the turn during a request that does not depend on the operations of other threads."""
        self._confirmation = Confirmation(cache)

    def send(self, ready: Sequence[Operation], revision: str) -> list[Operation]:
        """Send operations of one type in one request, and complete those that the answer shows.

        Returns the operations of a bulk update that the answer does not show: they may be written or not.
        """
        if any(operation.makes_default for operation in ready):
            Defaults(self._cache).expect_demotion(ids_of(ready))
        first = ready[0]
        if isinstance(first, Create):
            self._create([each for each in ready if isinstance(each, Create)])
        elif isinstance(first, Update):
            return self._update([each for each in ready if isinstance(each, Update)], revision)
        else:
            self._delete(ready, revision)
        return []

    def _others_in_parallel(self, ready: Sequence[Operation]) -> AbstractContextManager[None]:
        """Release the turn if the operations may be in flight in parallel with others."""
        return self._release_turn() if all(each.overlaps(self._cache) for each in ready) else nullcontext()

    def _create(self, ready: list[Create]) -> None:
        for operation in ready:
            operation.is_sent = True
        bodies = self._bodies(ready)
        being_created = {each.desired[self._kind.key] for each in ready}
        self._cache.being_created |= being_created
        try:
            with self._release_turn():
                echo, revision = self._collection.create(bodies)
        finally:
            self._cache.being_created -= being_created
        made = {str(item["id"]): item for item in echo}
        names = Names(self._kind.key, made)
        self._cache.created(made, revision)
        for operation in ready:
            operation.is_acknowledged = True
            id_ = names.id_of(operation.desired[self._kind.key])
            if id_ is not None:
                self._cache.expectations.holders.record_created(operation.resource, id_)
                known = Known(id_, self._kind.content(made[id_]), revision)
                operation.sent(known)
                if self._kind.restricted_fields:
                    self._confirmation.check_created(operation, known, made[id_])
        if not all(operation.settled for operation in ready):
            self._cache.forget()  # the answer does not contain all objects; the next read must show the rest

    def _bodies(self, ready: list[Create]) -> list[Wire]:
        """Return the bodies of the creates, with the numbers that move each object to its place."""
        position = self._kind.position
        places = [place for each in ready if (place := each.destination) is not None]
        numbers = iter(Positions(self._cache).numbers(places) if places else ())
        return [
            self._kind.merge_unknown({}, each.desired)
            if position is None or each.destination is None
            else {**each.desired, position: next(numbers)}
            for each in ready
        ]

    def _update(self, ready: list[Update], revision: str) -> list[Operation]:
        before = {each.id: seen.wire for each in ready if (seen := self._cache.live(each.id))}
        objects = {each.id: each.body(before[each.id], self._cache) for each in ready if each.id in before}
        with self._others_in_parallel(ready):
            written, after = self._collection.update(objects, revision)
        moves = any(each.sent_number is not None for each in ready)
        if self._kind.restricted_fields:
            objects |= {id_: wire for id_, wire in written.items() if self._kind.is_complete(wire)}
        self._cache.wrote(objects, revision, after, moves=moves)
        for operation in ready:
            if self._kind.restricted_fields and not self._confirmation.is_written(
                operation, before[operation.id], written.get(operation.id), after
            ):
                continue
            if operation.id in written or len(ready) == 1:
                operation.sent(Known(operation.id, self._kind.content(objects[operation.id]), after))
        unconfirmed: list[Operation] = [each for each in ready if not each.settled]
        if unconfirmed and len(ready) > 1:
            self._cache.forget()
            return unconfirmed
        return []

    def _delete(self, ready: Sequence[Operation], revision: str) -> None:
        ids = ids_of(ready)
        with self._others_in_parallel(ready):
            after = self._collection.delete(ids, revision)
        self._cache.wrote(dict.fromkeys(ids), revision, after)
        for operation in ready:
            operation.sent(None)
