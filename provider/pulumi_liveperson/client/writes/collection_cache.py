"""The objects of a collection, as this process last read or wrote them.

Every object has the revision at which its content was seen.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from pulumi_liveperson.client.collection import NEVER, Collection
from pulumi_liveperson.client.equivalence.names import Names
from pulumi_liveperson.client.errors import ApiError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.conflict_messages import unknown_existence_message
from pulumi_liveperson.client.writes.displacement import Displacement
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.client.writes.relations import Relations

ReleaseTurn = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Seen:
    """An object with its content at a revision."""

    wire: Wire
    revision: str


class CollectionCache:
    """The objects of one collection as this process last saw them. Only one thread may use it at a time."""

    def __init__(
        self, collection: Collection, expectations: Expectations, relations: Relations | None = None
    ) -> None:
        self._collection = collection
        self._relations = relations
        self.expectations = expectations
        self.kind = collection.kind
        self._listed: dict[str, Wire] | None = None
        self._is_listed = True  # whether there was a list, so that an object that is not in it does not exist
        self.has_summaries = False
        """Whether the last list contained only summaries, so that objects are read by their ids."""
        self._no_list: ApiError | None = None  # the 404 instead of a list, if it is not LivePerson's
        self._names = Names(self.kind.key, {})
        self._positions: dict[str, int] | None = None
        self._seen: dict[str, Seen | None] = {}
        self._unchanged: tuple[set[str], str] = set(), NEVER
        """Revisions, and a later one: objects that were seen at one of these have not changed until it."""
        self.newest = NEVER
        self._is_strict = False
        """Whether the server rejects a write after any change of the collection; LivePerson does not publish
        it, so a rejected write shows it. A mild server compares only the written objects."""
        self._accepts_older = False  # whether a write with an older revision than the newest was accepted
        self.is_mild = False
        """Whether the server compares only the written objects, so that writes may overlap."""
        self.restricted_are_permitted = False
        """Whether a read has shown that LivePerson writes fields that need a permission of their own."""
        self.displacement = Displacement()
        self.demoted: set[str] = set()
        """The former defaults that lost the default to a write of this process."""
        self.being_created: set[str] = set()
        """The names of the objects in creates that are in flight."""
        self.first = NEVER
        """The revision of the first list that this process read."""
        self.first_positions: dict[str, int] = {}
        self._shifted = False  # whether our writes since the last list may have moved other objects

    @property
    def is_read(self) -> bool:
        """Whether the objects are known, so that the next use does not read the list."""
        return self._listed is not None

    def are_permitted(self, fields: Iterable[str]) -> bool:
        """Return whether LivePerson writes these fields, as far as they need a permission of their own."""
        return self.restricted_are_permitted or self.kind.restricted_fields.isdisjoint(fields)

    def forget(self) -> None:
        """Discard all objects, so that they are read again, after a rejected write or a lost answer."""
        self._listed = None
        self._seen.clear()
        self._forget_relations()

    def forget_one(self, id_: str) -> None:
        """Discard an object, so that it is read again before its next use."""
        self._seen.pop(id_, None)

    def live(self, id_: str, release_turn: ReleaseTurn = nullcontext) -> Seen | None:
        """Return an object, or None if it is deleted; request it only if it is not known.

        If the list contains only a summary, or if there is no list, the object is read by its id, within
        `release_turn`, in which other threads may use this cache: content at a revision stays true anyway.
        Raises the error of a 404 that does not prove that the object is deleted.
        """
        if id_ not in self.listed() and self._is_listed:
            return None
        if id_ not in self._seen:
            try:
                with release_turn():
                    wire, revision = self._collection.get(id_)
            except ApiError as error:
                if not error.is_not_found:
                    raise
                # The 404 may come from LivePerson or from a proxy: the list shows whether the object exists.
                self.forget()
                if id_ in self.listed() or self._no_list is not None:
                    raise error.add(unknown_existence_message(self.kind, id_)) from None
                return None
            self._seen[id_] = None if wire is None else Seen(wire, revision)
            self.newest = max(self.newest, revision, key=int)
        seen, (revisions, later) = self._seen[id_], self._unchanged
        if seen is not None and seen.revision in revisions:
            seen = self._seen[id_] = Seen(seen.wire, later)
        return seen

    def named(self, name: str) -> str | None:
        """Return the id of the object with a name; None if no list shows one, or if several may have it."""
        self.listed()
        return self._names.id_of(name)

    def namesakes(self, name: str) -> dict[str, str]:
        """Return the names of all objects that may have a name, by id."""
        listed = self.listed()
        return {id_: str(listed[id_].get(self.kind.key)) for id_ in self._names.ids_of(name)}

    def names(self) -> dict[str, str]:
        """Return the name of each object by its id; raise the error of a 404 instead of the list."""
        self.listed()
        if self._no_list is not None:
            raise self._no_list
        return {id_: str(item.get(self.kind.key)) for id_, item in self.listed().items()}

    def users(self, id_: str) -> list[str]:
        """Return the names of the skills that use an object."""
        return [] if self._relations is None else self._relations.users(self.kind, id_)

    def reference_problem(self, kind: Kind, field: str, id_: str) -> str | None:
        """Return what is wrong with the id of another object in a field, or None."""
        return None if self._relations is None else self._relations.problem(kind, field, id_, self.names())

    def target_names(self, kind: Kind, fields: Iterable[str]) -> dict[str, str]:
        """Return the names of the objects to which fields can refer, by id."""
        found: dict[str, str] = {}
        for field in fields:
            if self._relations is not None and field in kind.references:
                found |= self._relations.target_names(kind, field, self.names())
        return found

    def positions(self) -> dict[str, int]:
        """Return the positions of all objects by id; objects without a position are left out."""
        if self._shifted and self.shown_positions():
            self.forget()
        return self.shown_positions()

    def no_list(self) -> ApiError | None:
        """Return the 404 instead of the list, if it does not prove that the account has no objects."""
        self.listed()
        return self._no_list

    def prepare(self, ids: list[str]) -> None:
        """Discard all objects if these objects cannot be written with the revisions at which they were seen.

        One request contains one revision, so they must be seen at the same revision. A strict server accepts
        a write only with the newest revision, so they must be seen at the newest one. A mild server accepts
        only objects that have not moved since.
        """
        revisions = self._revisions(ids)
        is_outdated = revisions != {self.newest} if self._is_strict else self.displacement.may_have_moved(ids)
        if len(revisions) > 1 or is_outdated:
            self.forget()

    def revision_for(self, ids: list[str]) -> str:
        """Return the If-Match that protects these objects with a strict and with a mild server."""
        return min(self._revisions(ids), key=int)

    def wrote(
        self, objects: Mapping[str, Wire | None], sent_at: str, revision: str, *, moves: bool = False
    ) -> None:
        """Store the result of an accepted write: the new content of each object, None for a deleted one."""
        if self._is_strict:
            # It was accepted with the newest revision, so no other program wrote, and seen objects are valid.
            revisions, later = self._unchanged
            if later != sent_at:
                revisions = set()
            revisions.add(sent_at)
            self._unchanged = revisions, revision
        elif not self._accepts_older and int(sent_at) < int(self.newest):
            self._accepts_older = self.is_mild = True
        if None in objects.values() or moves:
            self._shifted = True
        if moves:
            self.displacement.moved()
        for id_, wire in objects.items():
            if wire is None:
                self.displacement.deleted(id_)
        self._take_over(objects, revision)

    def created(self, objects: Mapping[str, Wire], revision: str) -> None:
        """Store the result of a create. It has no If-Match, so it proves nothing about other objects."""
        self._shifted = True
        places = [self.kind.position_of(wire) or 0 for wire in objects.values()]
        self.displacement.created(min(places, default=0))
        self._take_over(objects, revision)

    def handle_rejected(self, before: Mapping[str, Wire], sent_at: str) -> bool:
        """Handle a rejected write of these objects; return whether it was rejected because it was stale.

        The objects are read again. If they are unchanged and only this process has written since they were
        seen, the server is strict. If the write already had the newest revision, it was not stale.
        """
        newest, places = self.newest, self.displacement.places
        were_seen_together = self._revisions(list(before)) == {sent_at}
        self.forget()
        now = {id_: self.live(id_) for id_ in before}
        unchanged = all(
            seen is not None
            and not self.kind.differences(seen.wire, before[id_])
            and places.get(id_) == self.displacement.places.get(id_)
            for id_, seen in now.items()
        )
        if unchanged:
            self.is_mild = False
        if unchanged and self.newest == newest:
            if sent_at == newest:
                return False
            self._is_strict = self._is_strict or (were_seen_together and not self._accepts_older)
        return True

    def shown_positions(self) -> dict[str, int]:
        """Return the positions in the last list, even if this process has moved objects since."""
        items = self.listed().values() if self._is_listed else ()
        if self._positions is None:
            positions = {str(item["id"]): self.kind.position_of(item) for item in items}
            self._positions = {id_: each for id_, each in positions.items() if each is not None}
        return self._positions

    def _revisions(self, ids: list[str]) -> set[str]:
        return {seen.revision for seen in map(self.live, ids) if seen is not None} or {self.newest}

    def listed(self) -> Mapping[str, Wire]:
        """Return all objects of the list by id: complete objects, or summaries."""
        if self._listed is None:
            objects, revision = self._objects()
            self._is_listed = revision != NEVER
            self.newest = revision if self._is_listed else self.newest
            self._listed = {str(item["id"]): item for item in objects}
            self._names = self._names.relisted(self._listed)
            self._positions = None
            self._shifted = False
            self.displacement.relisted(self.shown_positions())
            if self.first == NEVER and self._is_listed:
                self.first, self.first_positions = self.newest, self.shown_positions()
            complete = {id_: item for id_, item in self._listed.items() if self.kind.is_complete(item)}
            self.has_summaries = len(complete) < len(self._listed)
            self._seen |= {id_: Seen(item, self.newest) for id_, item in complete.items()}
        return self._listed

    def _objects(self) -> tuple[list[Wire], str]:
        """Return the list; empty after a 404 instead of the list, which proves nothing about any object."""
        try:
            self._no_list = None
            return self._collection.objects()
        except ApiError as error:
            if not error.is_not_found:
                raise
            self._no_list = error
            return [], NEVER

    def _forget_relations(self) -> None:
        """Let the skills be read again before a delete, because a write may have changed them."""
        if self._relations is not None and self.kind.references:
            self._relations.forget_skills()

    def _take_over(self, objects: Mapping[str, Wire | None], revision: str) -> None:
        self.newest = max(self.newest, revision, key=int)
        self._forget_relations()
        if self._listed is None:
            return  # discarded since, so the next read shows the result
        self._positions = None
        for id_, wire in objects.items():
            self._seen[id_] = None if wire is None else Seen(wire, revision)
            self._listed.pop(id_, None)
            self._names.discard(id_)
            if wire is not None:
                self._listed[id_] = {**wire, "id": int(id_)}
                self._names.add(id_, wire)
