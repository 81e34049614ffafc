"""The one writer of a collection in this process.

LivePerson guards every write with the revision of the whole collection, and Pulumi drives each resource
alone. So all resources share this writer. Writes take turns, and those that arrive while one is on its way
go out together, in one request where the API takes several.
"""

import logging
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from pulumi_liveperson.client.collection import Collection
from pulumi_liveperson.client.errors import (
    CancelledError,
    DefaultUnseenError,
    LivePersonError,
    NameNotYetFreeError,
    UnfinishedError,
)
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.notices import ABOUT_OBJECT
from pulumi_liveperson.client.writes.cancellation import given_up, not_read
from pulumi_liveperson.client.writes.collection_cache import CollectionCache
from pulumi_liveperson.client.writes.declared_order import DeclaredOrder
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.client.writes.group_commit import GroupCommit
from pulumi_liveperson.client.writes.operation import Known, Operation
from pulumi_liveperson.client.writes.operations import Create, Delete, Update
from pulumi_liveperson.client.writes.settlement import Settlement
from pulumi_liveperson.client.writes.shared_reads import SharedReads

LOG = logging.getLogger(__name__)
POLL_SECONDS = 0.1
PATIENCE_SECONDS = 10.0  # in which some operation ends, where one of them is to free a name


class Writer:
    """Reads and writes the objects of one collection; safe to share between threads."""

    def __init__(
        self,
        collection: Collection,
        expectations: Expectations,
        retries: Retries,
        *,
        reader: Collection | None = None,
    ) -> None:
        self._collection = collection
        self._expectations = expectations
        self._ended = 0  # how many operations have, whatever has become of them
        self._stored = DeclaredOrder()  # the positions that reads bring along
        self._kind = collection.kind
        self._cache = CollectionCache(collection, expectations)
        # What a replica says is never what a write depends on.
        self._read = self._cache if reader is None else CollectionCache(reader, expectations)
        self._reads = SharedReads(collection if reader is None else reader, retries)
        self._retries = retries
        self._turns = GroupCommit()
        self._settlement = Settlement(collection, self._cache, retries, self._turns.under_way)

    def read(self, id_: str, position: int | None = None) -> Known | None:
        """Return an object, or None if it is gone. All reads of a process share one list.

        Where that holds summaries, objects are read by their ids, in parallel.

        A declared position that holds, among the declared ones, is returned as it was declared.
        """
        with self._reading(id_), self._reads.turn(self._turns.turn()):
            seen = self._read.live(id_, self._turns.under_way)
            if seen is None:
                return None
            content = self._kind.content(seen.wire)
            if position is not None and self._kind.position is not None:
                content[self._kind.position] = self._stored.found(id_, position, self._read.positions())
        return Known(id_, content, seen.revision)

    @contextmanager
    def _reading(self, id_: str) -> Iterator[None]:
        """Say of a read that is cancelled which object was not read."""
        try:
            yield
        except CancelledError:
            raise not_read(self._kind.noun, id_) from None

    def names(self) -> dict[str, str]:
        """Return the name of each object by its id, from the list that all reads share."""
        with self._retries.operation(), self._turns.turn():
            return self._read.names()

    def create(self, desired: Wire, *, overwrite: bool = False, resource: Hashable = None) -> Known:
        """Create an object, exactly once.

        An equal object of that name, such as one whose answer was lost, is taken over. Raises
        `NameTakenError` where a different object has the name, and `ConflictError` where this is to be the
        default and somebody has given that to another object. With `overwrite` it is logged and taken.
        A name that another resource gives up is waited for.
        """
        with self._retries.operation():
            clock, ended, patience = self._retries.clock, self._ended, PATIENCE_SECONDS
            while True:
                operation = Create(self._kind, desired, overwrite=overwrite, resource=resource)
                try:
                    return self._done(operation)
                except DefaultUnseenError:
                    return self._create_and_then_default(desired, overwrite=overwrite, resource=resource)
                except NameNotYetFreeError:
                    if self._retries.is_cancelled:
                        raise given_up(operation) from None
                    patience = patience - POLL_SECONDS if ended == self._ended else PATIENCE_SECONDS
                    if patience < 0 or self._retries.is_out_of_time:
                        raise
                    ended = self._ended
                    clock.sleep(POLL_SECONDS)

    def update(
        self, id_: str, base: Wire, desired: Wire, *, overwrite: bool = False, resource: Hashable = None
    ) -> Known:
        """Give an object the desired content; raises `ConflictError` if it has not the content of `base`.

        With `overwrite` somebody else's change is logged and overwritten.
        """
        known = self._done(Update(self._kind, id_, base, desired, overwrite=overwrite, resource=resource))
        self._expectations.renamed(str(base.get(self._kind.key)))
        return known

    def delete(self, id_: str, base: Wire, *, overwrite: bool = False, resource: Hashable = None) -> None:
        """Delete an object that no other resource holds; one that was deleted already counts as deleted.

        Raises `ConflictError` if it has not the content of `base`, and `InUseError` if a skill refers to it.
        """
        self._submit(Delete(self._kind, id_, base, overwrite=overwrite, resource=resource))

    def _create_and_then_default(self, desired: Wire, *, overwrite: bool, resource: Hashable) -> Known:
        """Create an object, after which there is a list that shows who has the default."""
        flag = str(self._kind.default_flag)
        known = self.create({**desired, flag: False}, overwrite=overwrite, resource=resource)
        with self._turns.turn():
            self._cache.forget()
        try:
            return self.update(known.id, known.content, desired, overwrite=overwrite, resource=resource)
        except LivePersonError as error:
            noun = self._kind.noun
            raise UnfinishedError(error, noun, known.id, known.revision, undone=flag) from None

    def arrange(self, *, overwrite: bool = False) -> None:
        """Put all known objects in their order, if one was heard of after others had been moved.

        Raises `ConflictError` where somebody else has moved some, unless they give way to `overwrite`.
        """
        with self._retries.operation(), self._turns.turn():
            failed: dict[str, LivePersonError] = {}
            self._settlement.arranging.arrange(failed, [], overwrite=overwrite)
        for error in failed.values():
            raise error

    def _done(self, operation: Operation) -> Known:
        self._submit(operation)
        assert operation.result is not None  # noqa: S101 - settled without an error
        return operation.result

    def _submit(self, operation: Operation) -> None:
        with self._retries.operation():
            self._turns.submit(operation, self._settlement.settle)
            if not operation.settled:
                raise self._retries.out_of_time()
        if not isinstance(operation.error, NameNotYetFreeError):
            self._ended += 1
        for note in operation.notes:
            LOG.warning("%s", note, extra=ABOUT_OBJECT)
        if operation.error is not None:
            raise operation.error
