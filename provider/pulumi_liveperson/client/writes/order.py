"""The order that one process leaves: what is known of what is to stand where.

Pulumi tells of one resource after the other, and some of them only after others have been written. So every
write that touches the order leaves all objects in it that are known by then, and an unchanged one that is
heard of later is looked at when it is.
"""

import json
import threading
from collections.abc import Callable, Iterable, Mapping

from pulumi_liveperson.client.writes.declared_order import Claim, DeclaredOrder, standing

Live = Mapping[str, int]
"""The positions that LivePerson shows, by id."""
Find = Callable[[str], str | None]
"""Returns the id of the object that has a name."""

NEVER = "0"  # older than every revision
ANNOUNCED = 1
PUT = 10**6
UNCHANGED = PUT + 1  # rather move what this process has written
STAYING = 10**9


class Order:
    """Where the objects of one kind belong; safe to share between threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._stored = DeclaredOrder()  # by the state, for those that this process has not moved
        self._wanted = DeclaredOrder()  # by the program, whether they stand there or not
        self._unchanged: dict[str, int] = {}
        self._put: dict[str, int] = {}
        self._announced: dict[str, int] = {}  # by name
        self._expected: set[str] = set()
        self._to_come: set[str] = set()  # those that an operation of their own is to move
        self._late: set[str] = set()  # unchanged ones that could not be put right
        self._give_way: set[str] = set()  # unchanged ones that are moved back where somebody has moved them
        self._last_written = NEVER
        self._found: tuple[str, Live] | None = None  # before our first write, if there has been one
        self.keeps_numbers = False
        """Whether all need the numbers that they declare, because nobody makes room."""
        self._heard = 0
        self._is_arranging = False

    def written_at(self, revision: str) -> None:
        """Note the revision at which the state says that an object was last written."""
        with self._turn:
            self._last_written = max(self._last_written, revision, key=int)

    def is_last_written_at(self, revision: str) -> bool:
        """Tell whether the state knows of the last write that there was."""
        with self._turn:
            return self._last_written == revision

    def found(self, revision: str, live: Live) -> None:
        """Note the order, and its revision, that this process has found and written to."""
        with self._turn:
            self._found = revision, live

    def expect(self, positions: str) -> None:
        """Note where a program wants objects, by name, as far as nothing else is known of them.

        The positions are a JSON object, which every resource of the program brings along.
        """
        with self._turn:
            if positions in self._expected:
                return
            self._expected.add(positions)
            for name, position in json.loads(positions).items():
                self._announced.setdefault(name, position)

    def announce(self, name: str, position: int) -> None:
        """Note where a program wants an object of which the state is not known yet."""
        with self._turn:
            self._announced[name] = position

    def stands(self, id_: str, position: int) -> None:
        """Note where the state says that an object stands."""
        with self._turn:
            self._stored.declare(id_, position)

    def wants(self, id_: str, position: int) -> None:
        """Note where an object is to stand to which an operation of its own comes."""
        with self._turn:
            self._wanted.declare(id_, position)
            self._unchanged.pop(id_, None)
            self._to_come.add(id_)

    def keeps(self, id_: str, position: int, *, gives_way: bool = False) -> bool:
        """Note an object that stays where the state says; tell whether the order must be looked at for it.

        That is so where this process has moved others before it knew, and where it has written at all and an
        earlier update of the stack has left the order wrong. One that gives way is moved back where somebody
        has moved it.
        """
        with self._turn:
            self._wanted.declare(id_, position)
            if id_ in self._put:
                return False
            self._to_come.discard(id_)
            self._unchanged[id_] = position
            if gives_way:
                self._give_way.add(id_)
            self._heard += 1
            return bool(self._put or self._was_left_wrong()) and not self._is_arranging

    def put(self, id_: str, position: int) -> None:
        """Note that this process has an object stand there from now on."""
        with self._turn:
            self._to_come.discard(id_)
            self._unchanged.pop(id_, None)
            self._stored.discard(id_)
            self._put[id_] = position

    def withdraw(self, id_: str) -> None:
        """Note that an object could not be put where it is to stand, so that a later operation has to."""
        with self._turn:
            self._to_come.add(id_)
            self._put.pop(id_, None)
            self._unchanged.pop(id_, None)

    def fails(self, id_: str) -> None:
        """Note that an unchanged object could not be put right, so that its resource has to say so."""
        with self._turn:
            self._late.add(id_)

    def is_late(self, id_: str) -> bool:
        """Tell whether an unchanged object could not be put right."""
        with self._turn:
            return id_ in self._late

    def begin(self) -> int:
        """Begin to look at the order; return how much has been heard of it."""
        with self._turn:
            self._is_arranging = True
            return self._heard

    def ends(self, heard: int) -> bool:
        """Tell whether nothing more has been heard meanwhile, and end looking if so."""
        with self._turn:
            self._is_arranging = heard != self._heard
            return not self._is_arranging

    def end(self) -> None:
        """End looking at the order."""
        with self._turn:
            self._is_arranging = False

    def disturbed(self, live: Live) -> list[str]:
        """Return the unchanged objects that do not stand as the state says, which is nobody's doing here."""
        with self._turn:
            return self._disturbed(live)

    def give_way(self, ids: Iterable[str]) -> bool:
        """Tell whether all these may be moved back."""
        with self._turn:
            return self._give_way.issuperset(ids)

    def position(self, id_: str) -> int:
        """Return where a known object is to stand."""
        with self._turn:
            return (self._put | self._unchanged)[id_]

    def was_moved(self, id_: str, live: Live) -> bool:
        """Tell whether somebody else moved an object, and not to where it is to stand."""
        with self._turn:
            return not (self._stored.holds(id_, live, loosely=True) or self._wanted.is_met(id_, live))

    def _was_left_wrong(self) -> bool:
        """Tell whether the state knows the last write before ours, and not the order that that has left."""
        if self._found is None or self._found[0] != self._last_written:
            return False
        return bool(self._disturbed(self._found[1]))

    def _disturbed(self, live: Live) -> list[str]:
        claims = {each: Claim(position, 1) for each, position in self._unchanged.items()}
        return sorted(claims.keys() & live.keys() - standing(claims, live), key=lambda each: live[each])

    def claims(self, live: Live, find: Find) -> dict[str, Claim]:
        """Return where all that are known or announced are to stand, and how much that counts."""
        with self._turn:
            announced = dict(self._announced)
            to_come = set(self._to_come)
            stored = self._stored.positions()
            known = {
                **{each: Claim(position, UNCHANGED) for each, position in self._unchanged.items()},
                **{each: Claim(position, PUT) for each, position in self._put.items()},
            }
        expected = {
            id_: Claim(position, ANNOUNCED)
            for name, position in announced.items()
            if (id_ := find(name)) is not None and id_ not in to_come and id_ not in known
        }
        staying = expected | {id_: claim for id_, claim in known.items() if claim.weight == UNCHANGED}
        if standing(staying, live) >= staying.keys() & live.keys():
            # They may all be unchanged, so it is what this process has put that has to make way.
            expected = {id_: claim._replace(weight=STAYING) for id_, claim in expected.items()}
        # Until its own operation comes, an object rather stands to the others as its state says.
        waiting = {each: Claim(stored[each], ANNOUNCED) for each in to_come if each in stored}
        return waiting | expected | known
