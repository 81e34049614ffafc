"""The order of objects with declared positions.

LivePerson may renumber positions, so the numbers have no meaning: only the order of the declared objects
relative to each other counts.
"""

from collections.abc import Container, Iterable, Mapping
from math import inf
from typing import NamedTuple

_LEAST = 1  # positions begin here


class Claim(NamedTuple):
    """The declared position of an object, and its weight if not all objects can be in their order."""

    position: float
    weight: int


class DeclaredOrder:
    """The declared positions of objects by id, as far as this process knows them."""

    def __init__(self) -> None:
        self._declared: dict[str, int] = {}

    def declare(self, id_: str, position: int) -> None:
        """Record the declared position of an object."""
        self._declared[id_] = position

    def positions(self) -> dict[str, int]:
        """Return the declared positions."""
        return self._declared.copy()

    def discard(self, id_: str) -> None:
        """Remove the declared position of an object."""
        self._declared.pop(id_, None)

    def without(self, ids: Container[str]) -> "DeclaredOrder":
        """Return a copy without some objects."""
        copy = DeclaredOrder()
        copy._declared = {id_: position for id_, position in self._declared.items() if id_ not in ids}
        return copy

    def out_of_order(self, live: Mapping[str, int]) -> set[str]:
        """Return the objects that are on the wrong side of another one."""
        declared = {id_: position for id_, position in self._declared.items() if id_ in live}
        return {
            each
            for each, own in declared.items()
            if any(
                (place < own) != (live[other] < live[each])
                for other, place in declared.items()
                if place != own
            )
        }

    def arrived(self, before: "DeclaredOrder", live: Mapping[str, int]) -> set[str]:
        """Return the objects that have another position than `before`, and that are live at their new one.

        Each of the others may be at its own previous or new position.
        """
        old, new = before.positions(), self.positions()
        known = (old.keys() | new.keys()) & live.keys()

        def is_beside(each: str, other: str) -> bool:
            places = {declared[other] for declared in (old, new) if other in declared}
            return any((place < new[each]) == (live[other] < live[each]) for place in places)

        changed = {each for each in known & old.keys() & new.keys() if old[each] != new[each]}
        return {each for each in changed if all(is_beside(each, other) for other in known - {each})}

    def holds(self, id_: str, live: Mapping[str, int], *, loosely: bool = False) -> bool:
        """Return whether an object is in its order, with the given live positions.

        This is true if its position is not declared or not shown; with `loosely`, also if it shares a number.
        """
        declared = self._declared.copy()
        if id_ not in live or id_ not in declared:
            return True
        claims = {each: Claim(position, 1) for each, position in declared.items()}
        low, high = bounds(claims.pop(id_).position, claims, live)
        # If the others are not in their order either, only the object before this one counts.
        high = high if low < high else inf
        return low <= live[id_] <= high if loosely else low < live[id_] < high

    def is_in_order(self, id_: str, live: Mapping[str, int]) -> bool:
        """Return whether an object with a declared position is on the right side of all others."""
        declared = self._declared.copy()
        if id_ not in live or id_ not in declared:
            return False
        own, place = declared[id_], live[id_]
        others = [(declared[each], live[each]) for each in declared if each in live]
        return all((other < own) == (there < place) for other, there in others if other != own)

    def position_for(self, id_: str, position: int, live: Mapping[str, int]) -> int:
        """Declare an object, and return the declared position if it is in its order, or else its live one.

        The live position is converted to the scale of the declared ones, so a second read finds no change.
        """
        self.declare(id_, position)
        if self.holds(id_, live):
            return position
        others = [each for each in self._declared if each in live and each != id_]
        beside = {self._declared[each] for each in others if live[each] == live[id_]} - {position}
        low = max((self._declared[each] for each in others if live[each] < live[id_]), default=0)
        high = min((self._declared[each] for each in others if live[each] > live[id_]), default=inf)
        if beside:
            # Two objects share a number, and either may have moved: equal positions define no order for them.
            self._declared[id_] = min(beside)
        elif not low < live[id_] < high:
            # If no number is left between two objects, an equal position defines no order.
            self._declared[id_] = low + 1 if low + 1 < high else max(low, 1)
        else:
            self._declared[id_] = live[id_]
        return self._declared[id_]


def bounds(position: float, claims: Mapping[str, Claim], live: Mapping[str, int]) -> tuple[float, float]:
    """Return the last live position of the objects before a declared position, and the first after it."""
    others = [(claims[each].position, live[each]) for each in claims if each in live]
    low = max((place for other, place in others if other < position), default=-inf)
    high = min((place for other, place in others if other > position), default=inf)
    return low, high


def in_order(claims: Mapping[str, Claim], live: Mapping[str, int]) -> set[str]:
    """Return the objects that need not move: the subset in its order with the largest total weight."""
    shown = sorted((each for each in claims if each in live), key=lambda each: (live[each], each))
    if _is_in_order((claims[each].position, live[each]) for each in shown):
        return set(shown)
    best: dict[
        str, tuple[int, str]
    ] = {}  # the weight of the best subset that ends here, and its previous object
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
    """Return the number to request, so that an object moves between two others.

    If a number is free between them, it is right for servers that renumber the others and for servers that do
    not. Otherwise the server must renumber the others. `here` is the current number of the object.
    """
    if low < position < high:
        return position
    if high == inf:
        return int(low) + 1
    between = range(int(high) - 1, int(max(low, _LEAST - 1)), -1)
    free = next((number for number in between if number == here or number not in taken), None)
    if free is not None:
        return free
    # An object that comes from before leaves a gap, so the numbers of the others decrease.
    return int(high) - 1 if between or (here is not None and here < high) else int(high)


def _is_in_order(several: Iterable[tuple[float, float]]) -> bool:
    last, there = -inf, -inf
    for position, place in several:
        if position < last or (place == there and position != last):
            return False
        last, there = position, place
    return True
