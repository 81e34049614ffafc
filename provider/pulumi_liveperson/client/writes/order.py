"""The declared order of the objects of one kind, as far as this process knows it.

Pulumi passes one resource after the other, and some of them only after others have been written. So every
write that changes the order arranges all objects that are known by then. An unchanged object that becomes
known later is checked at that time.
"""

import json
import threading
from collections.abc import Callable, Iterable, Mapping

from pulumi_liveperson.client.writes.declared_order import Claim, DeclaredOrder, in_order

Live = Mapping[str, int]
"""The positions that LivePerson shows, by id."""
Find = Callable[[str], str | None]
"""Returns the id of the object with a name."""

NEVER = "0"  # older than every revision
ANNOUNCED = 1
MOVED = 10**6
UNCHANGED = MOVED + 1  # more than MOVED, so that the objects that this process has written are moved first
STAYING = 10**9


class Order:
    """The declared positions of the objects of one kind; safe to share between threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._stored = DeclaredOrder()  # positions in the state, of objects that this process has not moved
        self._wanted = DeclaredOrder()  # positions in the program
        self._unchanged: dict[str, int] = {}
        self._moved: dict[str, int] = {}
        self._announced: dict[str, int] = {}  # by name
        self._programs: set[str] = set()
        self._pending: set[str] = set()  # objects that their own operation will move
        self._unrestored: set[str] = set()  # unchanged objects that could not be moved to their place
        self._may_move_back: set[str] = set()  # unchanged objects; if another person moved them
        self._last_written = NEVER
        self._found: tuple[str, Live] | None = None  # the order before our first write; None without a write
        self.keeps_numbers = False
        """Whether the server keeps declared numbers and moves no other object, so each needs its number."""
        self._count = 0
        self._is_arranging = False

    def record_revision(self, revision: str) -> None:
        """Record the revision in the state at which an object was last written."""
        with self._turn:
            self._last_written = max(self._last_written, revision, key=int)

    def is_last_written_at(self, revision: str) -> bool:
        """Return whether a revision is the last one in the state; then no other program has written since."""
        with self._turn:
            return self._last_written == revision

    def record_found(self, revision: str, live: Live) -> None:
        """Record the order that this process found before its first write, and the revision of it."""
        with self._turn:
            self._found = revision, live

    def record_program(self, positions: str) -> None:
        """Record the declared positions of a program by name, for objects whose resource is not known yet.

        The positions are a JSON object, which every resource of the program contains.
        """
        with self._turn:
            if positions in self._programs:
                return
            self._programs.add(positions)
            for name, position in json.loads(positions).items():
                self._announced.setdefault(name, position)

    def record_announced(self, name: str, position: int) -> None:
        """Record the declared position of an object whose state is not known yet."""
        with self._turn:
            self._announced[name] = position

    def record_stored(self, id_: str, position: int) -> None:
        """Record the position of an object in the state."""
        with self._turn:
            self._stored.declare(id_, position)

    def record_declared(self, id_: str, position: int) -> None:
        """Record the new declared position of an object that its own operation will move."""
        with self._turn:
            self._wanted.declare(id_, position)
            self._unchanged.pop(id_, None)
            self._pending.add(id_)

    def record_unchanged(self, id_: str, position: int, *, may_move_back: bool = False) -> bool:
        """Record an object whose declared position is unchanged; return whether the order must be checked.

        The check is needed if this process has moved other objects before it knew this one. It is also needed
        if this process has written and an earlier update of the stack has left a wrong order. An object with
        `may_move_back` is moved back if another person moved it.
        """
        with self._turn:
            self._wanted.declare(id_, position)
            if id_ in self._moved:
                return False
            self._pending.discard(id_)
            self._unchanged[id_] = position
            if may_move_back:
                self._may_move_back.add(id_)
            self._count += 1
            return bool(self._moved or self._was_left_out_of_order()) and not self._is_arranging

    def record_moved(self, id_: str, position: int) -> None:
        """Record that this process has moved an object to a position."""
        with self._turn:
            self._pending.discard(id_)
            self._unchanged.pop(id_, None)
            self._stored.discard(id_)
            self._moved[id_] = position

    def record_not_moved(self, id_: str) -> None:
        """Record that an object could not be moved to its position, so that a later operation must do it."""
        with self._turn:
            self._pending.add(id_)
            self._moved.pop(id_, None)
            self._unchanged.pop(id_, None)

    def record_unrestored(self, id_: str) -> None:
        """Record that an unchanged object could not be moved back, so that its resource reports the error."""
        with self._turn:
            self._unrestored.add(id_)

    def is_unrestored(self, id_: str) -> bool:
        """Return whether an unchanged object could not be moved back."""
        with self._turn:
            return id_ in self._unrestored

    def start_arranging(self) -> int:
        """Start arranging; return the number of unchanged objects that were recorded."""
        with self._turn:
            self._is_arranging = True
            return self._count

    def stop_if_unchanged(self, count: int) -> bool:
        """Stop arranging if no object was recorded since `start_arranging`; return whether it has stopped."""
        with self._turn:
            self._is_arranging = count != self._count
            return not self._is_arranging

    def stop_arranging(self) -> None:
        """Stop arranging."""
        with self._turn:
            self._is_arranging = False

    def out_of_order(self, live: Live) -> list[str]:
        """Return the unchanged objects that are not in the order of the state; we did not move them."""
        with self._turn:
            return self._out_of_order(live)

    def may_move_back(self, ids: Iterable[str]) -> bool:
        """Return whether all these objects may be moved back."""
        with self._turn:
            return self._may_move_back.issuperset(ids)

    def position(self, id_: str) -> int:
        """Return the declared position of a known object."""
        with self._turn:
            return (self._moved | self._unchanged)[id_]

    def was_moved(self, id_: str, live: Live) -> bool:
        """Return whether another person moved an object, and not to its declared position.

        Objects that already have their new position do not count, no matter who moved them. For example, an
        update that was killed may have moved them past this object.
        """
        with self._turn:
            arrived = self._wanted.arrived(self._stored, live)
            is_in_place = id_ in arrived or self._wanted.is_in_order(id_, live)
            # If an object passed only this one, this one may have moved instead, by another person.
            passed = self._stored.without({id_}).out_of_order(live)
            others = self._stored.without(arrived & passed)
            return not (is_in_place or others.holds(id_, live, loosely=True))

    def _was_left_out_of_order(self) -> bool:
        """Return whether the last write before ours is in the state, but did not leave the state's order."""
        if self._found is None or self._found[0] != self._last_written:
            return False
        return bool(self._out_of_order(self._found[1]))

    def _out_of_order(self, live: Live) -> list[str]:
        claims = {each: Claim(position, 1) for each, position in self._unchanged.items()}
        return sorted(claims.keys() & live.keys() - in_order(claims, live), key=lambda each: live[each])

    def claims(self, live: Live, find: Find) -> dict[str, Claim]:
        """Return the declared position and the weight of each known or announced object."""
        with self._turn:
            announced = dict(self._announced)
            pending = set(self._pending)
            stored, wanted = self._stored.positions(), self._wanted.positions()
            arrived = self._wanted.arrived(self._stored, live)
            known = {
                **{each: Claim(position, UNCHANGED) for each, position in self._unchanged.items()},
                **{each: Claim(position, MOVED) for each, position in self._moved.items()},
            }
        expected = {
            id_: Claim(position, ANNOUNCED)
            for name, position in announced.items()
            if (id_ := find(name)) is not None and id_ not in pending and id_ not in known
        }
        staying = expected | {id_: claim for id_, claim in known.items() if claim.weight == UNCHANGED}
        if in_order(staying, live) >= staying.keys() & live.keys():
            # All of them may be unchanged, so the objects that this process has moved must move again.
            expected = {id_: claim._replace(weight=STAYING) for id_, claim in expected.items()}
        # Until its own operation starts, an object has the position in its state, with the lowest weight. If
        # a killed update has moved it, it has its new one. Another object with the same new position moves
        # to the side on which it will stay.
        waiting = {}
        for each in pending & stored.keys():
            nearly_stored = stored[each] + (0.5 if wanted[each] > stored[each] else -0.5)
            waiting[each] = Claim(wanted[each] if each in arrived else nearly_stored, ANNOUNCED)
        return waiting | expected | known
