"""The order of objects whose positions a program declares.

LivePerson may renumber positions, so the numbers themselves mean nothing: what must hold is the relative
order among the objects that declare one.
"""

from collections.abc import Mapping

from provider.liveperson.names import called


class Sequence:
    """The declared positions of one kind of object, as far as this process has heard of them."""

    def __init__(self) -> None:
        self._declared: dict[str, int] = {}

    def declare(self, name: str, position: int) -> None:
        """Note the position that an object is to have among the others."""
        self._declared[called(name)] = position

    def holds(self, name: str, live: Mapping[str, int]) -> bool:
        """Tell whether an object stands where it should, given the live positions by what objects are called.

        One whose position is not shown does.
        """
        name = called(name)
        low, high = self._bounds(name, live)
        return name not in live or low < live[name] < high

    def place(self, name: str, live: Mapping[str, int]) -> int:
        """Return the position to ask for, from a server that moves the others out of the way."""
        name = called(name)
        low, high = self._bounds(name, live)
        if high < float("inf"):
            return int(high) - (1 if live[name] < high else 0)
        return int(low) + (1 if live[name] > low else 0)

    def _bounds(self, name: str, live: Mapping[str, int]) -> tuple[float, float]:
        """Return the last position before an object, and the first one after it."""
        own = self._declared[name]
        others = [
            (self._declared[each], live[each]) for each in self._declared if each in live and each != name
        ]
        low = max((place for position, place in others if position < own), default=float("-inf"))
        high = min((place for position, place in others if position > own), default=float("inf"))
        return low, high
