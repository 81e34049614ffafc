"""The order of objects whose positions are declared.

LivePerson may renumber positions, so the numbers themselves mean nothing: what must hold is the relative
order among the objects that declare one.
"""

from collections.abc import Container, Iterable, Mapping
from math import inf
from typing import NamedTuple

_LEAST = 1  # positions begin here


class Claim(NamedTuple):
    """Where an object is to stand, and how much that counts where not all can stand right."""

    position: int
    weight: int


class DeclaredOrder:
    """The declared positions of objects, by their ids, as far as this process has heard of them."""

    def __init__(self) -> None:
        self._declared: dict[str, int] = {}

    def declare(self, id_: str, position: int) -> None:
        """Note the position that an object is to have among the others."""
        self._declared[id_] = position

    def positions(self) -> dict[str, int]:
        """Return the declared positions."""
        return self._declared.copy()

    def discard(self, id_: str) -> None:
        """Forget where an object is to stand."""
        self._declared.pop(id_, None)

    def holds(self, id_: str, live: Mapping[str, int], *, loosely: bool = False) -> bool:
        """Tell whether an object stands where it should, given the live positions.

        One whose position is not declared, or not shown, does; and loosely, one that shares a number.
        """
        declared = self._declared.copy()
        if id_ not in live or id_ not in declared:
            return True
        claims = {each: Claim(position, 1) for each, position in declared.items()}
        low, high = bounds(claims.pop(id_).position, claims, live)
        # Where others stand the wrong way round themselves, the one before counts.
        high = high if low < high else inf
        return low <= live[id_] <= high if loosely else low < live[id_] < high

    def is_met(self, id_: str, live: Mapping[str, int]) -> bool:
        """Tell whether an object whose position is declared stands on the right side of all others."""
        declared = self._declared.copy()
        if id_ not in live or id_ not in declared:
            return False
        own, place = declared[id_], live[id_]
        others = [(declared[each], live[each]) for each in declared if each in live]
        return all((other < own) == (there < place) for other, there in others if other != own)

    def found(self, id_: str, position: int, live: Mapping[str, int]) -> int:
        """Declare an object, and return its position: the declared one, or one that says where it stands.

        Such a position is on the scale of the declared ones, so that looking again finds nothing new.
        """
        self.declare(id_, position)
        if self.holds(id_, live):
            return position
        others = [each for each in self._declared if each in live and each != id_]
        beside = {self._declared[each] for each in others if live[each] == live[id_]} - {position}
        low = max((self._declared[each] for each in others if live[each] < live[id_]), default=0)
        high = min((self._declared[each] for each in others if live[each] > live[id_]), default=inf)
        if beside:
            # Whichever of two was moved onto the other's number, an equal position leaves their order open.
            self._declared[id_] = min(beside)
        elif not low < live[id_] < high:
            # Where no number is left between two objects, an equal one leaves the order open.
            self._declared[id_] = low + 1 if low + 1 < high else max(low, 1)
        else:
            self._declared[id_] = live[id_]
        return self._declared[id_]


def bounds(position: int, claims: Mapping[str, Claim], live: Mapping[str, int]) -> tuple[float, float]:
    """Return the last live position before that of an object, and the first one after it."""
    others = [(claims[each].position, live[each]) for each in claims if each in live]
    low = max((place for other, place in others if other < position), default=-inf)
    high = min((place for other, place in others if other > position), default=inf)
    return low, high


def standing(claims: Mapping[str, Claim], live: Mapping[str, int]) -> set[str]:
    """Return the objects that can stay where they are: the weightiest part that is in its order."""
    shown = sorted((each for each in claims if each in live), key=lambda each: (live[each], each))
    if _is_in_order((claims[each].position, live[each]) for each in shown):
        return set(shown)
    best: dict[str, tuple[int, str]] = {}  # the weight of the part that ends here, and what comes before
    for number, each in enumerate(shown):
        before = [
            (best[other][0], other)
            for other in shown[:number]
            if claims[other].position == claims[each].position
            or (claims[other].position < claims[each].position and live[other] < live[each])
        ]
        weight, last = max(before, default=(0, ""))
        best[each] = (weight + claims[each].weight, last)
    last = max(best, key=lambda each: best[each], default="")
    stay: set[str] = set()
    while last:
        stay.add(last)
        last = best[last][1]
    return stay


def number_for(position: int, here: int | None, low: float, high: float, taken: Container[int]) -> int:
    """Return the number to ask for, so that an object comes to stand between two others.

    It is right whether the server moves the others out of the way or leaves their numbers alone, where a
    number is left between them; else only the server can make room. `here` is where the object stands now.
    """
    if low < position < high:
        return position
    if high == inf:
        return int(low) + 1
    between = range(int(high) - 1, int(max(low, _LEAST - 1)), -1)
    free = next((number for number in between if number == here or number not in taken), None)
    if free is not None:
        return free
    # One that comes from before leaves a gap, into which the others move up.
    return int(high) - 1 if between or (here is not None and here < high) else int(high)


def _is_in_order(several: Iterable[tuple[int, int]]) -> bool:
    last, there = -inf, -inf
    for position, place in several:
        if position < last or (place == there and position != last):
            return False
        last, there = position, place
    return True
