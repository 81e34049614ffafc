"""What there is to export: the objects that no resource manages, and which of them a program declares."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cli.export.names import resource_name
from cli.export.objects import Exported, declared, repeated
from cli.live.account import Live
from cli.live.state import TYPES, Managed
from provider.base import REVISION
from provider.liveperson.kinds import Kind
from provider.liveperson.names import called
from provider.wire import Props

_NOT_DECLARED = {REVISION, "__provider"}


@dataclass(frozen=True)
class Addition:
    """A resource that a program declares, and the state does not hold."""

    kind: Kind
    resource_name: str
    inputs: Props
    is_inside: bool
    """Whether it is inside of a component, which an import file can name only once it is there."""

    @property
    def key(self) -> tuple[Kind, Any]:
        """Return what its object has as well."""
        return self.kind, called(self.inputs.get(self.kind.key))


@dataclass(frozen=True)
class Plan:
    """The objects that no resource manages, as resources, in a stable order."""

    declared: tuple[Exported, ...]
    """Those that the program declares already."""
    inside: tuple[Exported, ...]
    """Those of them that it declares inside of components."""
    new: tuple[Exported, ...]


def additions(resources: Iterable[dict[str, Any]]) -> list[Addition]:
    """Return those that are ours among resources as Pulumi keeps them."""
    found = []
    for each in resources:
        kind = TYPES.get(each["type"])
        if kind is not None:
            inputs = {
                name: value
                for name, value in (each.get("inputs") or {}).items()
                if name not in _NOT_DECLARED and value is not None
            }
            *_, types, name = each["urn"].split("::", 3)
            found.append(Addition(kind, name, inputs, is_inside="$" in types))
    return found


def plan(
    listed: Iterable[Live],
    selected: Iterable[Live],
    known: Iterable[Managed],
    program: Iterable[Addition],
) -> Plan:
    """Return what there is to export of the selected objects; the others listed have their names, too."""
    declares = {each.key: each for each in program}
    taken = {(each.kind, each.resource_name) for each in known}
    taken |= {(each.kind, each.resource_name) for each in declares.values()}
    names = {}
    for each in sorted(listed, key=_number):
        if (each.kind, called(each.name)) not in declares:
            of_kind = {name for kind, name in taken if kind is each.kind}
            names[each.kind, each.id] = resource_name(each.name, each.kind.noun, of_kind)
            taken.add((each.kind, names[each.kind, each.id]))
    parts: dict[str, list[Exported]] = {"declared": [], "inside": [], "new": []}
    whole = sorted(selected, key=_number)
    rules = repeated(whole)
    for each in whole:
        addition = declares.get((each.kind, called(each.name)))
        props, mistakes = declared(each, addition.inputs if addition else None)
        broken = (*mistakes, *rules.get((each.kind, each.id), ()))
        name = addition.resource_name if addition else names[each.kind, each.id]
        part = "new" if addition is None else "inside" if addition.is_inside else "declared"
        parts[part].append(Exported(each, name, props, broken))
    return Plan(**{part: tuple(sorted(objects, key=_place)) for part, objects in parts.items()})


def _number(live: Live) -> int:
    return int(live.id)


def _place(exported: Exported) -> tuple[Any, ...]:
    """Return where an object stands: of its kind, by its position if that is shown, and by its name."""
    live = exported.live
    position = live.kind.place(live.kind.content(live.wire))
    is_known = isinstance(position, int)
    return live.kind.noun, not is_known, position if is_known else 0, live.name.casefold(), int(live.id)
