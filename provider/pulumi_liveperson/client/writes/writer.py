"""The only writer of a collection in this process.

LivePerson protects every write with the revision of the complete collection, but Pulumi handles each resource
alone. So all resources share this writer. Writes take turns. Writes that arrive while a request is in flight
are sent together in the next one, if the API accepts several objects.
"""

import logging
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from pulumi_liveperson.client.collection import Collection
from pulumi_liveperson.client.errors import (
    CancelledError,
    LivePersonError,
    NameMaybeFreedError,
    NameNotYetFreeError,
    UnfinishedError,
    UnknownDefaultError,
)
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.notices import ABOUT_OBJECT
from pulumi_liveperson.client.writes.cancellation import cancelled_error, read_cancelled_error
from pulumi_liveperson.client.writes.collection_cache import CollectionCache
from pulumi_liveperson.client.writes.create import Create
from pulumi_liveperson.client.writes.declared_order import DeclaredOrder
from pulumi_liveperson.client.writes.delete import Delete
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.client.writes.group_commit import GroupCommit
from pulumi_liveperson.client.writes.operation import Guarded, Known, Operation
from pulumi_liveperson.client.writes.parts import ReleasePart, TakePart
from pulumi_liveperson.client.writes.relations import Relations
from pulumi_liveperson.client.writes.settlement import Settlement
from pulumi_liveperson.client.writes.shared_reads import SharedReads
from pulumi_liveperson.client.writes.update import Update

LOG = logging.getLogger(__name__)
POLL_SECONDS = 0.1
NAME_WAIT_SECONDS = 10.0  # wait for a name until no operation has ended for so long
REPORT_WAIT_SECONDS = 2.0  # the same, until the engine has reported the resource that has the name


class Writer:
    """Reads and writes the objects of one collection; safe to share between threads."""

    def __init__(
        self,
        collection: Collection,
        expectations: Expectations,
        retries: Retries,
        *,
        reader: Collection | None = None,
        relations: Relations | None = None,
    ) -> None:
        self._collection = collection
        self._expectations = expectations
        self._ended = 0  # the number of operations that have ended, with or without an error
        self._stored = DeclaredOrder()  # the positions in the state, which each read passes
        self._kind = collection.kind
        self._cache = CollectionCache(collection, expectations, relations)
        # A write never depends on an answer of the read-only service.
        self._read = self._cache if reader is None else CollectionCache(reader, expectations)
        self._reads = SharedReads(collection if reader is None else reader, retries)
        self._retries = retries
        self._turns = GroupCommit(lambda operation: operation.overlaps(self._cache))
        self._settlement = Settlement(collection, self._cache, retries, self._turns)

    def read(self, id_: str, position: int | None = None) -> Known | None:
        """Return an object, or None if it is deleted. All reads of a process share one list.

        If the list contains summaries, objects are read by their ids, in parallel. If the object is still at
        its declared position relative to the others, the declared position is returned.
        """
        with self._reading(id_), self._reads.turn(self._turns.turn()):
            seen = self._read.live(id_, self._turns.release_turn)
            if seen is None:
                return None
            content = self._kind.content(seen.wire)
            if position is not None and self._kind.position is not None:
                content[self._kind.position] = self._stored.position_for(
                    id_, position, self._read.positions()
                )
        return Known(id_, content, seen.revision)

    @contextmanager
    def _reading(self, id_: str) -> Iterator[None]:
        """Name the object in the error of a cancelled read."""
        try:
            yield
        except CancelledError:
            raise read_cancelled_error(self._kind.noun, id_) from None

    def names(self) -> dict[str, str]:
        """Return the name of each object by its id, from the list that all reads share."""
        with self._retries.operation(), self._turns.turn():
            return self._read.names()

    def create(self, desired: Wire, *, overwrite: bool = False, resource: Hashable = None) -> Known:
        """Create an object, exactly once.

        An equal object with the name is taken over, for example after a lost answer. Raises `NameTakenError`
        if an object with other content has the name. Raises `ConflictError` if this becomes the default and
        another person made another object the default; with `overwrite`, that is overwritten and logged.
        If another resource releases the name in this update, the create waits for it.
        """
        with self._retries.operation():
            clock, ended, waited = self._retries.clock, self._ended, 0.0
            while True:
                operation = Create(self._kind, desired, overwrite=overwrite, resource=resource)
                try:
                    return self._result(operation)
                except UnknownDefaultError:
                    return self._create_and_then_default(desired, overwrite=overwrite, resource=resource)
                except NameNotYetFreeError as error:
                    if self._retries.is_cancelled:
                        raise cancelled_error(operation) from None
                    is_unsure = isinstance(error, NameMaybeFreedError)
                    waited = waited + POLL_SECONDS if ended == self._ended else 0.0
                    limit = REPORT_WAIT_SECONDS if is_unsure else NAME_WAIT_SECONDS
                    if waited > limit or self._retries.is_out_of_time:
                        raise
                    ended = self._ended
                    clock.sleep(POLL_SECONDS)

    def update(
        self, id_: str, base: Wire, desired: Wire, *, overwrite: bool = False, resource: Hashable = None
    ) -> Known:
        """Write the desired content; raise `ConflictError` if the object does not have the content of `base`.

        With `overwrite`, the change by another person is overwritten and logged.
        """
        known = self._result(Update(self._kind, id_, base, desired, overwrite=overwrite, resource=resource))
        self._expectations.record_renamed(str(base.get(self._kind.key)))
        return known

    def delete(self, id_: str, base: Wire, *, overwrite: bool = False, resource: Hashable = None) -> None:
        """Delete an object that no other resource has; an object that is already deleted counts as deleted.

        Raises `ConflictError` if it does not have the content of `base`, and `InUseError` if a skill uses it.
        """
        self._submit(Delete(self._kind, id_, base, overwrite=overwrite, resource=resource))

    def take_part(
        self, part: Kind, id_: str, desired: Wire, *, overwrite: bool = False, resource: Hashable = None
    ) -> Known:
        """Write a part of an object that others own, which no resource of the stack has managed until now.

        A replaced resource may get the object that it has already: then the part in the state is known.
        Raises `ConflictError` if a field of the part has another value already, and `NameTakenError` if
        another resource has the object.
        """
        before, base = self._expectations.replaced_parts.get(resource, ("", {}))
        base = base if before == id_ else {}
        return self._result(TakePart(part, id_, base, desired, overwrite=overwrite, resource=resource))

    def update_part(
        self,
        part: Kind,
        id_: str,
        base: Wire,
        desired: Wire,
        *,
        overwrite: bool = False,
        resource: Hashable = None,
    ) -> Known:
        """Write a part of an object that others own; raise `ConflictError` as for an update."""
        return self._result(Update(part, id_, base, desired, overwrite=overwrite, resource=resource))

    def release_part(
        self, part: Kind, id_: str, base: Wire, *, overwrite: bool = False, resource: Hashable = None
    ) -> None:
        """Clear a part of an object that others own; a deleted object counts as cleared.

        Raises `ConflictError` if the part does not have the content of `base`.
        """
        self._submit(ReleasePart(part, id_, base, overwrite=overwrite, resource=resource))
        parts = self._expectations.replaced_parts
        for each in [each for each, (before, _) in parts.items() if before == id_]:
            del parts[each]  # the replacement of this resource finds no hours of its own any more

    def _create_and_then_default(self, desired: Wire, *, overwrite: bool, resource: Hashable) -> Known:
        """Create an object that is not the default, then make it the default, because now there is a list."""
        flag = str(self._kind.default_flag)
        known = self.create({**desired, flag: False}, overwrite=overwrite, resource=resource)
        with self._turns.turn():
            self._cache.forget()
        try:
            return self.update(known.id, known.content, desired, overwrite=overwrite, resource=resource)
        except LivePersonError as error:
            noun = self._kind.noun
            raise UnfinishedError(
                error, noun, known.id, known.revision, rest="make it the default", unwritten=(flag,)
            ) from None

    def arrange(self, *, overwrite: bool = False) -> None:
        """Restore the declared order of all known objects, after an object became known too late.

        Raises `ConflictError` if another person has moved objects, except if `overwrite` allows to move them.
        """
        with self._retries.operation(), self._turns.turn():
            failed: dict[str, LivePersonError] = {}
            self._settlement.arranging.arrange(failed, [], overwrite=overwrite)
        for error in failed.values():
            raise error

    def _read_ahead(self, operation: Guarded) -> None:
        """Read the object in parallel with other threads, because the list contains only a summary of it."""
        try:
            with self._turns.turn():
                self._cache.live(operation.id, self._turns.release_turn)
        except CancelledError:
            raise cancelled_error(operation) from None

    def _result(self, operation: Operation) -> Known:
        self._submit(operation)
        assert operation.result is not None  # noqa: S101 - settled without an error
        return operation.result

    def _submit(self, operation: Operation) -> None:
        with self._retries.operation():
            if isinstance(operation, Guarded) and self._cache.has_summaries and operation.batch_limit == 1:
                self._read_ahead(operation)
            self._turns.submit(operation, self._settlement.settle)
            if not operation.settled:
                raise self._retries.out_of_time()
        if not isinstance(operation.error, NameNotYetFreeError):
            self._ended += 1
        for note in operation.notes:
            LOG.warning("%s", note, extra=ABOUT_OBJECT)
        if operation.error is not None:
            raise operation.error
