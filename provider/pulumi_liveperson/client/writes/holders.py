"""Which resource holds which object, as far as this process has heard.

LivePerson knows objects and no resources, and a state can hold anything: two resources with one object where
an update has ended half-way, one resource twice where a replacement has. So an object goes with the last
resource that holds it, and no two resources of an update have the same.
"""

import threading
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from pulumi_liveperson.client.equivalence.names import called


@dataclass(frozen=True)
class StateEntry:
    """An entry of the state: a resource, and the id of an object."""

    resource: Hashable
    id: str
    is_pending_delete: bool = False


@dataclass
class _Holding:
    id: str
    is_final: bool
    """Whether the object has the name that the program gives it; otherwise, whoever keeps its name has it."""
    is_new: bool = False
    """Whether the resource has got the object in this run, so that an entry of the state is another one."""


class Holders:
    """The resources of one kind, and their objects; safe to share between threads.

    A resource is whatever its caller calls it. `entries` returns those of the state as this process found it.
    """

    def __init__(self, entries: Callable[[], Iterable[StateEntry]] = tuple) -> None:
        self.is_partial = False
        """Whether the engine may leave resources out that it keeps, so that only the state tells of them."""
        self._turn = threading.RLock()
        self._entries = entries
        self._kept: set[Hashable] = set()
        self._replaced: set[Hashable] = set()
        self._holdings: dict[Hashable, _Holding] = {}
        self._left: list[tuple[Hashable, str]] = []
        self._made: set[str] = set()

    def check(self, resource: Hashable, *, is_new: bool) -> None:
        """Note that a resource is declared: one of the state, or one that is to have a new object."""
        with self._turn:
            if is_new:
                self._holdings.pop(resource, None)
                self._kept.discard(resource)
                self._replaced.add(resource)
            else:
                self._kept.add(resource)

    def keep(self, resource: Hashable, id_: str, before: str, after: str) -> bool:
        """Note that a declared resource is to keep its object; tell whether it can.

        Where two of a state have one object, that is for the one that has it already, or keeps its name.
        """
        with self._turn:
            if resource not in self._kept:
                return True  # the engine asks this of resources that it may delete, too
            others = [each for each in self._others(resource) if each.id == id_ and id_ not in self._made]
            keeps_name = called(before) == called(after)
            if any(other.is_final for other in others) or (others and not keeps_name):
                return False
            self._hold(resource, id_, is_final=keeps_name)
            return True

    def make(self, resource: Hashable, id_: str) -> None:
        """Note that a resource has an object that this process has created, so that no state knows it yet."""
        with self._turn:
            self._made.add(id_)
            self.have(resource, id_)

    def have(self, resource: Hashable, id_: str) -> None:
        """Note that a resource has an object for good, with the name that the program gives it."""
        with self._turn:
            self._replaced.discard(resource)
            self._hold(resource, id_, is_final=True)

    def get(self, resource: Hashable, id_: str) -> None:
        """Note that a resource gets an object that was there, by an import or because it is equal."""
        with self._turn:
            self._replaced.discard(resource)
            self._holdings[resource] = _Holding(id_, is_final=True, is_new=True)

    def has_lost(self, resource: Hashable, id_: str) -> bool:
        """Tell whether another resource has got an object that a resource of the state is to rename."""
        with self._turn:
            return id_ not in self._made and not self.is_free(resource, id_)

    def is_free(self, resource: Hashable, id_: str) -> bool:
        """Tell whether no other resource of this update has an object for good."""
        with self._turn:
            return not any(other.is_final and other.id == id_ for other in self._others(resource))

    def owner(self, resource: Hashable, id_: str) -> Hashable:
        """Return another resource that keeps an object which an earlier run has left, or None."""
        with self._turn:
            if id_ in self._made:
                return None
            final = [each for each, held in self._holdings.items() if held.id == id_ and held.is_final]
            stored = self._remaining() if self.is_partial else []
            keeping = [*final, *(entry.resource for entry in stored if entry.id == id_)]
            return next((each for each in keeping if each != resource), None)

    def is_own(self, resource: Hashable, id_: str) -> bool:
        """Tell whether a resource that is to have a new object has this one in the state."""
        with self._turn:
            return any(
                entry.resource == resource and entry.id == id_ and not entry.is_pending_delete
                for entry in self._remaining()
            )

    def gives_up(self, resource: Hashable, id_: str, *, is_as_known: bool) -> bool:
        """Tell whether an entry of the state goes without its object, because another one holds that.

        An object that is not as the entry knows it may have been written for another entry.
        """
        with self._turn:
            if id_ in self._made:
                return False
            is_held = any(other.id == id_ for other in self._others(resource))
            own = self._own(resource, id_)
            # Otherwise, the engine asks about all that it keeps before it deletes what it does not.
            is_unsure = own is not None or self.is_partial or resource in self._replaced or not is_as_known
            if not is_held and is_unsure:
                entries = sum(entry.id == id_ for entry in self._remaining())
                is_held = entries + (own is not None and own.is_new) > 1
            if is_held:
                self._left.append((resource, id_))
            return is_held

    def _hold(self, resource: Hashable, id_: str, *, is_final: bool) -> None:
        before = self._own(resource, id_)
        is_new = before is not None and before.is_new
        self._holdings[resource] = _Holding(id_, is_final, is_new)

    def _own(self, resource: Hashable, id_: str) -> _Holding | None:
        own = self._holdings.get(resource)
        return own if own is not None and own.id == id_ else None

    def _others(self, resource: Hashable) -> list[_Holding]:
        return [holding for each, holding in self._holdings.items() if each != resource]

    def _remaining(self) -> list[StateEntry]:
        """Return the entries of the state that have not left it; of two, the pending delete leaves first."""
        remaining = sorted(self._entries(), key=lambda entry: not entry.is_pending_delete)
        for left in self._left:
            gone = next((each for each in remaining if (each.resource, each.id) == left), None)
            if gone is not None:
                remaining.remove(gone)
        return remaining
