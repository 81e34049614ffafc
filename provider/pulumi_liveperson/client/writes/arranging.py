"""Moves objects into their declared order, after writes that change it, and if an object is known too late.

LivePerson renumbers other objects when one moves, and does not publish how. So an object is in its place only
when a read shows it there.
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from pulumi_liveperson.client.errors import ConflictError, LivePersonError, UnfinishedError, UnreachableError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache
from pulumi_liveperson.client.writes.conflict_messages import order_message, put_back_message
from pulumi_liveperson.client.writes.create import Create
from pulumi_liveperson.client.writes.operation import Known, Operation
from pulumi_liveperson.client.writes.positions import Positions
from pulumi_liveperson.client.writes.update import Update

LOG = logging.getLogger(__name__)
ATTEMPTS = 4  # if an object does not stay in its place
_UNSETTLED = "LivePerson confirms that objects were moved, but they do not stay in their declared order."


class Move(Update):
    """Move an object to its place in the declared order, with any content."""

    def __init__(self, kind: Kind, id_: str, base: Wire, position: int) -> None:
        super().__init__(kind, id_, base, {})
        self._position = position
        self.written_at: str | None = None
        """The revision of the last write; None if there was none."""

    @property
    def destination(self) -> int | None:
        """The declared position."""
        return self._position

    def is_needed(self, cache: CollectionCache) -> bool:
        """Return whether the object is not at its place yet and another number can move it."""
        is_shown = self.id in cache.positions()
        if not is_shown or Positions(cache).needs_no_move(self.id, self._position) or not self._moves(cache):
            self.settle()
        return not self.settled

    def body(self, live: Wire, cache: CollectionCache) -> Wire:
        """Return the body of the request: the live object with a new number and the name from the program.

        LivePerson may return a name escaped, and would interpret the escaped name as a new name.
        """
        wire = super().body(live, cache)
        name = {self.kind.key: cache.expectations.declared_names.get(self.id, wire[self.kind.key])}
        is_same = self.kind.key not in self.kind.differences(name, live)
        return {**wire, **name} if is_same else wire

    def sent(self, result: Known | None) -> None:
        """Record the write; the move is complete only when a read shows the object in its place."""
        self.written_at = None if result is None else result.revision


class Arranging:
    """Keeps the objects of one collection in their order. Only one thread may use it at a time."""

    def __init__(self, kind: Kind, cache: CollectionCache, carry_out: Callable[[Move], None]) -> None:
        self._kind = kind
        self._cache = cache
        self._places = Positions(cache)
        self._order = cache.expectations.order
        self._carry_out = carry_out

    def after(self, group: list[Operation]) -> None:
        """Move the objects that operations have written to their places, and all other known objects too.

        An operation fails if its object does not get to its place, although the object is written.
        """
        written = {
            each.result.id: each
            for each in group
            if each.has_declared_position and each.result and not each.error
        }
        if written:
            self._order.record_found(self._cache.first, self._cache.first_positions)
        moved = [each for each in written.values() if self._has_to_move(each)]
        for id_, each in written.items():
            if isinstance(each, Create | Update):
                self._cache.expectations.declared_names[id_] = each.desired[self._kind.key]
            if each.destination is not None:
                self._order.record_moved(id_, each.destination)
        if not moved and (self._places.seem_in_order() or self._places.out_of_order()):
            return  # objects that another person moved are checked only by an operation that moves an object
        failed: dict[str, LivePersonError] = {}
        try:
            self.arrange(failed, list(written.values()))
        except LivePersonError as error:
            failed = dict.fromkeys(written, error)
        for id_, trouble in failed.items():
            # An unchanged object has no operation that could report the error, so all written ones report it.
            self._fail([written[id_]] if id_ in written else list(written.values()), trouble)

    def arrange(
        self, failed: dict[str, LivePersonError], causes: list[Operation], *, overwrite: bool = False
    ) -> None:
        """Move objects until all known ones are in their order; record the errors in `failed`.

        Raises `ConflictError` if another person has moved objects, unless these may be overwritten.
        """
        overwrite = overwrite or any(each.overwrite for each in causes)
        tried: Counter[str] = Counter()
        count = self._order.start_arranging()
        try:
            while True:
                out_of_order = self._places.out_of_order(overwrite=overwrite)
                if out_of_order:
                    raise ConflictError(order_message(self._kind, out_of_order))
                misplaced = [id_ for id_ in self._places.misplaced() if id_ not in failed]
                if misplaced:
                    tried[misplaced[0]] += 1
                    self._move(misplaced[0], failed, causes)
                    if tried[misplaced[0]] == ATTEMPTS:
                        failed.setdefault(misplaced[0], UnreachableError(_UNSETTLED))
                elif self._order.stop_if_unchanged(count):
                    return
                else:
                    count = self._order.start_arranging()
        finally:
            self._order.stop_arranging()

    def _has_to_move(self, operation: Operation) -> bool:
        """Return whether an operation must move its object to its place."""
        result = operation.result
        return operation.destination is not None or (
            result is not None and self._order.is_unrestored(result.id)
        )

    def _move(self, id_: str, failed: dict[str, LivePersonError], causes: list[Operation]) -> None:
        position = self._order.position(id_)
        was_out_of_order = id_ in self._order.out_of_order(self._cache.positions())
        before = self._cache.live(id_)
        move = Move(self._kind, id_, {} if before is None else before.wire, position)
        self._carry_out(move)
        if move.written_at is not None:
            for each in causes:  # the state must contain the revision of the last write
                if each.result is not None:
                    each.result = replace(each.result, revision=move.written_at)
        if move.error is not None:
            failed[id_] = move.error
            return
        self._order.record_moved(id_, position)
        seen = self._cache.live(id_)
        if was_out_of_order and seen is not None:
            LOG.warning("%s", put_back_message(self._kind, id_, seen.wire))

    def _fail(self, operations: list[Operation], error: LivePersonError) -> None:
        for each in operations:
            if each.error is None and each.result is not None:
                result = each.result
                each.fail(
                    UnfinishedError(
                        error,
                        self._kind.noun,
                        result.id,
                        result.revision,
                        rest="move it to its position",
                        unwritten=(str(self._kind.position),),
                    )
                )
                self._order.record_not_moved(result.id)
