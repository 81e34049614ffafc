"""Where objects stand, and where they are to: the order that is known, against what LivePerson shows."""

from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache


class Positions:
    """The places of the objects of one collection. Not for several threads at once."""

    def __init__(self, cache: CollectionCache) -> None:
        self._cache = cache
        self._order = cache.expectations.order

    def is_right(self, id_: str, position: int) -> bool:
        """Tell whether an object stands where it is to; not where that is hidden."""
        return self._order.is_right(id_, position, self._cache.positions(), self._cache.named)

    def is_put(self, id_: str, position: int) -> bool:
        """Tell whether nothing more can be done for an object, whether or not others stand right."""
        return self._order.is_put(id_, position, self._cache.positions(), self._cache.named)

    def number(self, id_: str, position: int, tried: int | None) -> int:
        """Return the number with which an object comes to its place, but for one that was tried."""
        live = self._cache.positions()
        return self._order.number(id_, position, tried, live, self._cache.named)

    def numbers(self, positions: list[int]) -> list[int]:
        """Return the numbers with which new objects of one request come to stand where they are to."""
        return self._order.numbers(positions, self._cache.positions(), self._cache.named)

    def astray(self) -> list[str]:
        """Return the objects that have to be moved, so that all that are known stand in their order."""
        return self._order.astray(self._cache.positions(), self._cache.named)

    def seem_right(self) -> bool:
        """Tell whether all that are known stood in their order when they were last looked at."""
        return not self._order.astray(self._cache.shown_positions(), self._cache.named)

    def disturbed(self, *, overwrite: bool = False) -> list[Wire]:
        """Return the unchanged objects that do not stand among each other as the state says.

        Those that an update of the same stack has left so do not count. With `overwrite` nor do others,
        unless one of them must be left where somebody has put it.
        """
        disturbed = self._order.disturbed(self._cache.positions())
        if overwrite and self._order.give_way(disturbed):
            return []
        if self._was_left_so(self._order.disturbed(self._cache.first_positions) == disturbed):
            return []
        return [self._cache.listed(id_) for id_ in disturbed]

    def was_moved(self, id_: str) -> bool:
        """Tell whether somebody else moved an object, and not to where it is to stand."""
        was_moved = self._order.was_moved
        return was_moved(id_, self._cache.positions()) and not self._was_left_so(
            was_moved(id_, self._cache.first_positions)
        )

    def _was_left_so(self, was_found_so: bool) -> bool:  # noqa: FBT001 - it reads as a sentence
        """Tell whether an update of the same stack has left something so, and nobody has written since."""
        return was_found_so and self._order.is_last_written_at(self._cache.first)
