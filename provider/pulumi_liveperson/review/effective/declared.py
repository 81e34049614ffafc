"""The hours that the resources of a stack declare.

A reference from a skill is an id. The id of an object that the same update creates is unknown, so then the
dependencies of the field show which object it is. An object that the stack does not manage has no content
here, so the state of the skill is unknown where this object decides. The same is true for the default if it
is a secret whether an object is the default.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.pulumi_cli.preview import property_dependencies
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.pulumi_cli.values import HIDDEN, SECRET, content, masked
from pulumi_liveperson.review.model import Resource

WORKING_HOURS, OCCASION = "working_hours_id", "special_occasion_id"
_DEFAULT, _HIDDEN_DEFAULT = "is_default", "the default"
_KINDS = {WORKING_HOURS: WORKDAYS, OCCASION: SPECIAL_OCCASION}


def in_state(found: Iterable[tuple[Kind, Mapping[str, Any]]]) -> Iterator[Resource]:
    """Yield resources in the form of Pulumi's state, without objects that are or will be deleted."""
    for kind, resource in found:
        # The object of an entry with a pending replacement is deleted already.
        if not (resource.get("delete") or resource.get("pendingReplacement")):
            yield Resource(
                kind=kind,
                urn=resource["urn"],
                resource_name=Urn.of(resource["urn"]).name,
                id=str(resource["id"]),
                content=content(resource.get("inputs")) or content(resource.get("outputs")),
                dependencies=property_dependencies(resource),
                stays=True,
            )


def declared(found: Iterable[Resource]) -> Configuration:
    """Return the skills and the hours that resources declare; deleted objects are left out."""
    resources = [each for each in found if each.stays]
    hours = _Hours(resources)
    skills: dict[str, Skill] = {}
    # A Skill comes first, because the hours of a skill may know only its id.
    for each in sorted(resources, key=lambda resource: resource.kind.part_of is not None):
        if each.kind.owner is SKILL:
            skill = hours.skill(each)
            skills[skill.id] = _combined(skills[skill.id], skill) if skill.id in skills else skill
    elsewhere = hours.elsewhere
    return Configuration(
        tuple(skills.values()),
        (*hours.workdays.values(), *(Workdays(*each, None) for each in elsewhere(WORKING_HOURS))),
        (*hours.occasions.values(), *(SpecialOccasion(*each, None) for each in elsewhere(OCCASION))),
    )


class _Hours:
    """The hours that resources declare, by id; an object that does not exist yet has its URN as its id."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self.workdays: dict[str, Workdays] = {}
        self.occasions: dict[str, SpecialOccasion] = {}
        self._elsewhere: dict[tuple[str, str], None] = {}
        found = [each for each in resources if each.kind in _KINDS.values()]
        hidden = {each.kind for each in found if masked(each.content.get(_DEFAULT))}
        for each in found:
            key, name = _key(each), _name(each)
            is_default = each.content.get(_DEFAULT) is True and each.kind not in hidden
            if each.kind is WORKDAYS:
                shifts = _list(each.content.get("shifts"))
                self.workdays.setdefault(key, Workdays(key, name, shifts, is_default))
            else:
                events = _list(each.content.get("events"))
                self.occasions.setdefault(key, SpecialOccasion(key, name, events, is_default))
        if WORKDAYS in hidden:
            self.workdays[SECRET] = Workdays(SECRET, _HIDDEN_DEFAULT, None, is_default=True)
        if SPECIAL_OCCASION in hidden:
            self.occasions[SECRET] = SpecialOccasion(SECRET, _HIDDEN_DEFAULT, None, is_default=True)

    def skill(self, resource: Resource) -> Skill:
        """Return the skill of a resource, with the hours that it refers to."""
        return Skill(
            _key(resource),
            _name(resource),
            self._reference(resource, WORKING_HOURS, self.workdays),
            self._reference(resource, OCCASION, self.occasions),
            frozenset(name for name in _KINDS if resource.content.get(name) is None),
        )

    def elsewhere(self, field: str) -> Iterator[tuple[str, str]]:
        """Yield the id and a description of each object that skills use and that no resource declares."""
        noun = _KINDS[field].short_noun
        for name, id_ in self._elsewhere:
            if name == field:
                yield id_, f"other {noun}" if masked(id_) else f"{noun} {id_}"

    def _reference(self, resource: Resource, field: str, known: Mapping[str, Any]) -> str | None:
        id_ = resource.content.get(field)
        if not id_:
            return None
        if not isinstance(id_, str):
            id_ = HIDDEN
        if id_ in known and not masked(id_):
            return id_
        # Only an object without an id has its URN as its key, and a field usually depends on one object.
        new = [urn for urn in resource.dependencies.get(field, ()) if urn in known]
        if len(new) == 1:
            return new[0]
        self._elsewhere[field, id_] = None
        return id_


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


def _key(resource: Resource) -> str:
    return resource.id or resource.urn


def _name(resource: Resource) -> str:
    return resource.object_name or resource.resource_name


def _list(value: Any) -> list[Mapping[str, Any]] | None:
    """Return a list, which is empty if it was left out; `None` if it cannot be read."""
    return [] if value is None else objects_in(value)


def objects_in(value: Any) -> list[Mapping[str, Any]] | None:
    """Return a list of objects; `None` for any other value."""
    is_readable = isinstance(value, list) and all(isinstance(each, Mapping) for each in value)
    return value if is_readable else None
