"""Group commit: while one request is on its way, the operations that arrive wait, and go out together."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pulumi_liveperson.client.writes.operation import Operation
from pulumi_liveperson.client.writes.operations import Create, Delete, Update

GATHER_SECONDS = 0.03
ENOUGH = 3  # more would have the engine idle while the request is on its way


class GroupCommit:
    """Lets one thread at a time carry out what all waiting threads want done."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[Operation] = []
        self._is_busy = False
        self._under_way = 0  # requests whose threads have left their turn to others meanwhile
        self._crowd = 0  # how many operations were under way when the last batch ended
        self._gather_until = 0.0

    def submit(self, operation: Operation, carry_out: Callable[[list[Operation]], None]) -> None:
        """Return when the operation is carried out, by this thread or by another one.

        A lone operation goes out at once. Just after a busy batch its crowd is on the way back, so there is
        a moment for some of it.
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
                self._crowd = len(batch) + len(self._waiting)
                self._gather_until = time.monotonic() + GATHER_SECONDS
                self._end_turn()

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Leave the turn to others while a request is on its way that does not depend on theirs."""
        with self._changed:
            self._under_way += 1
            self._end_turn()
        try:
            yield
        finally:
            with self._changed:
                self._changed.wait_for(lambda: not self._is_busy)
                self._is_busy = True
                self._under_way -= 1

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Keep others from carrying anything out meanwhile."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_busy)
            self._is_busy = True
        try:
            yield
        finally:
            with self._changed:
                self._end_turn()

    def _may_begin(self, operation: Operation) -> bool:
        """Tell whether an operation may go out now; beside requests on their way only with company."""
        if self._is_busy or not self._under_way:
            return not self._is_busy
        has_company = sum(each.overlaps for each in self._waiting) >= ENOUGH
        return has_company and operation.overlaps and operation in self._waiting  # not on its way already

    def _gathered(self, first: Operation) -> list[Operation]:
        """Return what goes out together, after a moment for company."""
        if first.at_once > 1:
            patience = self._gather_until - time.monotonic()
            self._changed.wait_for(lambda: len(self._waiting) >= min(self._crowd, ENOUGH), max(0.0, patience))
        # Its own turn comes even where an unexpected error has ended the batch that it was in.
        waiting = self._waiting if first in self._waiting else [first, *self._waiting]
        batch = [each for each in waiting if each.overlaps or not self._under_way]
        self._waiting = [each for each in waiting if each not in batch]
        return batch

    def _end_turn(self) -> None:
        self._is_busy = False
        self._changed.notify_all()


def groups(batch: list[Operation]) -> Iterator[list[Operation]]:
    """Split operations into requests: deletes free names, updates free the default, then creates.

    One request makes at most one default, since what two would mean is not documented.
    """
    for kind in (Delete, Update, Create):
        group: list[Operation] = []
        for operation in (each for each in batch if isinstance(each, kind)):
            clash = any(operation.clashes(each) for each in group)
            if group and (clash or len(group) == operation.at_once):
                yield group
                group = []
            group.append(operation)
        if group:
            yield group
