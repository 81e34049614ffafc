"""Sends operations until LivePerson shows their result, or rejects them with a final error."""

import random
from collections.abc import Sequence

from pulumi_liveperson.client.collection import Collection
from pulumi_liveperson.client.errors import (
    LivePersonError,
    NotFoundError,
    RejectedError,
    ServerError,
    StaleError,
    UnreachableError,
    UnusableAnswerError,
)
from pulumi_liveperson.client.http.pauses import Failures
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.writes.arranging import Arranging, Move
from pulumi_liveperson.client.writes.cancellation import cancelled_error
from pulumi_liveperson.client.writes.collection_cache import CollectionCache
from pulumi_liveperson.client.writes.conflict_messages import uncertain_create_message
from pulumi_liveperson.client.writes.create import Create
from pulumi_liveperson.client.writes.delete import Delete
from pulumi_liveperson.client.writes.dispatch import Dispatch
from pulumi_liveperson.client.writes.group_commit import GroupCommit, groups
from pulumi_liveperson.client.writes.operation import Operation, ids_of

ATTEMPTS = 10  # if other programs write at the same time


class Settlement:
    """Completes the operations of one collection. Only one thread may use it at a time."""

    def __init__(
        self, collection: Collection, cache: CollectionCache, retries: Retries, turns: GroupCommit
    ) -> None:
        self._kind = collection.kind
        self._cache = cache
        self._retries = retries
        self._turns = turns
        self._dispatch = Dispatch(collection, cache, turns.release_turn)
        self.arranging = Arranging(collection.kind, cache, self._carry_out_move)

    def settle(self, batch: list[Operation]) -> None:
        """Carry out operations until the deadline; the threads of the remaining operations carry them out.

        If the list must be read first, operations that arrive during the read join the batch. If it becomes
        known that the others may overlap, their own threads carry them out at the same time.
        """
        if not (self._retries.is_out_of_time or self._cache.is_read):
            try:
                self._cache.listed()
            except LivePersonError as error:
                self._fail(batch, error)
                return
            self._turns.joined(batch)
        for group in groups(self._last_first(batch)):
            if self._retries.is_out_of_time or (batch[0].settled and self._turns.is_alone(group[0])):
                return
            self._settle(group)

    def _last_first(self, batch: list[Operation]) -> list[Operation]:
        """Return the operations with deletes in the order in which they move no object of a later one."""
        places = self._cache.displacement.places

        def rank(operation: Operation) -> int:
            return -places.get(operation.id, 0) if isinstance(operation, Delete) else 0

        return sorted(batch, key=rank)

    def _settle(self, group: list[Operation]) -> None:
        try:
            self._apply(group)
            self.arranging.after(group)
        except LivePersonError as error:
            self._fail(group, error)

    def _carry_out_move(self, move: Move) -> None:
        """Carry out a move; record an error in the move and do not raise it."""
        try:
            self._apply([move])
        except LivePersonError as error:
            self._fail([move], error)

    def _fail(self, group: Sequence[Operation], error: LivePersonError) -> None:
        for operation in group:
            if not operation.settled:
                operation.fail(cancelled_error(operation) if self._retries.is_cancelled else error)

    def _apply(self, group: list[Operation]) -> None:
        """Send the necessary operations of a group; send them again if they were rejected only as stale."""
        cache = self._cache
        last_error: LivePersonError | None = None
        tries = 0
        failures = Failures()
        while tries < ATTEMPTS:
            waiting = [operation for operation in group if not operation.settled]
            ready = self._needed(waiting)
            if not ready:
                return
            if tries > 1:  # the first time, it costs less to send it again at once than to wait
                self._retries.clock.sleep(random.uniform(0.05, min(2.0, 0.1 * 2**tries)))  # noqa: S311 - jitter
            before = {id_: seen.wire for id_ in ids_of(ready) if (seen := cache.live(id_))}
            revision = cache.revision_for(ids_of(ready))
            try:
                with self._retries.tried(tries + failures.total()):
                    unconfirmed = self._dispatch.send(ready, revision)
                tries += 1
                self._mark([each for each in ready if not each.settled], is_uncertain=True)
                for operation in unconfirmed:
                    self._settle([operation])
            except (UnreachableError, ServerError) as error:
                # It is unknown whether the write took effect: the next read shows it.
                cache.forget()
                self._mark(ready, is_uncertain=True)
                error.is_temporary = error.is_temporary or isinstance(error, UnusableAnswerError)
                self._retries.wait_after(error, failures)
            except (NotFoundError, StaleError, RejectedError) as error:
                last_error = error
                tries += 1
                self._mark(ready, is_uncertain=False)
                if not (before and self._is_stale(error, before, revision)):
                    self._settle_rejected(ready, error)
                    return
        not_shown = UnreachableError(
            f"LivePerson confirms writes of {self._kind.noun}s but does not show them. Run `pulumi up` again."
        )
        for operation in group:
            if not operation.settled:
                operation.fail(last_error or not_shown)

    def _needed(self, waiting: list[Operation]) -> list[Operation]:
        """Read the objects, and return the operations that have not taken effect and must be sent."""
        is_written = any(each.is_uncertain or isinstance(each, Move) for each in waiting)
        with self._retries.reading(after_a_write=is_written):
            self._cache.prepare(ids_of(waiting))
            needed = [operation for operation in waiting if operation.is_needed(self._cache)]
        ready = [operation for operation in needed if not self._fail_uncertain_create(operation)]
        if self._retries.is_cancelled:
            self._mark(ready, is_uncertain=False)  # the read has shown that they have not taken effect
        return ready

    def _fail_uncertain_create(self, operation: Operation) -> bool:
        """Fail a create that may have taken effect, if no list can show its object."""
        no_list = self._cache.no_list()
        if no_list is None or not operation.is_uncertain or not isinstance(operation, Create):
            return False
        operation.fail(
            UnreachableError(
                uncertain_create_message(operation.kind, operation.desired, str(no_list)),
                is_temporary=False,
            )
        )
        return True

    @staticmethod
    def _mark(operations: list[Operation], *, is_uncertain: bool) -> None:
        for operation in operations:
            operation.is_uncertain = is_uncertain

    def _is_stale(self, error: LivePersonError, before: dict[str, Wire], revision: str) -> bool:
        """Return whether a write of these objects was rejected because they have changed."""
        if isinstance(error, NotFoundError):
            self._cache.forget()
            return any(self._cache.live(id_) is None for id_ in before)  # another person deleted one
        return isinstance(error, StaleError) and self._cache.handle_rejected(before, revision)

    def _settle_rejected(self, ready: list[Operation], error: LivePersonError) -> None:
        """Send the operations of a rejected group one by one, so that only the wrong ones fail."""
        self._cache.forget()
        if len(ready) > 1:
            for operation in ready:
                self._settle([operation])
        elif ready[0].is_needed(self._cache):
            ready[0].fail(error)
