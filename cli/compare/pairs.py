"""Which object of one side is which of the other: by name, in whatever way LivePerson writes that back."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from cli.compare.item import Item
from provider.liveperson.names import called
from provider.liveperson.values import TEXT, as_it_is

# The most exact reading of a name comes first, so that `A &amp; B` beside `A & B` keeps its own partner.
_READINGS: tuple[Callable[[Any], Any], ...] = (as_it_is, TEXT.meant, called)


@dataclass(frozen=True)
class Pairing:
    """The objects of two sides; each of them stands here once."""

    pairs: tuple[tuple[Item, Item], ...]
    only_first: tuple[Item, ...]
    only_second: tuple[Item, ...]


def paired(first: Iterable[Item], second: Iterable[Item]) -> Pairing:
    """Return the pairs of one name, and what is left over on either side."""
    left, right = list(first), list(second)
    pairs: list[tuple[Item, Item]] = []
    for reading in _READINGS:
        free: dict[Hashable, list[Item]] = defaultdict(list)
        for each in reversed(right):
            free[_key(each, reading)].append(each)
        found = [(each, free[key].pop()) for each in left if free[key := _key(each, reading)]]
        pairs += found
        taken = {id(each) for pair in found for each in pair}
        left, right = ([each for each in side if id(each) not in taken] for side in (left, right))
    return Pairing(tuple(pairs), tuple(left), tuple(right))


def _key(item: Item, reading: Callable[[Any], Any]) -> tuple[Any, str]:
    return item.kind, str(reading(item.exact_name))
