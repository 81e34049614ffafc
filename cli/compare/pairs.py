"""Which object of one side is which of the other: by name, in whatever way LivePerson writes that back."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from provider.liveperson.kinds import Kind
from provider.liveperson.names import called
from provider.liveperson.values import TEXT, as_it_is

# The most exact reading of a name comes first, so that `A &amp; B` beside `A & B` keeps its own partner.
_READINGS: tuple[Callable[[Any], Any], ...] = (as_it_is, TEXT.meant, called)


class Named(Protocol):
    """What has a unique name among all of its kind."""

    @property
    def kind(self) -> Kind:
        """Return its kind."""

    @property
    def exact_name(self) -> str:
        """Return the name, whatever it looks like."""


First = TypeVar("First", bound=Named)
Second = TypeVar("Second", bound=Named)


@dataclass(frozen=True)
class Pairing(Generic[First, Second]):
    """The objects of two sides; each of them stands here once."""

    pairs: tuple[tuple[First, Second], ...]
    only_first: tuple[First, ...]
    only_second: tuple[Second, ...]


def paired(first: Iterable[First], second: Iterable[Second]) -> Pairing[First, Second]:
    """Return the pairs of one name, and what is left over on either side."""
    left, right = list(first), list(second)
    pairs: list[tuple[First, Second]] = []
    for reading in _READINGS:
        free: dict[Hashable, list[Second]] = defaultdict(list)
        for each in reversed(right):
            free[_key(each, reading)].append(each)
        found = [(each, free[key].pop()) for each in left if free[key := _key(each, reading)]]
        pairs += found
        taken = {id(each) for pair in found for each in pair}
        left = [each for each in left if id(each) not in taken]
        right = [each for each in right if id(each) not in taken]
    return Pairing(tuple(pairs), tuple(left), tuple(right))


def _key(item: Named, reading: Callable[[Any], Any]) -> tuple[Any, str]:
    return item.kind, str(reading(item.exact_name))
