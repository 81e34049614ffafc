"""Plans an export: the objects that no resource manages, and which of them the program declares."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pulumi_liveperson.cli.export.names import resource_name
from pulumi_liveperson.cli.export.objects import Exported, declared, repeated
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.cli.inventory.state import Managed, declared_by
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.registry import kind_of
from pulumi_liveperson.review.comparison.pairs import paired
from pulumi_liveperson.wire import Props


@dataclass(frozen=True)
class Addition:
    """A resource that the program declares and that is not in the state."""

    kind: Kind
    resource_name: str
    inputs: Props
    in_component: bool
    """Whether it is inside a component; an import file can name a component only if it is in the state."""

    @property
    def exact_name(self) -> str:
        """Return the exact name of its object."""
        return str(self.inputs.get(self.kind.key))


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
    listed: Iterable[Live], selected: Iterable[Live], known: Iterable[Managed], program: Iterable[Addition]
) -> ExportPlan:
    """Return the plan of the selected objects; all listed objects are used for unique resource names."""
    managed, found = tuple(known), sorted(listed, key=_numeric_id)
    pairing = paired(found, program)
    declares = {(live.kind, live.id): addition for live, addition in pairing.pairs}
    used_names = {(each.kind, each.resource_name) for each in managed}
    used_names |= {(each.kind, each.resource_name) for each in (*declares.values(), *pairing.only_second)}
    names = {}
    for each in pairing.only_first:
        of_kind = {name for kind, name in used_names if kind is each.kind}
        names[each.kind, each.id] = resource_name(each.name, each.kind.noun, of_kind)
        used_names.add((each.kind, names[each.kind, each.id]))
    parts: dict[str, list[Exported]] = {"declared": [], "inside": [], "new": []}
    ordered = sorted(selected, key=_numeric_id)
    rules = repeated(ordered, managed)
    for each in ordered:
        key = each.kind, each.id
        addition = declares.get(key)
        props, mistakes = declared(each, addition.inputs if addition else None)
        name = addition.resource_name if addition else names[key]
        part = "new" if addition is None else "inside" if addition.in_component else "declared"
        parts[part].append(Exported(each, name, props, (*mistakes, *rules.get(key, ()))))
    return ExportPlan(**{part: in_order(objects) for part, objects in parts.items()})


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
