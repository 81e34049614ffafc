"""Group commit: operations that arrive while a request is in flight are sent together in the next one."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pulumi_liveperson.client.writes.create import Create
from pulumi_liveperson.client.writes.delete import Delete
from pulumi_liveperson.client.writes.operation import Operation
from pulumi_liveperson.client.writes.update import Update

GATHER_SECONDS = 0.1  # at most, if the last batch took long
ENOUGH_OPERATIONS = 3  # at least, for a further request in flight; otherwise a third of all
MOST_IN_FLIGHT = 16  # of one collection, so that an update is not a burst of requests


class GroupCommit:
    """Lets one thread at a time carry out the operations of all waiting threads.

    `overlaps` returns whether an operation may be in flight in parallel with others.
    """

    def __init__(self, overlaps: Callable[[Operation], bool]) -> None:
        self._overlaps = overlaps
        self._changed = threading.Condition()
        self._waiting: list[Operation] = []
        self._running: set[Operation] = set()  # their batch has begun, and has not ended
        self._is_busy = False
        self._in_flight = 0  # the requests in flight whose threads have released their turn
        self._places = threading.BoundedSemaphore(MOST_IN_FLIGHT)
        self._last_count = 0  # the number of running and waiting operations when the last batch ended
        self._gather_until = 0.0

    def submit(self, operation: Operation, carry_out: Callable[[list[Operation]], None]) -> None:
        """Carry out the operation, in this thread or in another one, and return after that.

        A single operation is sent immediately. After a batch, the engine starts as many operations as have
        ended. So this waits for them, but at most half as long as the batch has taken: a wait for all of
        them never takes longer than the requests that it saves.
        """
        with self._changed:
            self._waiting.append(operation)
            self._changed.notify_all()
            self._changed.wait_for(lambda: operation.is_over or self._may_begin(operation))
            if operation.is_over:
                return
            self._is_busy = True
            batch = self._gathered(operation)
            self._running.update(batch)
        started = time.monotonic()
        try:
            carry_out(batch)
            # The others can be sent in another batch; after an unexpected error, each one by its own thread.
            with self._changed:
                self._waiting += [each for each in batch if not each.settled and each is not operation]
        finally:
            with self._changed:
                self._running.difference_update(batch)
                for each in batch:
                    each.is_over = each.settled
                self._last_count = len(batch) + len(self._waiting)
                now = time.monotonic()
                self._gather_until = now + min(GATHER_SECONDS, (now - started) / 2)
                self._end_turn()

    def joined(self, batch: list[Operation]) -> None:
        """Add the operations that have arrived since the batch was formed, before its first request."""
        with self._changed:
            joined = self._taken()
            self._running.update(joined)
            batch += joined

    @contextmanager
    def release_turn(self) -> Iterator[None]:
        """Release the turn during a request that does not depend on the operations of other threads."""
        self._places.acquire()
        with self._changed:
            self._in_flight += 1
            self._end_turn()
        try:
            yield
        finally:
            self._places.release()
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
        """Return whether an operation may be sent now, possibly while other requests are in flight."""
        if self._is_busy or operation in self._running:
            return False
        if self.is_alone(operation):
            return True
        if any(map(self.is_alone, self._waiting)):
            return False  # after them, because creates may change the revision that others need
        if not self._in_flight:
            return True
        enough = max(ENOUGH_OPERATIONS, (len(self._running) + len(self._waiting)) // 3)
        return self._overlaps(operation) and sum(map(self._overlaps, self._waiting)) >= enough

    def is_alone(self, operation: Operation) -> bool:
        """Return whether the operation's own thread sends it, at the same time as those of other threads."""
        return operation.batch_limit == 1 and self._overlaps(operation)

    def _gathered(self, first: Operation) -> list[Operation]:
        """Return the batch to carry out, after a wait for operations that can share its requests."""
        if first.batch_limit > 1:
            seconds = self._gather_until - time.monotonic()
            self._changed.wait_for(lambda: len(self._waiting) >= self._last_count, max(0.0, seconds))
        self._waiting = [each for each in self._waiting if each is not first]
        return [first] if self.is_alone(first) else [first, *self._taken()]

    def _taken(self) -> list[Operation]:
        """Return the waiting operations that can be sent in a batch now; they wait no more."""
        taken = [
            each
            for each in self._waiting
            if not self.is_alone(each) and (self._overlaps(each) or not self._in_flight)
        ]
        self._waiting = [each for each in self._waiting if each not in taken]
        return taken

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
