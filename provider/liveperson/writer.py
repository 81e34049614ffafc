"""The one writer of a collection in this process.

LivePerson guards every write with the revision of the whole collection, and Pulumi drives each resource
alone. So all resources share this writer. Writes take turns, and those that arrive while one is on its way
go out together, in one request where the API takes several.
"""

import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator

from provider.liveperson.collection import Collection
from provider.liveperson.errors import (
    LivePersonError,
    NotFoundError,
    RefusedError,
    ServerError,
    StaleError,
    UnreachableError,
)
from provider.liveperson.kinds import Wire
from provider.liveperson.knowledge import Knowledge
from provider.liveperson.operations import Create, Delete, Known, Move, Operation, Update
from provider.liveperson.sequence import Sequence

ATTEMPTS = 8
GATHER_SECONDS = 0.03
TOGETHER = 50  # operations in one request; no limit is published


class Writer:
    """Reads and writes the objects of one collection; safe to share between threads."""

    def __init__(
        self, collection: Collection, declared: Sequence, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._collection = collection
        self._declared = declared
        self._kind = collection.kind
        self._knowledge = Knowledge(collection)
        self._pause = pause
        self._turn = threading.Lock()
        self._arrival = threading.Condition()
        self._waiting: list[Operation] = []
        self._crowd = 0  # how many operations were under way when the last request ended
        self._gather_until = 0.0

    def read(self, id_: str, position: int | None = None) -> Known | None:
        """Return an object, or None if it is gone. All reads of a process share one list.

        A declared position that holds, among the declared ones, is returned as it was declared.
        """
        with self._turn:
            seen = self._knowledge.live(id_)
            if seen is None:
                return None
            content = self._kind.content(seen.wire)
            if position is not None and self._kind.position is not None:
                name, live = content[self._kind.key], self._knowledge.positions()
                self._declared.declare(name, position)
                if name not in live or self._declared.holds(name, live):
                    content[self._kind.position] = position
        return Known(id_, content, seen.revision)

    def create(self, desired: Wire) -> Known:
        """Create an object, exactly once.

        An equal object of that name, such as one whose answer was lost, is taken over. Raises
        `NameTakenError` where a different object has the name.
        """
        return self._done(Create(self._kind, desired))

    def update(self, id_: str, base: Wire, desired: Wire, *, overwrite: bool = False) -> Known:
        """Give an object the desired content; raises `ConflictError` if it has not the content of `base`.

        With `overwrite` somebody else's change is logged and overwritten.
        """
        return self._done(Update(self._kind, id_, base, desired, overwrite=overwrite))

    def delete(self, id_: str, base: Wire, *, overwrite: bool = False) -> None:
        """Delete an object; raises `ConflictError` if it has not the content of `base`. Gone is done.

        Raises `InUseError` where a skill refers to it.
        """
        self._submit(Delete(self._kind, id_, base, overwrite=overwrite))

    def _done(self, operation: Operation) -> Known:
        self._submit(operation)
        assert operation.result is not None  # noqa: S101 - settled without an error
        return operation.result

    def _submit(self, operation: Operation) -> None:
        with self._arrival:
            self._waiting.append(operation)
            self._arrival.notify_all()
        with self._turn:
            if not operation.settled:
                batch = self._gathered(operation)
                self._carry_out(batch)
                with self._arrival:
                    self._crowd = len(batch) + len(self._waiting)
                    self._gather_until = time.monotonic() + GATHER_SECONDS
        if operation.error is not None:
            raise operation.error

    def _gathered(self, first: Operation) -> list[Operation]:
        """Return all that wait. Just after a busy request its crowd is on the way back: a moment for it."""
        with self._arrival:
            if self._kind.writes_together or isinstance(first, Create):
                patience = self._gather_until - time.monotonic()
                self._arrival.wait_for(lambda: len(self._waiting) >= self._crowd, max(0.0, patience))
            # Its own turn comes even where an unexpected error ended the batch that it was in.
            batch = self._waiting if first in self._waiting else [first, *self._waiting]
            self._waiting = []
            return batch

    def _carry_out(self, batch: list[Operation]) -> None:
        for group in _groups(batch, together=self._kind.writes_together):
            try:
                self._apply(group)
                self._arrange(group)
            except LivePersonError as error:
                for operation in group:
                    if not operation.settled:
                        operation.fail(error)

    def _apply(self, group: list[Operation]) -> None:
        """Send what is needed of a group, again after each refusal that only says "stale"."""
        knowledge = self._knowledge
        trouble: LivePersonError | None = None
        for attempt in range(ATTEMPTS):
            waiting = [operation for operation in group if not operation.settled]
            knowledge.prepare(_ids(waiting))
            ready = [operation for operation in waiting if operation.is_needed(knowledge)]
            if not ready:
                return
            if trouble is not None:
                self._pause(random.uniform(0.05, min(2.0, 0.1 * 2**attempt)))  # noqa: S311 - jitter
            before = {id_: seen.wire for id_ in _ids(ready) if (seen := knowledge.live(id_))}
            revision = knowledge.revision_for(_ids(ready))
            try:
                self._send(ready, revision)
            except (UnreachableError, ServerError, NotFoundError) as error:
                # Whether it took effect is unknown, or somebody deleted one: the next look tells.
                trouble = error
                knowledge.forget()
            except (StaleError, RefusedError) as error:
                trouble = error
                if isinstance(error, StaleError) and before and knowledge.refused(before, revision):
                    continue
                self._settle_refused(ready, error)
                return
        for operation in group:
            if not operation.settled:
                operation.fail(
                    trouble or UnreachableError("LivePerson confirms a write and does not show it.")
                )

    def _arrange(self, group: list[Operation]) -> None:
        """Put moved objects into their places, where the server numbers in its own way."""
        moved = sorted(
            (each.destination, each.result)
            for each in group
            if each.destination is not None and each.result is not None
        )
        for position, known in moved:
            self._declared.declare(known.content[self._kind.key], position)
        for _, known in moved:
            self._apply([Move(self._kind, known, self._declared)])

    def _settle_refused(self, ready: list[Operation], error: LivePersonError) -> None:
        """Find whom a refusal is meant for: one by one, so that the others succeed."""
        self._knowledge.forget()
        if len(ready) > 1:
            for operation in ready:
                self._carry_out([operation])
        elif ready[0].is_needed(self._knowledge):
            ready[0].fail(error)

    def _send(self, ready: list[Operation], revision: str) -> None:
        """Send operations of one type in one request, and settle those whose outcome the answer shows."""
        if any(operation.makes_default for operation in ready):
            self._knowledge.expect_demotion(_ids(ready))
        first = ready[0]
        if isinstance(first, Create):
            self._send_creates([each for each in ready if isinstance(each, Create)])
        elif isinstance(first, Update):
            self._send_updates([each for each in ready if isinstance(each, Update)], revision)
        else:
            ids = _ids(ready)
            self._knowledge.wrote(dict.fromkeys(ids), revision, self._collection.delete(ids, revision))
            for operation in ready:
                operation.sent(None)

    def _send_creates(self, ready: list[Create]) -> None:
        for operation in ready:
            operation.is_sent = True
        echo, revision = self._collection.create([each.desired for each in ready])
        made = {item.get(self._kind.key): item for item in echo}
        self._knowledge.created({str(item["id"]): item for item in echo}, revision)
        for operation in ready:
            operation.is_acknowledged = True
            item = made.get(operation.desired[self._kind.key])
            if item is not None:
                self._knowledge.owned.add(str(item["id"]))
                operation.sent(Known(str(item["id"]), self._kind.content(item), revision))
        if len(made) < len(ready):
            self._knowledge.forget()  # the server echoes nothing, so the next look has to show the rest

    def _send_updates(self, ready: list[Update], revision: str) -> None:
        objects = {
            each.id: each.body(seen.wire, self._knowledge)
            for each in ready
            if (seen := self._knowledge.live(each.id))
        }
        after = self._collection.update(objects, revision)
        self._knowledge.wrote(
            objects, revision, after, moves=any(each.destination is not None for each in ready)
        )
        for operation in ready:
            operation.sent(Known(operation.id, self._kind.content(objects[operation.id]), after))


def _ids(operations: Iterable[Operation]) -> list[str]:
    return [id_ for operation in operations for id_ in operation.ids]


def _groups(batch: list[Operation], *, together: bool) -> Iterator[list[Operation]]:
    """Split operations into requests: deletes free names, updates free the default, then creates.

    One request makes at most one default, since what two would mean is not documented.
    """
    for kind in (Delete, Update, Create):
        group: list[Operation] = []
        for operation in (each for each in batch if isinstance(each, kind)):
            alone = not together and kind is not Create
            clash = operation.makes_default and any(each.makes_default for each in group)
            if group and (alone or clash or len(group) == TOGETHER):
                yield group
                group = []
            group.append(operation)
        if group:
            yield group
