"""How the objects of an account refer to each other: which skills use hours, and whether a target exists."""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping

from pulumi_liveperson.client.collection import Collection
from pulumi_liveperson.client.errors import ApiError, ServerError, TooManyRequestsError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.message_parts import shown

LOG = logging.getLogger(__name__)
_TEMPORARY = ServerError, TooManyRequestsError  # without an answer, nothing is written or deleted unchecked


class Relations:
    """The references between the objects of an account; safe to share between threads.

    `collection` returns the requests of a kind, and `names` the names of its objects by id, with the creates
    and deletes of this process.
    """

    def __init__(
        self,
        kinds: Iterable[Kind],
        collection: Callable[[Kind], Collection],
        names: Callable[[Kind], Mapping[str, str]],
    ) -> None:
        self._kinds = {kind.type_name: kind for kind in kinds}
        self._collection = collection
        self._names = names
        self._lock = threading.Lock()
        self._skills: list[Wire] | None = None

    def users(self, kind: Kind, id_: str) -> list[str]:
        """Return the names of the skills that use an object.

        Skills are read for the first delete, and after a write to skills by this process. They are read
        again if they use an object to delete, because they may have been assigned to another object since.
        """
        if kind.skill_field is None:
            return []
        users = _users(self._read_skills(), kind.skill_field, id_)
        if users:
            self.forget_skills()
            users = _users(self._read_skills(), kind.skill_field, id_)
        return users

    def forget_skills(self) -> None:
        """Read the skills again before the next answer."""
        with self._lock:
            self._skills = None

    def problem(self, kind: Kind, field: str, id_: str, siblings: Mapping[str, str]) -> str | None:
        """Return what is wrong with an id in a field that refers to another object, or None.

        `siblings` are the names of the kind's own objects by id, because this thread has their turn. If the
        target's list cannot be read, only LivePerson can check the id.
        """
        target = self._kinds.get(kind.references[field])
        own = self._kinds.get(kind.owner.type_name)
        try:
            if target is None or id_ in (siblings if target is own else self._names(target)):
                return None
            if self._exists(target, id_):
                return None
        except _TEMPORARY:
            raise
        except ApiError as error:
            LOG.warning("It cannot be checked whether %s %s exists: %s", field, id_, error)
            return None
        for other in self._kinds.values():
            names = siblings if other is own else self._readable_names(other)
            if other is not target and id_ in names:
                is_hidden = kind.hidden_fields.hides(other.key, id_)
                name = "" if is_hidden else f" {shown(names[id_])}"
                return f"{id_} is not a {target.noun}, but the {other.noun}{name}"
        return f"the account has no {target.noun} with the id {id_}; it may have been deleted"

    def target_names(self, kind: Kind, field: str, siblings: Mapping[str, str]) -> Mapping[str, str]:
        """Return the names of the objects to which a field can refer, by id, without secret names.

        If the objects are not readable, there are no names.
        """
        target = self._kinds.get(kind.references[field])
        is_own = target is self._kinds.get(kind.owner.type_name)
        names = siblings if is_own or target is None else self._readable_names(target)
        hidden, key = kind.hidden_fields, (target or kind).key
        return {id_: name for id_, name in names.items() if not hidden.hides(key, id_)}

    def _exists(self, kind: Kind, id_: str) -> bool:
        """Return whether an object exists that the known list does not contain."""
        if not id_.isdecimal():
            return False
        collection = self._collection(kind)
        try:
            return collection.get(id_)[0] is not None
        except ApiError as error:
            if not error.is_not_found:
                raise
            return any(str(each["id"]) == id_ for each in collection.objects()[0])

    def _readable_names(self, kind: Kind) -> Mapping[str, str]:
        try:
            return self._names(kind)
        except ApiError:
            return {}

    def _read_skills(self) -> list[Wire]:
        with self._lock:
            if self._skills is None:
                try:
                    collection = self._collection(self._kinds["Skill"])
                    self._skills = complete_skills(collection, collection.objects()[0])
                except _TEMPORARY:
                    raise
                except ApiError as error:
                    LOG.warning("It cannot be checked whether skills use the objects to delete: %s", error)
                    self._skills = []
            return self._skills


def complete_skills(collection: Collection, listed: Iterable[Wire]) -> list[Wire]:
    """Return the complete skills of a list; a server that ignores the selector lists only summaries."""
    found = []
    for each in listed:
        wire = each if collection.kind.is_complete(each) else collection.get(str(each["id"]))[0]
        if wire is not None:  # deleted since the list was read
            found.append(wire)
    return found


def users_by_id(skills: Iterable[Wire], field: str) -> dict[str, list[str]]:
    """Return the names of the skills that use an object, by its id."""
    found: dict[str, list[str]] = {}
    for skill in skills:
        if skill.get(field):
            found.setdefault(str(skill[field]), []).append(str(skill.get("name")))
    return found


def _users(skills: Iterable[Wire], field: str, id_: str) -> list[str]:
    return users_by_id(skills, field).get(id_, [])
