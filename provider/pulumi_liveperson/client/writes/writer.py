"""The one writer of a collection in this process.

LivePerson guards every write with the revision of the whole collection, and Pulumi drives each resource
alone. So all resources share this writer. Writes take turns, and those that arrive while one is on its way
go out together, in one request where the API takes several.
"""

import logging
import random
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from pulumi_liveperson.client.collection import Collection
from pulumi_liveperson.client.errors import (
    CancelledError,
    DefaultUnseenError,
    LivePersonError,
    NameNotYetFreeError,
    NotFoundError,
    RefusedError,
    ServerError,
    StaleError,
    UnfinishedError,
    UnreachableError,
    UnusableAnswerError,
)
from pulumi_liveperson.client.http.pauses import Failures
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.notices import ABOUT_OBJECT
from pulumi_liveperson.client.writes.arranging import Arranging, Move
from pulumi_liveperson.client.writes.cancellation import given_up, not_read
from pulumi_liveperson.client.writes.collection_cache import CollectionCache
from pulumi_liveperson.client.writes.conflicts import unseen_message
from pulumi_liveperson.client.writes.declared_order import DeclaredOrder
from pulumi_liveperson.client.writes.dispatch import Dispatch
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.client.writes.group_commit import GroupCommit, groups
from pulumi_liveperson.client.writes.operation import Known, Operation, ids_of
from pulumi_liveperson.client.writes.operations import Create, Delete, Update
from pulumi_liveperson.client.writes.shared_reads import SharedReads

LOG = logging.getLogger(__name__)
ATTEMPTS = 8  # where others write meanwhile
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
        self._turns = GroupCommit(self._carry_out)
        self._arranging = Arranging(collection.kind, self._cache, self._put)
        self._dispatch = Dispatch(collection, self._cache, self._turns.under_way)

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
            self._arranging.arrange(failed, [], overwrite=overwrite)
        for error in failed.values():
            raise error

    def _done(self, operation: Operation) -> Known:
        self._submit(operation)
        assert operation.result is not None  # noqa: S101 - settled without an error
        return operation.result

    def _submit(self, operation: Operation) -> None:
        with self._retries.operation():
            self._turns.submit(operation)
            if not operation.settled:
                raise self._retries.out_of_time()
        if not isinstance(operation.error, NameNotYetFreeError):
            self._ended += 1
        for note in operation.notes:
            LOG.warning("%s", note, extra=ABOUT_OBJECT)
        if operation.error is not None:
            raise operation.error

    def _carry_out(self, batch: list[Operation]) -> None:
        """Carry operations out while there is time; those that are left have threads of their own."""
        for group in groups(batch):
            if self._retries.is_out_of_time:
                return
            self._settle(group)

    def _settle(self, group: list[Operation]) -> None:
        try:
            self._apply(group)
            self._arranging.after(group)
        except LivePersonError as error:
            for operation in group:
                if not operation.settled:
                    operation.fail(given_up(operation) if self._retries.is_cancelled else error)

    def _put(self, move: Move) -> None:
        """Carry out a move, which fails rather than raising."""
        try:
            self._apply([move])
        except LivePersonError as error:
            if not move.settled:
                move.fail(given_up(move) if self._retries.is_cancelled else error)

    def _apply(self, group: list[Operation]) -> None:
        """Send what is needed of a group, again after each refusal that only says "stale"."""
        cache = self._cache
        trouble: LivePersonError | None = None
        tries = 0
        failures = Failures()
        while tries < ATTEMPTS:
            waiting = [operation for operation in group if not operation.settled]
            ready = self._needed(waiting)
            if not ready:
                return
            if trouble is not None:
                self._retries.clock.sleep(random.uniform(0.05, min(2.0, 0.1 * 2**tries)))  # noqa: S311 - jitter
            before = {id_: seen.wire for id_ in ids_of(ready) if (seen := cache.live(id_))}
            revision = cache.revision_for(ids_of(ready))
            try:
                with self._retries.tried(tries + failures.total()):
                    unconfirmed = self._dispatch.send(ready, revision)
                tries += 1
                self._doubt([each for each in ready if not each.settled], doubtful=True)
                for operation in unconfirmed:
                    self._settle([operation])
            except (UnreachableError, ServerError) as error:
                # Whether it took effect is unknown: the next look tells.
                cache.forget()
                self._doubt(ready, doubtful=True)
                error.may_pass = error.may_pass or isinstance(error, UnusableAnswerError)
                self._retries.wait_after(error, failures)
            except (NotFoundError, StaleError, RefusedError) as error:
                trouble = error
                tries += 1
                self._doubt(ready, doubtful=False)
                if not (before and self._is_stale(error, before, revision)):
                    self._settle_refused(ready, error)
                    return
        unseen = UnreachableError(f"LivePerson confirms writes of {self._kind.noun}s and does not show them.")
        for operation in group:
            if not operation.settled:
                operation.fail(trouble or unseen)

    def _needed(self, waiting: list[Operation]) -> list[Operation]:
        """Return the operations that must be sent, by a look that tells what has taken effect already."""
        is_written = any(each.is_in_doubt or isinstance(each, Move) for each in waiting)
        with self._retries.looking(after_a_write=is_written):
            self._cache.prepare(ids_of(waiting))
            needed = [operation for operation in waiting if operation.is_needed(self._cache)]
        ready = [operation for operation in needed if not self._is_unseen(operation)]
        if self._retries.is_cancelled:
            self._doubt(ready, doubtful=False)  # they were looked for, and are not done
        return ready

    def _is_unseen(self, operation: Operation) -> bool:
        """Fail a create that may have taken effect already where no list can show that."""
        no_list = self._cache.no_list()
        if no_list is None or not operation.is_in_doubt or not isinstance(operation, Create):
            return False
        operation.fail(
            UnreachableError(unseen_message(operation.kind, operation.desired, str(no_list)), may_pass=False)
        )
        return True

    @staticmethod
    def _doubt(operations: list[Operation], *, doubtful: bool) -> None:
        for operation in operations:
            operation.is_in_doubt = doubtful

    def _is_stale(self, error: LivePersonError, before: dict[str, Wire], revision: str) -> bool:
        """Look whether a write of these objects was refused because things have moved on."""
        if isinstance(error, NotFoundError):
            self._cache.forget()
            return any(self._cache.live(id_) is None for id_ in before)  # somebody deleted it
        return isinstance(error, StaleError) and self._cache.refused(before, revision)

    def _settle_refused(self, ready: list[Operation], error: LivePersonError) -> None:
        """Find whom a refusal is meant for: one by one, so that the others succeed."""
        self._cache.forget()
        if len(ready) > 1:
            for operation in ready:
                self._settle([operation])
        elif ready[0].is_needed(self._cache):
            ready[0].fail(error)
