"""What one process knows of a collection, and how surely.

Every object carries the revision at which it was seen to have its content.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from pulumi_liveperson.client.collection import NEVER, Collection
from pulumi_liveperson.client.equivalence.names import Names
from pulumi_liveperson.client.errors import ApiError, ServerError, TooManyRequestsError
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.writes.conflict_messages import not_told_message
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.client.writes.strictness import Strictness

LOG = logging.getLogger(__name__)
Beside = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Seen:
    """An object as it was seen at a revision."""

    wire: Wire
    revision: str


class CollectionCache:
    """The objects of one collection as this process last saw them. Not for several threads at once."""

    def __init__(self, collection: Collection, expectations: Expectations) -> None:
        self._collection = collection
        self.expectations = expectations
        self.kind = collection.kind
        self._listed: dict[str, Wire] | None = None
        self._is_listed = True  # whether there was a list, so that what is not in it is not there
        self._no_list: ApiError | None = None  # what was answered in its place, if not by LivePerson
        self._names = Names(self.kind.key, {})
        self._positions: dict[str, int] | None = None
        self._skills: dict[str, list[str]] | None = None
        self._seen: dict[str, Seen | None] = {}
        self.newest = NEVER
        self._strictness = Strictness.UNKNOWN
        self.demoted: set[str] = set()
        """Former defaults that lost the flag to a write of this process."""
        self.under_way: set[str] = set()
        """The names of objects that are being created in this moment."""
        self.first = NEVER
        """The revision that this process has found."""
        self.first_positions: dict[str, int] = {}
        self._shifted = False  # whether our writes since the last list may have moved other objects

    def forget(self) -> None:
        """Look again before the next answer: a refusal or a lost answer shows that things have moved."""
        self._listed = None
        self._seen.clear()

    def forget_one(self, id_: str) -> None:
        """Read an object again before the next answer about it."""
        self._seen.pop(id_, None)

    def live(self, id_: str, beside: Beside = nullcontext) -> Seen | None:
        """Return an object, or None if it is gone; asks LivePerson only for what is not known.

        An object of which the list holds a summary, or where there is no list, is read by its id, within
        `beside`, where other threads may use this: what was seen at a revision stays true, whatever else they
        see. Raises the error of a 404 that does not tell whether the object is there.
        """
        if id_ not in self.listed() and self._is_listed:
            return None
        if id_ not in self._seen:
            try:
                with beside():
                    wire, revision = self._collection.get(id_)
            except ApiError as error:
                if not error.is_not_found:
                    raise
                # Something on the way may have said that, as well as LivePerson: the list tells.
                self.forget()
                if id_ in self.listed() or self._no_list is not None:
                    raise error.add(not_told_message(self.kind, id_)) from None
                return None
            self._seen[id_] = None if wire is None else Seen(wire, revision)
            self.newest = max(self.newest, revision, key=int)
        return self._seen[id_]

    def named(self, name: str) -> str | None:
        """Return the id of the object of a name; None if no list shows one, or if it cannot be told."""
        self.listed()
        return self._names.id_of(name)

    def namesakes(self, name: str) -> dict[str, str]:
        """Return the objects of which any may be meant by a name, by their ids, with the names they have."""
        listed = self.listed()
        return {id_: str(listed[id_].get(self.kind.key)) for id_ in self._names.ids_of(name)}

    def names(self) -> dict[str, str]:
        """Return the name of each object by its id; raises the error of a 404 in place of the list."""
        self.listed()
        if self._no_list is not None:
            raise self._no_list
        return {id_: str(item.get(self.kind.key)) for id_, item in self.listed().items()}

    def skills(self, id_: str) -> list[str]:
        """Return the names of the skills that refer to an object.

        They are read for the first delete, and again for one that they speak against: the skills may have
        moved to another object meanwhile.
        """
        known = self._skills
        if known is None or id_ in known:
            known = self._skills = self._read_skills()
        return known.get(id_, [])

    def _read_skills(self) -> dict[str, list[str]]:
        try:
            return self._collection.skills()
        except (ServerError, TooManyRequestsError):
            raise  # an outage is no answer, so nothing is deleted unchecked
        except ApiError as error:
            LOG.warning("Whether skills refer to what is deleted cannot be checked: %s", error)
            return {}

    def positions(self) -> dict[str, int]:
        """Return the positions of all objects by id; empty where the server does not show them all."""
        if self._shifted and self.shown_positions():
            self.forget()
        return self.shown_positions()

    def no_list(self) -> ApiError | None:
        """Return what was answered in place of the list, where that does not tell what the account holds."""
        self.listed()
        return self._no_list

    def prepare(self, ids: list[str]) -> None:
        """Read again where these objects could not be written at the revisions they were seen at.

        One request names one revision, so they must be seen at the same one. A strict server takes a write
        only at the newest revision, so that is where they must be seen.
        """
        revisions = self._revisions(ids)
        if len(revisions) > 1 or (self._strictness.wants_the_newest and revisions != {self.newest}):
            self.forget()

    def revision_for(self, ids: list[str]) -> str:
        """Return the If-Match that protects these objects whatever LivePerson compares."""
        return min(self._revisions(ids), key=int)

    def wrote(
        self, objects: Mapping[str, Wire | None], sent_at: str, revision: str, *, moves: bool = False
    ) -> None:
        """Take over what an accepted write made true: each object's new content, or None for deleted."""
        if self._strictness is Strictness.STRICT:
            # Accepted at the newest revision: nobody else wrote since, so everything seen then still holds.
            self._seen = {
                id_: replace(seen, revision=revision) if seen and seen.revision == sent_at else seen
                for id_, seen in self._seen.items()
            }
        if None in objects.values() or moves:
            self._shifted = True
        self._take_over(objects, revision)

    def created(self, objects: Mapping[str, Wire], revision: str) -> None:
        """Take over what a create made true. It carries no If-Match, so it proves nothing about the rest."""
        self._shifted = True
        self._take_over(objects, revision)

    def refused(self, before: Mapping[str, Wire], sent_at: str) -> bool:
        """Learn from a refused write of these objects; tell whether it was refused because it was stale.

        The objects are read again. Unchanged ones, refused although only this process has written since
        they were seen, show a strict server; refused at the newest revision, they were not stale at all.
        """
        newest = self.newest
        # Whether a mild server may have refused them because of writes of ours.
        ours = self._revisions(list(before)) != {sent_at} or (
            self._shifted and self.kind.position is not None
        )
        self.forget()
        now = {id_: self.live(id_) for id_ in before}
        unchanged = all(
            seen is not None and not self.kind.differences(seen.wire, before[id_])
            for id_, seen in now.items()
        )
        if unchanged and self.newest == newest:
            if sent_at == newest:
                return False
            self._strictness = Strictness.after_refusal(may_be_ours=ours)
        return True

    def shown_positions(self) -> dict[str, int]:
        """Return the positions as they were last seen, whatever this process has moved since."""
        items = self.listed().values() if self._is_listed else ()
        if self._positions is None:
            positions = {str(item["id"]): self.kind.position_of(item) for item in items}
            self._positions = {id_: each for id_, each in positions.items() if each is not None}
        return self._positions

    def _revisions(self, ids: list[str]) -> set[str]:
        return {seen.revision for seen in map(self.live, ids) if seen is not None} or {self.newest}

    def listed(self) -> Mapping[str, Wire]:
        """Return all objects by id, as the list shows them: whole ones, or summaries."""
        if self._listed is None:
            objects, revision = self._objects()
            self._is_listed = revision != NEVER
            self.newest = revision if self._is_listed else self.newest
            self._listed = {str(item["id"]): item for item in objects}
            self._names = self._names.anew(self._listed)
            self._positions = None
            self._shifted = False
            if self.first == NEVER and self._is_listed:
                self.first, self.first_positions = self.newest, self.shown_positions()
            for id_, item in self._listed.items():
                if self.kind.is_whole(item):
                    self._seen[id_] = Seen(item, self.newest)
        return self._listed

    def _objects(self) -> tuple[list[Wire], str]:
        """Return the list; nothing where a 404 stands in its place, which says nothing of any one object."""
        try:
            self._no_list = None
            return self._collection.objects()
        except ApiError as error:
            if not error.is_not_found:
                raise
            self._no_list = error
            return [], NEVER

    def _take_over(self, objects: Mapping[str, Wire | None], revision: str) -> None:
        self.newest = max(self.newest, revision, key=int)
        if self._listed is None:
            return  # forgotten meanwhile, so the next look shows it
        self._positions = None
        for id_, wire in objects.items():
            self._seen[id_] = None if wire is None else Seen(wire, revision)
            self._listed.pop(id_, None)
            self._names.discard(id_)
            if wire is not None:
                self._listed[id_] = {**wire, "id": int(id_)}
                self._names.add(id_, wire)
