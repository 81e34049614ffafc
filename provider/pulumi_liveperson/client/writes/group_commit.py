"""Group commit: operations that arrive while a request is in flight are sent together in the next one."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pulumi_liveperson.client.writes.create import Create
from pulumi_liveperson.client.writes.delete import Delete
from pulumi_liveperson.client.writes.operation import Operation
from pulumi_liveperson.client.writes.update import Update

GATHER_SECONDS = 0.03
ENOUGH_OPERATIONS = 3  # waiting for more would leave the engine idle while the request is in flight


class GroupCommit:
    """Lets one thread at a time carry out the operations of all waiting threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[Operation] = []
        self._is_busy = False
        self._in_flight = 0  # the requests in flight whose threads have released their turn
        self._last_count = 0  # the number of running and waiting operations when the last batch ended
        self._gather_until = 0.0

    def submit(self, operation: Operation, carry_out: Callable[[list[Operation]], None]) -> None:
        """Carry out the operation, in this thread or in another one, and return after that.

        A single operation is sent immediately. Just after a batch with several operations, more are expected
        from the same threads, so this waits a moment for some of them.
        """
        with self._changed:
            self._waiting.append(operation)
            self._changed.notify_all()
            self._changed.wait_for(lambda: operation.is_over or self._may_begin(operation))
            if operation.is_over:
                return
            self._is_busy = True
            batch = self._gathered(operation)
        try:
            carry_out(batch)
        finally:
            with self._changed:
                for each in batch:
                    each.is_over = each.settled
                self._last_count = len(batch) + len(self._waiting)
                self._gather_until = time.monotonic() + GATHER_SECONDS
                self._end_turn()

    @contextmanager
    def release_turn(self) -> Iterator[None]:
        """Release the turn during a request that does not depend on the operations of other threads."""
        with self._changed:
            self._in_flight += 1
            self._end_turn()
        try:
            yield
        finally:
            with self._changed:
                self._changed.wait_for(lambda: not self._is_busy)
                self._is_busy = True
                self._in_flight -= 1

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Take the turn, so that no other thread carries out operations in the `with` block."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_busy)
            self._is_busy = True
        try:
            yield
        finally:
            with self._changed:
                self._end_turn()

    def _may_begin(self, operation: Operation) -> bool:
        """Return whether an operation may be sent now; while requests are in flight, only in a group."""
        if self._is_busy or not self._in_flight:
            return not self._is_busy
        is_group = sum(each.overlaps for each in self._waiting) >= ENOUGH_OPERATIONS
        return is_group and operation.overlaps and operation in self._waiting  # and not yet in flight

    def _gathered(self, first: Operation) -> list[Operation]:
        """Wait a moment for more operations, and return the batch to carry out."""
        if first.batch_limit > 1:
            seconds = self._gather_until - time.monotonic()
            self._changed.wait_for(
                lambda: len(self._waiting) >= min(self._last_count, ENOUGH_OPERATIONS), max(0.0, seconds)
            )
        # An operation gets its own turn, even if an unexpected error has ended its batch before.
        waiting = self._waiting if first in self._waiting else [first, *self._waiting]
        batch = [each for each in waiting if each.overlaps or not self._in_flight]
        self._waiting = [each for each in waiting if each not in batch]
        return batch

    def _end_turn(self) -> None:
        self._is_busy = False
        self._changed.notify_all()


def groups(batch: list[Operation]) -> Iterator[list[Operation]]:
    """Split operations into requests: deletes release names, updates release the default, then creates.

    A request sets at most one default, because the meaning of two is not documented.
    """
    for kind in (Delete, Update, Create):
        group: list[Operation] = []
        for operation in (each for each in batch if isinstance(each, kind)):
            clash = any(operation.clashes(each) for each in group)
            if group and (clash or len(group) == operation.batch_limit):
                yield group
                group = []
            group.append(operation)
        if group:
            yield group
