"""Which resource has which object, as far as this process knows.

LivePerson has objects, but no resources. A state can contain two resources with one object, after an update
that ended early, or one resource twice, after a replacement that ended early. So an object is deleted only
with the last resource that has it, and in an update no two resources have the same object.
"""

import threading
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from pulumi_liveperson.client.equivalence.names import name_key


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
    """Whether the object has its declared name; otherwise, a resource that keeps the name has priority."""
    is_new: bool = False
    """Whether the resource got the object in this run, so that its entry in the state has another object."""


class Holders:
    """The resources of one kind, and their objects; safe to share between threads.

    A resource is identified by a key of the caller. `entries` returns the entries of the state at the start.
    """

    def __init__(self, entries: Callable[[], Iterable[StateEntry]] = tuple) -> None:
        self.is_partial = False
        """Whether the engine may skip resources that it keeps, so that only the state contains them."""
        self._turn = threading.RLock()
        self._entries = entries
        self._declared: set[Hashable] = set()
        self._replaced: set[Hashable] = set()
        self._holdings: dict[Hashable, _Holding] = {}
        self._left_entries: list[tuple[Hashable, str]] = []
        self._created: set[str] = set()

    def check(self, resource: Hashable, *, is_new: bool) -> None:
        """Record that a resource is declared: it is in the state, or it gets a new object."""
        with self._turn:
            if is_new:
                self._holdings.pop(resource, None)
                self._declared.discard(resource)
                self._replaced.add(resource)
            else:
                self._declared.add(resource)

    def keep(self, resource: Hashable, id_: str, before: str, after: str) -> bool:
        """Record that a declared resource keeps its object; return whether it can.

        If two resources of a state have one object, the resource that already has it in this run, or that
        keeps its name, keeps the object.
        """
        with self._turn:
            if resource not in self._declared:
                return True  # the engine also calls this for resources that it may delete
            others = [each for each in self._others(resource) if each.id == id_ and id_ not in self._created]
            keeps_name = name_key(before) == name_key(after)
            if any(other.is_final for other in others) or (others and not keeps_name):
                return False
            self._hold(resource, id_, is_final=keeps_name)
            return True

    def record_created(self, resource: Hashable, id_: str) -> None:
        """Record that this process created the object of a resource, so that no state contains it yet."""
        with self._turn:
            self._created.add(id_)
            self.record_kept(resource, id_)

    def record_kept(self, resource: Hashable, id_: str) -> None:
        """Record that a resource has an object for the rest of the run, with its declared name."""
        with self._turn:
            self._replaced.discard(resource)
            self._hold(resource, id_, is_final=True)

    def record_taken_over(self, resource: Hashable, id_: str) -> None:
        """Record that a resource gets an existing object, by an import or because it is equal."""
        with self._turn:
            self._replaced.discard(resource)
            self._holdings[resource] = _Holding(id_, is_final=True, is_new=True)

    def was_taken_over(self, resource: Hashable, id_: str) -> bool:
        """Return whether another resource got the object that a resource of the state renames."""
        with self._turn:
            return id_ not in self._created and not self.is_free(resource, id_)

    def is_free(self, resource: Hashable, id_: str) -> bool:
        """Return whether no other resource of this update has an object with its declared name."""
        with self._turn:
            return not any(other.is_final and other.id == id_ for other in self._others(resource))

    def owner(self, resource: Hashable, id_: str) -> Hashable:
        """Return another resource that keeps an object of an earlier run; None if there is none."""
        with self._turn:
            if id_ in self._created:
                return None
            final = [each for each, held in self._holdings.items() if held.id == id_ and held.is_final]
            stored = self._remaining() if self.is_partial else []
            keeping = [*final, *(entry.resource for entry in stored if entry.id == id_)]
            return next((each for each in keeping if each != resource), None)

    def is_own_replacement(self, resource: Hashable, id_: str) -> bool:
        """Return whether a resource got the object again in this run, so only its old entry goes away."""
        with self._turn:
            own = self._own(resource, id_)
            return own is not None and own.is_new

    def is_own(self, resource: Hashable, id_: str) -> bool:
        """Return whether a resource that gets a new object has this object in the state."""
        with self._turn:
            return any(
                entry.resource == resource and entry.id == id_ and not entry.is_pending_delete
                for entry in self._remaining()
            )

    def is_unreported(self, resource: Hashable, id_: str) -> bool:
        """Return whether the state has an object for another resource that the engine has not reported yet.

        This update may rename the object, or delete it at the end.
        """
        with self._turn:
            known = {*self._declared, *self._replaced, *self._holdings, resource}
            return any(
                entry.id == id_ and entry.resource not in known and not entry.is_pending_delete
                for entry in self._remaining()
            )

    def is_shared(self, resource: Hashable, id_: str, *, is_unchanged: bool) -> bool:
        """Return whether an entry leaves the state without its object, because another entry has the object.

        If the object differs from the content in the entry, it may have been written for another entry.
        """
        with self._turn:
            if id_ in self._created:
                return False
            is_held = any(other.id == id_ for other in self._others(resource))
            own = self._own(resource, id_)
            # If none of these applies, the engine has reported all resources that it keeps before a delete.
            is_unsure = own is not None or self.is_partial or resource in self._replaced or not is_unchanged
            if not is_held and is_unsure:
                entries = sum(entry.id == id_ for entry in self._remaining())
                is_held = entries + (own is not None and own.is_new) > 1
            if is_held:
                self._left_entries.append((resource, id_))
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
        """Return the entries that are still in the state; of two equal ones, a pending delete goes first."""
        remaining = sorted(self._entries(), key=lambda entry: not entry.is_pending_delete)
        for left in self._left_entries:
            gone = next((each for each in remaining if (each.resource, each.id) == left), None)
            if gone is not None:
                remaining.remove(gone)
        return remaining
