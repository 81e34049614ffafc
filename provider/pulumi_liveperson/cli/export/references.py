"""How the objects of a program refer to each other: targets first, and each with a variable if it is used.

An id of an object that the program does not declare stays a text, with a comment that names the object.
"""

import builtins
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pulumi_liveperson
from pulumi_liveperson import registry
from pulumi_liveperson.cli.export.code import Commented, Name, Node
from pulumi_liveperson.cli.export.objects import Exported
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.escaping import visible
from pulumi_liveperson.wire import prop

Key = tuple[Kind, str]
Names = Mapping[Key, str]
"""The names of the objects of the account."""

_RESERVED = {
    *dir(builtins),
    *keyword.kwlist,
    *keyword.softkwlist,
    *pulumi_liveperson.__all__,
    "program",
    "pulumi",
}


class References:
    """The declarations of a program, in an order in which each one can refer to those before it.

    `used`: names that the program uses already, so that no variable has them.
    """

    def __init__(self, exported: Iterable[Exported], names: Names, used: Iterable[str] = ()) -> None:
        self.order = _targets_first(list(exported))
        self._names = names
        self._places = {each.live.key: place for place, each in enumerate(self.order)}
        self._targets = {each.live.key for each in self.order if _is_target(each)}
        referred = {key for each in self.order for key in self._declared_targets(each)}
        self._variables: dict[Key, str] = {}
        taken = {*_RESERVED, *used}
        for each in self.order:
            if each.live.key in referred:
                name = _variable(each, taken)
                taken.add(name)
                self._variables[each.live.key] = name

    def variable(self, exported: Exported) -> str | None:
        """Return the variable of a declaration; None if no declaration refers to it."""
        return self._variables.get(exported.live.key) if _is_target(exported) else None

    def code(self, exported: Exported, field: str) -> Node:
        """Return the code of a field that contains ids."""
        value = exported.declared[prop(field)]
        if isinstance(value, list):
            return [self._id(exported, field, each) for each in value]
        return self._id(exported, field, value) if value else value

    def _id(self, exported: Exported, field: str, id_: str) -> Node:
        target = _kind(exported, field)
        if self._is_before(exported, (target, id_)):
            return Name(f"{self._variables[target, id_]}.id")
        name = self._names.get((target, id_))
        return id_ if name is None else Commented(id_, f'{target.noun} "{visible(name)}"')

    def _declared_targets(self, exported: Exported) -> Iterator[Key]:
        for key in _targets(exported):
            if self._is_before(exported, key):
                yield key

    def _is_before(self, exported: Exported, target: Key) -> bool:
        """Return whether a target is declared before an object; in a circle of objects, one is not."""
        return target in self._targets and self._places[target] < self._places[exported.live.key]


def reference_fields(exported: Exported) -> list[str]:
    """Return the declared fields that contain ids of other objects, and keep the rules."""
    return [
        field
        for field in exported.kind.references
        if prop(field) in exported.declared and prop(field) not in exported.unchecked
    ]


def target_kinds(exported: Iterable[Exported]) -> set[Kind]:
    """Return the kinds of the objects to which declarations refer."""
    return {kind for each in exported for kind, _ in _targets(each)}


def _targets(exported: Exported) -> Iterator[Key]:
    for field in reference_fields(exported):
        value = exported.declared[prop(field)]
        for id_ in value if isinstance(value, list) else [value]:
            if id_:
                yield _kind(exported, field), id_


def _kind(exported: Exported, field: str) -> Kind:
    name = exported.kind.references[field]
    return next(kind for kind in registry.object_kinds() if kind.type_name == name)


def _is_target(exported: Exported) -> bool:
    """Return whether a declaration is of a complete object, to which others refer, and not of a part."""
    return exported.kind.part_of is None


def _targets_first(exported: Sequence[Exported]) -> list[Exported]:
    """Return declarations in the same order, except that those to which others refer come first."""
    by_key = {each.live.key: each for each in exported}
    order: dict[Key, Exported] = {}
    started: set[Key] = set()
    for first in sorted(exported, key=lambda each: bool(each.kind.references)):
        stack = [first]
        while stack:
            each = stack[-1]
            key = each.live.key
            if key in order:
                stack.pop()
            elif key in started:
                order[key] = stack.pop()
            else:
                started.add(key)
                waiting = [by_key[target] for target in _targets(each) if target in by_key]
                stack += [target for target in reversed(waiting) if target.live.key not in started]
    return list(order.values())


def _variable(exported: Exported, taken: set[str]) -> str:
    """Return an unused variable name for a declaration."""
    plain = _identifier(exported.resource_name)
    noun = _identifier(exported.kind.noun)
    name = noun if not plain else f"{exported.kind.short_noun}_{plain}" if plain[0].isdigit() else plain
    numbered, number = name, 1
    while numbered in taken:
        number += 1
        numbered = f"{name}_{number}"
    return numbered


def _identifier(text: str) -> str:
    return re.sub("[^a-z0-9]+", "_", text.lower()).strip("_")
