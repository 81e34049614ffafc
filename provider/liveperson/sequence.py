"""The order of objects whose positions a program declares.

LivePerson may renumber positions, so the numbers themselves mean nothing: what must hold is the relative
order among the objects that declare one.
"""

from collections.abc import Mapping
from math import inf

from provider.liveperson.names import called


class Sequence:
    """The declared positions of one kind of object, as far as this process has heard of them."""

    def __init__(self) -> None:
        self._declared: dict[str, int] = {}

    def declare(self, name: str, position: int) -> None:
        """Note the position that an object is to have among the others."""
        self._declared[called(name)] = position

    def discard(self, name: str) -> None:
        """Forget where an object is to stand."""
        self._declared.pop(called(name), None)

    def holds(self, name: str, live: Mapping[str, int]) -> bool:
        """Tell whether an object stands where it should, given the live positions by what objects are called.

        One whose position is not declared, or not shown, does.
        """
        name = called(name)
        if name not in live or name not in self._declared:
            return True
        low, high = self._bounds(name, live)
        return low < live[name] < high

    def is_met(self, name: str, live: Mapping[str, int]) -> bool:
        """Tell whether an object whose position is declared stands on the right side of all others."""
        name = called(name)
        if name not in live or name not in self._declared:
            return False
        own, place = self._declared[name], live[name]
        others = [(self._declared[each], live[each]) for each in self._declared if each in live]
        return all((other < own) == (there < place) for other, there in others if other != own)

    def found(self, name: str, position: int, live: Mapping[str, int]) -> int:
        """Declare an object, and return its position: the declared one, or one that says where it stands.

        Such a position is on the scale of the declared ones, so that looking again finds nothing new.
        """
        self.declare(name, position)
        if self.holds(name, live):
            return position
        name = called(name)
        others = [each for each in self._declared if each in live and each != name]
        low = max((self._declared[each] for each in others if live[each] < live[name]), default=0)
        high = min((self._declared[each] for each in others if live[each] > live[name]), default=inf)
        if not low < live[name] < high:
            # Where no number is left between two objects, an equal one leaves the order open.
            self._declared[name] = low + 1 if low + 1 < high else max(low, 1)
        else:
            self._declared[name] = live[name]
        return self._declared[name]

    def place(self, name: str, live: Mapping[str, int]) -> int:
        """Return the position to ask for, from a server that moves the others out of the way."""
        name = called(name)
        low, high = self._bounds(name, live)
        if high < inf:
            return int(high) - (1 if live[name] < high else 0)
        return int(low) + (1 if live[name] > low else 0)

    def _bounds(self, name: str, live: Mapping[str, int]) -> tuple[float, float]:
        """Return the last position before an object, and the first one after it."""
        own = self._declared[name]
        others = [
            (self._declared[each], live[each]) for each in self._declared if each in live and each != name
        ]
        low = max((place for position, place in others if position < own), default=-inf)
        high = min((place for position, place in others if position > own), default=inf)
        # Where others stand the wrong way round themselves, the one before counts.
        return low, high if low < high else inf
