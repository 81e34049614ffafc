"""Plans an export: the objects that no resource manages, and which of them the program declares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from pulumi_liveperson.cli.export.names import resource_name
from pulumi_liveperson.cli.export.objects import Exported, exported, repeated
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.cli.inventory.state import Managed, declared_by
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.registry import kind_of
from pulumi_liveperson.review.comparison.pairs import paired
from pulumi_liveperson.wire import Props, prop


@dataclass(frozen=True)
class Addition:
    """A resource that the program declares and that is not in the state."""

    type: Kind
    """The kind of the resource, which may manage only a part of its object."""
    resource_name: str
    inputs: Props
    in_component: bool
    """Whether it is inside a component; an import file can name a component only if it is in the state."""

    @property
    def kind(self) -> Kind:
        """Return the kind of its object."""
        return self.type.owner

    @property
    def exact_name(self) -> str:
        """Return the exact name of its object; empty if it is named by its id."""
        return str(self.inputs.get(prop(self.type.key), ""))

    @property
    def id(self) -> str | None:
        """Return the id of its object if it is named by its id."""
        return None if self.type.id_key is None else self.inputs.get(prop(self.type.id_key))


@dataclass(frozen=True)
class ExportPlan:
    """The exported objects, each part in a stable order."""

    declared: tuple[Exported, ...]
    """Unmanaged objects that the program already declares outside components."""
    inside: tuple[Exported, ...]
    """Unmanaged objects that the program declares inside components."""
    new: tuple[Exported, ...]
    """Unmanaged objects that the program does not declare."""


def additions(resources: Iterable[dict[str, Any]]) -> list[Addition]:
    """Return the resources of this package among resources in the form of Pulumi's state."""
    found = []
    for each in resources:
        kind = kind_of(each["type"])
        if kind is not None:
            resource = Urn.of(each["urn"])
            found.append(Addition(kind, resource.name, declared_by(each), resource.in_component))
    return found


def plan(
    listed: Iterable[Live],
    selected: Iterable[Live],
    known: Iterable[Managed],
    program: Iterable[Addition],
    *,
    parts_of: Mapping[Kind, Kind] = MappingProxyType({}),
) -> ExportPlan:
    """Return the plan of the selected objects; all listed objects are used for unique resource names.

    `parts_of`: the kinds of which new resources manage only a part, by the kind of the object.
    """
    managed, additions_, found = tuple(known), tuple(program), sorted(listed, key=_numeric_id)
    declares = _declared(found, additions_)
    used_names = {(each.kind, each.resource_name) for each in managed}
    used_names |= {(each.type, each.resource_name) for each in additions_}
    names = {}
    for each in found:
        if each.key not in declares:
            new_kind = parts_of.get(each.kind, each.kind)
            of_kind = {name for kind, name in used_names if kind is new_kind}
            names[each.key] = resource_name(each.name, each.kind.noun, of_kind)
            used_names.add((new_kind, names[each.key]))
    parts: dict[str, list[Exported]] = {"declared": [], "inside": [], "new": []}
    ordered = sorted(selected, key=_numeric_id)
    rules = repeated(ordered, managed)
    for each in ordered:
        addition = declares.get(each.key)
        if addition is None:
            declaration = exported(each, parts_of.get(each.kind, each.kind), names[each.key])
        else:
            declaration = exported(each, addition.type, addition.resource_name, addition.inputs)
        if _has_nothing(declaration):
            continue
        part = "new" if addition is None else "inside" if addition.in_component else "declared"
        mistakes = (*declaration.mistakes, *rules.get(each.key, ()))
        parts[part].append(replace(declaration, mistakes=mistakes))
    return ExportPlan(**{part: in_order(objects) for part, objects in parts.items()})


def _declared(found: Sequence[Live], program: Iterable[Addition]) -> dict[tuple[Kind, str], Addition]:
    """Return the resources that the program declares for objects, by the keys of the objects."""
    additions_ = list(program)
    by_id = {(each.kind, each.id): each for each in additions_ if each.id is not None}
    declares = {each.key: by_id[each.key] for each in found if each.key in by_id}
    named = paired(
        [each for each in found if each.key not in declares], [each for each in additions_ if each.id is None]
    )
    return declares | {live.key: addition for live, addition in named.pairs}


def _has_nothing(declaration: Exported) -> bool:
    """Return whether the object has no value of its own in the part that a resource would manage.

    Such a part cannot be imported.
    """
    kind = declaration.kind
    content = kind.content(declaration.live.wire)
    return kind.part_of is not None and all(content[name] == kind.defaults[name] for name in kind.fields)


def in_order(objects: Iterable[Exported]) -> tuple[Exported, ...]:
    """Return objects in the order in which a program declares them."""
    return tuple(sorted(objects, key=_sort_key))


def _numeric_id(live: Live) -> int:
    return int(live.id)


def _sort_key(exported: Exported) -> tuple[Any, ...]:
    """Return the sort key of an object: its kind, its position if it is known, its name and its id."""
    live = exported.live
    position = live.kind.position_of(live.kind.content(live.wire))
    is_known = isinstance(position, int)
    return live.kind.noun, not is_known, position if is_known else 0, live.name.casefold(), int(live.id)
