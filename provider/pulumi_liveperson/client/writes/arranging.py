"""Puts objects in their order, after writes that touch it and wherever one is heard of too late.

LivePerson shifts others where one comes in, and whether it counts as we do is not published: an object is in
its place when it is seen there.
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from pulumi_liveperson.client.errors import ConflictError, LivePersonError, UnfinishedError, UnreachableError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache
from pulumi_liveperson.client.writes.conflict_messages import disturbed_message, put_back_message
from pulumi_liveperson.client.writes.operation import Known, Operation
from pulumi_liveperson.client.writes.operations import Create, Update
from pulumi_liveperson.client.writes.positions import Positions

LOG = logging.getLogger(__name__)
ATTEMPTS = 4  # where an object does not stay in its place
_UNSETTLED = "LivePerson confirms that objects are moved, and they do not stay in their order."


class Move(Update):
    """Put an object into its place among the declared positions, whatever else it holds."""

    def __init__(self, kind: Kind, id_: str, base: Wire, position: int) -> None:
        super().__init__(kind, id_, base, {})
        self._position = position
        self.written_at: str | None = None
        """The revision of the last write, if there was one."""

    @property
    def destination(self) -> int | None:
        """The declared position."""
        return self._position

    def is_needed(self, cache: CollectionCache) -> bool:
        """Look where the object stands now."""
        is_shown = self.id in cache.positions()
        if not is_shown or Positions(cache).is_put(self.id, self._position) or not self._moves(cache):
            self.settle()
        return not self.settled

    def body(self, live: Wire, cache: CollectionCache) -> Wire:
        """Return what to send: the live object elsewhere, with its name as a program writes it.

        LivePerson may show a name escaped, and would take that for another one.
        """
        wire = super().body(live, cache)
        name = {self.kind.key: cache.expectations.spellings.get(self.id, wire[self.kind.key])}
        is_same = self.kind.key not in self.kind.differences(name, live)
        return {**wire, **name} if is_same else wire

    def sent(self, result: Known | None) -> None:
        """Stay unsettled until the object is seen in its place."""
        self.written_at = None if result is None else result.revision


class Arranging:
    """Keeps the objects of one collection in their order. Not for several threads at once."""

    def __init__(self, kind: Kind, cache: CollectionCache, carry_out: Callable[[Move], None]) -> None:
        self._kind = kind
        self._cache = cache
        self._places = Positions(cache)
        self._order = cache.expectations.order
        self._carry_out = carry_out

    def after(self, group: list[Operation]) -> None:
        """Put what operations have written into its place, and with it whatever else is known by now.

        Operations whose objects do not get there fail, although these are written.
        """
        written = {
            each.result.id: each for each in group if each.has_place and each.result and not each.error
        }
        if written:
            self._order.found(self._cache.first, self._cache.first_positions)
        moved = [each for each in written.values() if self._has_to_move(each)]
        for id_, each in written.items():
            if isinstance(each, Create | Update):
                self._cache.expectations.spellings[id_] = each.desired[self._kind.key]
            if each.destination is not None:
                self._order.put(id_, each.destination)
        if not moved and (self._places.seem_right() or self._places.disturbed()):
            return  # what somebody else has moved is looked at by whoever moves
        failed: dict[str, LivePersonError] = {}
        try:
            self.arrange(failed, list(written.values()))
        except LivePersonError as error:
            failed = dict.fromkeys(written, error)
        for id_, trouble in failed.items():
            # An object to which nothing is done has nobody else to say that it stands wrong.
            self._fail([written[id_]] if id_ in written else list(written.values()), trouble)

    def arrange(
        self, failed: dict[str, LivePersonError], causes: list[Operation], *, overwrite: bool = False
    ) -> None:
        """Move what has to be moved, so that all known objects stand in their order; note what failed.

        Raises `ConflictError` where somebody else has moved some, unless they are to be overwritten.
        """
        overwrite = overwrite or any(each.overwrite for each in causes)
        tried: Counter[str] = Counter()
        heard = self._order.begin()
        try:
            while True:
                disturbed = self._places.disturbed(overwrite=overwrite)
                if disturbed:
                    raise ConflictError(disturbed_message(self._kind, disturbed))
                astray = [id_ for id_ in self._places.astray() if id_ not in failed]
                if astray:
                    tried[astray[0]] += 1
                    self._move(astray[0], failed, causes)
                    if tried[astray[0]] == ATTEMPTS:
                        failed.setdefault(astray[0], UnreachableError(_UNSETTLED))
                elif self._order.ends(heard):
                    return
                else:
                    heard = self._order.begin()
        finally:
            self._order.end()

    def _has_to_move(self, operation: Operation) -> bool:
        """Tell whether an operation has to bring its object to its place."""
        result = operation.result
        return operation.destination is not None or (result is not None and self._order.is_late(result.id))

    def _move(self, id_: str, failed: dict[str, LivePersonError], causes: list[Operation]) -> None:
        position = self._order.position(id_)
        is_disturbed = id_ in self._order.disturbed(self._cache.positions())
        before = self._cache.live(id_)
        move = Move(self._kind, id_, {} if before is None else before.wire, position)
        self._carry_out(move)
        if move.written_at is not None:
            for each in causes:  # the state has to know the last write
                if each.result is not None:
                    each.result = replace(each.result, revision=move.written_at)
        if move.error is not None:
            failed[id_] = move.error
            return
        self._order.put(id_, position)
        seen = self._cache.live(id_)
        if is_disturbed and seen is not None:
            LOG.warning("%s", put_back_message(self._kind, id_, seen.wire))

    def _fail(self, operations: list[Operation], error: LivePersonError) -> None:
        for each in operations:
            if each.error is None and each.result is not None:
                result = each.result
                each.fail(UnfinishedError(error, self._kind.noun, result.id, result.revision))
                self._order.withdraw(result.id)
