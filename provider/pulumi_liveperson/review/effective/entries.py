"""The hours of an account from resources, at one moment: in a state, or before or after an update.

A skill refers to its hours by ids. The id of an object that the same update creates is unknown, so then the
dependencies of the field show which object it is. If it is not known what applies, the configuration contains
an object that cannot be read, so that the state of a skill is unknown wherever this object decides: for the
id of an object that no resource declares, for a secret, and if it is a secret which object is the default.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.pulumi_cli.values import UNKNOWN, Content, masked
from pulumi_liveperson.review.default import flag_of
from pulumi_liveperson.review.model import Dependencies, Resource

HOURS_KINDS = (WORKDAYS, SPECIAL_OCCASION, SKILL)
"""The kinds that decide when a skill is open."""
WORKING_HOURS, OCCASION = "working_hours_id", "special_occasion_id"
_KINDS = {WORKING_HOURS: WORKDAYS, OCCASION: SPECIAL_OCCASION}
_MAKE: Mapping[Kind, type[Workdays | SpecialOccasion]] = {
    WORKDAYS: Workdays,
    SPECIAL_OCCASION: SpecialOccasion,
}
_CONTENT = {WORKDAYS: "shifts", SPECIAL_OCCASION: "events"}
_FIRST = ""  # sorts before each id, so that this object is the default

Known = dict[Any, Any]
"""The objects of several moments by what they are made from, so that an unchanged one is one object."""


class Entry(NamedTuple):
    """A resource at one moment."""

    key: str
    """The id of its skill in the configuration; the same at all moments."""
    kind: Kind
    id: str
    """The id of its object, or its URN if the object does not exist yet."""
    urn: str
    name: str
    content: Content
    dependencies: Dependencies

    @classmethod
    def of(cls, resource: Resource, *, key: str) -> "Entry":
        """Return the entry of a resource that stays."""
        name = resource.object_name or resource.resource_name
        id_ = resource.id or resource.urn
        return cls(key, resource.kind, id_, resource.urn, name, resource.content, resource.dependencies)


class Entries:
    """The resources at one moment, as the hours of an account."""

    def __init__(self, entries: Iterable[Entry], known: Known | None = None) -> None:
        # A Skill comes first, because the hours of a skill may know only its id.
        self._entries = sorted(entries, key=lambda each: each.kind.part_of is not None)
        self._known: Known = {} if known is None else known
        self._by_urn = {each.urn: each.id for each in self._entries}
        self._elsewhere: dict[tuple[Kind, str], None] = {}
        self.ids = {(each.kind, each.id) for each in self._entries}
        self.gone: set[tuple[Kind, str]] = set()
        """The objects that exist at another moment only."""

    def configuration(self) -> Configuration:
        """Return the skills and the hours of the account."""
        skills = tuple(self._skills())
        workdays, occasions = (self._objects(kind) for kind in _KINDS.values())
        return Configuration(skills, workdays, occasions)

    def _skills(self) -> Iterable[Skill]:
        """Return each skill once; a resource adds the fields that another one does not manage."""
        found: dict[str, Skill] = {}
        for each in self._entries:
            if each.kind.owner is SKILL:
                skill = self._skill(each)
                found[each.id] = _combined(found[each.id], skill) if each.id in found else skill
        return found.values()

    def _skill(self, entry: Entry) -> Skill:
        not_managed = frozenset(name for name in _KINDS if entry.content.get(name) is None)
        weekly, special = (self._reference(entry, name) for name in _KINDS)
        return Skill(entry.key, entry.name, weekly, special, not_managed)

    def _reference(self, entry: Entry, name: str) -> str | None:
        held, kind = entry.content.get(name), _KINDS[name]
        if held in (None, ""):
            return None
        if isinstance(held, str) and ((kind, held) in self.ids or (kind, held) in self.gone):
            return held
        if held == UNKNOWN:
            urns = (Urn.read(each) for each in entry.dependencies.get(name, ()))
            new = {self._by_urn.get(each.text) for each in urns if each is not None and each.kind is kind}
            target = new.pop() if len(new) == 1 else None
            if target is not None:
                return target
        id_ = held if isinstance(held, str) and not masked(held) else f"{entry.key} {name}"
        self._elsewhere[kind, id_] = None
        return id_

    def _objects(self, kind: Kind) -> tuple[Any, ...]:
        entries = list({each.id: each for each in reversed(self._entries) if each.kind is kind}.values())
        found = [self._object(each) for each in reversed(entries)]
        found += [self._unreadable(kind, id_) for other, id_ in self._elsewhere if other is kind]
        hidden = tuple(id(each.content) for each in entries if masked(each.content.get(flag_of(kind))))
        if not hidden:
            return tuple(found)
        others = (replace(each, is_default=False) for each in found)
        return (*others, self._unreadable(kind, _FIRST, hidden))

    def _object(self, entry: Entry) -> Any:
        key = id(entry.content), entry.id, entry.name
        if key not in self._known:
            is_default = entry.content.get(flag_of(entry.kind)) is True
            held = entry.content.get(_CONTENT[entry.kind])
            listed = [] if held is None else objects_in(held)
            self._known[key] = _MAKE[entry.kind](entry.id, entry.name, listed, is_default)
        return self._known[key]

    def _unreadable(self, kind: Kind, id_: str, hidden: tuple[int, ...] = ()) -> Any:
        """Return an object of which nothing is known; it is the default if flags are hidden."""
        key = kind, id_, hidden
        if key not in self._known:
            shown = f"{kind.short_noun} {id_}" if id_.isdecimal() else f"other {kind.short_noun}"
            name = "the default" if hidden else shown
            self._known[key] = _MAKE[kind](id_, name, None, is_default=bool(hidden))
        return self._known[key]


def objects_in(value: Any) -> list[Mapping[str, Any]] | None:
    """Return a list of objects; `None` for any other value."""
    is_readable = isinstance(value, list) and all(isinstance(each, Mapping) for each in value)
    return value if is_readable else None


def _combined(first: Skill, other: Skill) -> Skill:
    """Return one skill of two entries; a field of the second counts if the first does not manage it."""
    added = first.not_managed - other.not_managed
    return Skill(
        first.id,
        first.name,
        other.working_hours_id if WORKING_HOURS in added else first.working_hours_id,
        other.special_occasion_id if OCCASION in added else first.special_occasion_id,
        first.not_managed - added,
    )
