"""Compares the declared order of objects with their positions in LivePerson."""

from math import inf

from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache
from pulumi_liveperson.client.writes.declared_order import Claim, bounds, in_order, number_for
from pulumi_liveperson.client.writes.order import MOVED, UNCHANGED, Live


class Positions:
    """The places of the objects of one collection. Only one thread may use it at a time."""

    def __init__(self, cache: CollectionCache) -> None:
        self._cache = cache
        self._order = cache.expectations.order

    def is_in_place(self, id_: str, position: int) -> bool:
        """Return whether an object is in its place; false if its position is not shown."""
        live = self._cache.positions()
        if id_ not in live:
            return False
        low, high = self._bounds(id_, position, live)
        return low < live[id_] < high

    def needs_no_move(self, id_: str, position: int) -> bool:
        """Return whether moving the object again has no use, even if others are not in their order."""
        if self._order.keeps_numbers:
            return self._cache.positions()[id_] == position
        return self.is_in_place(id_, position)

    def number(self, id_: str, position: int, tried: int | None) -> int:
        """Return the number that moves an object to its place.

        An object in its place keeps its number, unless the declared number fits too. If a tried number moved
        it too far or not far enough, the result is the next number.
        """
        live = self._cache.positions()
        low, high = self._bounds(id_, position, live)
        here = live.get(id_)
        number = number_for(position, here, low, high, set(live.values()))
        if here in {low, high} and here in {tried, number}:
            self._order.keeps_numbers = True
        if self._order.keeps_numbers:
            return position
        if here is not None and low < here < high and number != position:
            return here
        if tried is None or here is None or low < here < high:
            return number
        if here >= high:
            return max(min(number, tried - 1), 1)
        instead = int(low) + 1 if high == inf else int(high)
        return instead if instead != tried else tried + 1

    def numbers(self, positions: list[int]) -> list[int]:
        """Return the numbers for new objects of one request, which affect each other's places."""
        asked: dict[int, int] = {}
        shown = dict(self._cache.positions())
        claims = self._claims_in_order(shown)
        for index, position in sorted(enumerate(positions), key=lambda each: each[1]):
            low, high = bounds(position, claims, shown)
            asked[index] = number_for(position, None, low, high, set(shown.values()))
            shown = {each: place + (place >= asked[index]) for each, place in shown.items()}
            claims[f"new {index}"], shown[f"new {index}"] = Claim(position, MOVED), asked[index]
        return [asked[index] for index in range(len(positions))]

    def misplaced(self) -> list[str]:
        """Return the known objects that must move, so that all are in their order."""
        return self._misplaced(self._cache.positions())

    def seem_in_order(self) -> bool:
        """Return whether all known objects were in their order when they were last read."""
        return not self._misplaced(self._cache.shown_positions())

    def out_of_order(self, *, overwrite: bool = False) -> list[Wire]:
        """Return the unchanged objects that are not in the order of the state, relative to each other.

        Objects that an update of the same stack has left in this order do not count. With `overwrite`, the
        others do not count either, unless one of them must not be moved back.
        """
        out_of_order = self._order.out_of_order(self._cache.positions())
        if overwrite and self._order.may_move_back(out_of_order):
            return []
        if self._is_ours(self._order.out_of_order(self._cache.first_positions) == out_of_order):
            return []
        return [self._cache.listed()[id_] for id_ in out_of_order]

    def was_moved(self, id_: str) -> bool:
        """Return whether another person moved an object, and not to its declared position."""
        was_moved = self._order.was_moved
        return was_moved(id_, self._cache.positions()) and not self._is_ours(
            was_moved(id_, self._cache.first_positions)
        )

    def _is_ours(self, is_found: bool) -> bool:  # noqa: FBT001 - it reads as a sentence
        """Return whether an update of this stack left the order, and no other program has written since."""
        return is_found and self._order.is_last_written_at(self._cache.first)

    def _misplaced(self, live: Live) -> list[str]:
        claims = self._order.claims(live, self._cache.named)
        known = {
            each for each, claim in claims.items() if claim.weight in {MOVED, UNCHANGED} and each in live
        }
        misplaced = known - in_order(claims, live)
        if misplaced and self._order.keeps_numbers:
            misplaced = {each for each in known if live[each] != claims[each].position}
        return sorted(misplaced, key=lambda each: claims[each].position)

    def _bounds(self, id_: str, position: int, live: Live) -> tuple[float, float]:
        return bounds(position, self._claims_in_order(live, without=id_), live)

    def _claims_in_order(self, live: Live, without: str | None = None) -> dict[str, Claim]:
        """Return the claims of the objects that need not move."""
        claims = self._order.claims(live, self._cache.named)
        claims = {each: claim for each, claim in claims.items() if each != without}
        stay = in_order(claims, live)
        return {each: claim for each, claim in claims.items() if each in stay}
