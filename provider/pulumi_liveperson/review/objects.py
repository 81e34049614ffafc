"""The objects that a preview shows, changed or not: the names of referenced objects, and who refers to one.

A field refers to an object by its id. The id of an object that the same update creates is unknown, and a plan
file contains no ids. Then the resources on which the field depends show which object it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.pulumi_cli.values import HIDDEN, SECRET, masked
from pulumi_liveperson.registry import kinds, object_kinds
from pulumi_liveperson.review.inventory import Unmanaged
from pulumi_liveperson.review.lines import Line, named, value
from pulumi_liveperson.review.model import Change, Dependencies, Resource
from pulumi_liveperson.wire import prop

_TYPE_NAMES = {kind.noun: kind.type_name for kind in object_kinds()}
_NOUNS = {kind.type_name: kind.short_noun for kind in kinds()}
_SECRET = (SECRET, HIDDEN)


@dataclass(frozen=True)
class Objects:
    """The objects of a preview."""

    resources: Sequence[Resource] = ()
    others: Sequence[Unmanaged] = ()
    """Objects of the account that no resource of the stack manages, as far as they are known."""

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], str]:
        """Return the names of objects, by the type name of their kind and their id."""
        names: dict[tuple[str, str], str] = {}
        parts = [each for each in self.resources if each.kind.part_of is not None]
        objects = [each for each in self.resources if each.kind.part_of is None]
        for each in (*objects, *parts):  # the hours of a skill may know no more than its id
            if each.id is not None and each.object_name is not None:
                names.setdefault((each.kind.owner.type_name, each.id), each.object_name)
        for other in self.others:
            names.setdefault((_TYPE_NAMES.get(other.kind, ""), other.id), other.name)
        return names

    @cached_property
    def _by_urn(self) -> Mapping[str, str]:
        return {each.urn: each.object_name or each.resource_name for each in self.resources}

    def targets(self, kind: Kind, field: str, ids: Any, dependencies: Dependencies) -> list[Line]:
        """Return the names of the objects to which a field refers, with their noun if the name is unknown."""
        type_name = kind.references[field]
        values = ids if isinstance(ids, list) else [ids]
        known = [self._by_id.get((type_name, each)) if isinstance(each, str) else None for each in values]
        others = self._depended_on(type_name, dependencies.get(prop(field), ()), known)
        can_be_named = all(isinstance(each, str) and each not in _SECRET for each in values)
        if can_be_named and len(others) == known.count(None):
            remaining = iter(others)
            return [named(each or next(remaining), strong=True) for each in known]
        return [
            named(name, strong=True) if name is not None else _without_name(type_name, id_)
            for name, id_ in zip(known, values, strict=True)
        ]

    def _depended_on(self, type_name: str, urns: Sequence[str], known: Sequence[str | None]) -> list[str]:
        """Return the names of the objects of a kind on which a field depends, without the known ones."""
        found = (Urn.read(each) for each in urns)
        ours = [each for each in found if each is not None and each.kind is not None]
        names = [self._by_urn.get(each.text, each.name) for each in ours if _type_name(each) == type_name]
        return [each for each in names if each not in known]

    def users(self, target: Change) -> list[str]:
        """Return the names of the skills that refer to an object after the update, in alphabetical order."""
        found = {
            each.object_name or each.resource_name
            for each in self.resources
            if each.stays and each.urn != target.urn and _refers(each, target)
        }
        return sorted(found, key=str.casefold)


def _type_name(urn: Urn) -> str:
    return "" if urn.kind is None else urn.kind.type_name


def _refers(resource: Resource, target: Change) -> bool:
    for field, type_name in resource.kind.references.items():
        if type_name != target.kind.type_name:
            continue
        name = prop(field)
        held = resource.content.get(name)
        values = held if isinstance(held, list) else [held]
        if not held or any(each in values for each in _SECRET):
            continue
        is_known = target.id is not None and not masked(held)
        if target.id in values or (not is_known and target.urn in resource.dependencies.get(name, ())):
            return True
    return False


def _without_name(type_name: str, id_: Any) -> Line:
    noun = _NOUNS[type_name]
    if not isinstance(id_, str) or id_ in _SECRET:
        return value(id_)
    if masked(id_):
        is_plural = noun.endswith("s")
        article = "" if is_plural else "an " if noun[0] in "aeio" else "a "
        return (f"{article}{noun} that {'are' if is_plural else 'is'} known only during the update",)
    return (f"the {noun} ", *named(id_))
