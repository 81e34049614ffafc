"""Pairs the objects of two sides by name, independent of the format in which LivePerson returns the name."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from pulumi_liveperson.client.equivalence.names import possible_keys
from pulumi_liveperson.client.kinds.kind import Kind


class Named(Protocol):
    """An object with a unique name among all of its kind."""

    @property
    def kind(self) -> Kind:
        """Return the kind."""

    @property
    def exact_name(self) -> str:
        """Return the name, unchanged."""


First = TypeVar("First", bound=Named)
Second = TypeVar("Second", bound=Named)
Item = TypeVar("Item", bound=Named)


@dataclass(frozen=True)
class Pairing(Generic[First, Second]):
    """The objects of two sides, each of them once."""

    pairs: tuple[tuple[First, Second], ...]
    only_first: tuple[First, ...]
    only_second: tuple[Second, ...]


def paired(first: Iterable[First], second: Iterable[Second]) -> Pairing[First, Second]:
    """Return the pairs with the same name, and the other objects of each side.

    Objects with exactly the same name are paired first: if a side has `A &amp; B` and `A & B`, each keeps its
    own partner. An object with several possible partners stays without a pair.
    """
    left, right = list(first), list(second)
    exact = _of_one_name(left, right)
    left, right = _without(left, exact), _without(right, exact)
    similar = _alike(left, right)
    return Pairing((*exact, *similar), tuple(_without(left, similar)), tuple(_without(right, similar)))


def _of_one_name(left: Iterable[First], right: Sequence[Second]) -> list[tuple[First, Second]]:
    free: dict[Hashable, list[Second]] = defaultdict(list)
    for each in reversed(right):
        free[each.kind, each.exact_name].append(each)
    return [(each, free[key].pop()) for each in left if free[key := (each.kind, each.exact_name)]]


def _alike(left: Sequence[First], right: Sequence[Second]) -> list[tuple[First, Second]]:
    """Return the pairs in which each object is the only possible partner of the other."""
    here, there = _by_reading(left), _by_reading(right)
    pairs = []
    for each in left:
        partners = _found(each, there)
        if len(partners) == 1 and len(_found(partners[0], here)) == 1:
            pairs.append((each, partners[0]))
    return pairs


def _by_reading(items: Iterable[Item]) -> dict[Hashable, list[Item]]:
    found: dict[Hashable, list[Item]] = defaultdict(list)
    for each in items:
        for key in _keys(each):
            found[key].append(each)
    return found


def _found(item: Named, others: dict[Hashable, list[Item]]) -> list[Item]:
    """Return the objects that may have the name of an item."""
    return list({id(each): each for key in _keys(item) for each in others.get(key, ())}.values())


def _keys(item: Named) -> list[Hashable]:
    return [(item.kind, reading) for reading in possible_keys(item.exact_name)]


def _without(items: Iterable[Item], pairs: Iterable[tuple[Any, Any]]) -> list[Item]:
    gone = {id(each) for pair in pairs for each in pair}
    return [each for each in items if id(each) not in gone]
