"""Which objects the writes of this process may have moved, since they were read.

A write of one object may give other objects another position. Then a mild server rejects a write of these
with the revision at which they were read, as if another person had changed them. LivePerson does not publish
which writes do that, so the next list shows it. Objects whose positions are not shown count as not moved: in
LivePerson's example of a history, each revision contains only the object that was written (Status Reasons,
query of changes).
"""

from collections.abc import Iterable, Mapping
from enum import Enum


class Cause(Enum):
    """A write that may move other objects."""

    CREATE = "create"
    MOVE = "move"
    DELETE = "delete"


class Displacement:
    """The positions in the last list, and which of them the writes of this process may have changed."""

    def __init__(self) -> None:
        self.places: Mapping[str, int] = {}
        """The positions in the last list, by id; objects without a position are left out."""
        self._moved: dict[Cause, set[str]] = {}
        self._harmless: set[Cause] = set()

    def relisted(self, places: Mapping[str, int]) -> None:
        """Record the positions in a new list, and whether the writes since the last one moved objects."""
        if len(self._moved) == 1:
            ((cause, ids),) = self._moved.items()
            shown = [id_ for id_ in ids if id_ in places]
            if any(places[id_] != self.places[id_] for id_ in shown):
                self._harmless.discard(cause)
            elif shown:
                self._harmless.add(cause)
        self.places = places
        self._moved = {}

    def created(self, place: int) -> None:
        """Record a create; `place` is the position in its answer, 0 if it contains none."""
        self._record(Cause.CREATE, place)

    def moved(self) -> None:
        """Record that an object got another position."""
        self._record(Cause.MOVE, 0)

    def deleted(self, id_: str) -> None:
        """Record a delete, after which the objects behind the deleted one may move."""
        if id_ in self.places:
            self._record(Cause.DELETE, self.places[id_] + 1)

    def _record(self, cause: Cause, first: int) -> None:
        """Record that a write may have moved the objects from a position on.

        After deletes, an object may be before its position in the list, but not behind it.
        """
        if cause not in self._harmless:
            ids = {id_ for id_, place in self.places.items() if place >= first}
            self._moved.setdefault(cause, set()).update(ids)

    def may_have_moved(self, ids: Iterable[str]) -> bool:
        """Return whether one of these objects may have moved since the last list."""
        return any(not moved.isdisjoint(ids) for moved in self._moved.values())
