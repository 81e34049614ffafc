"""Looks at a whole program before any of its resources reaches the engine.

The engine stops at the first resource whose check fails, and sees one resource at a time. A program runs to
its end before its first resource is registered, though, so that is the moment to check all of them, and them
against each other, and to show every mistake at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import pulumi
from pulumi.runtime import get_root_resource

from provider.liveperson.kinds import Kind
from provider.validation import Declaration, checked
from provider.wire import Props


@dataclass(frozen=True)
class Declared:
    """A resource as a program declares it."""

    kind: Kind
    model: type[Declaration]
    resource_name: str
    props: Props

    @property
    def title(self) -> str:
        """Name the resource as a program does."""
        return f'{self.kind.type_name} "{self.resource_name}"'


@dataclass
class Program:
    """Everything that one program declares."""

    resources: list[Declared] = field(default_factory=list)
    verdict: pulumi.Output[None] | None = None

    async def judge(self) -> None:
        """Raise a `RunError` with every mistake, if there are any."""
        lines = [f"  {line}" for line in self.mistakes()]
        if lines:
            count = "one mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
            raise pulumi.RunError(
                "\n".join([f"this program has {count}, and nothing was sent to LivePerson:", *lines])
            )

    def mistakes(self) -> Iterator[str]:
        """Yield the mistakes of each resource, then those between resources."""
        for each in self.resources:
            for mistake in checked(each.model, each.props)[1]:
                yield f"{each.title}: {mistake}"
        yield from self._repeated(lambda each: each.props.get(each.kind.key), "have the {key} {value!r}")
        yield from self._repeated(lambda each: each.props.get("is_default") or None, "be the default")
        yield from self._repeated(lambda each: each.props.get("order"), "have the order {value}")

    def _repeated(self, value_of: Callable[[Declared], Any], what: str) -> Iterator[str]:
        """Yield a line for each value that only one resource of a kind may have, and several declare."""
        holders: dict[tuple[Kind, Any], list[Declared]] = defaultdict(list)
        for each in self.resources:
            value = value_of(each)
            if isinstance(value, str | int | float):
                holders[each.kind, value].append(each)
        for (kind, value), several in holders.items():
            if len(several) > 1:
                titles = " and ".join(each.title for each in several)
                yield f"{titles}: only one of them can {what.format(key=kind.key, value=value)}"


_PROGRAMS: WeakKeyDictionary[pulumi.Resource, Program] = WeakKeyDictionary()


def declare(kind: Kind, model: type[Declaration], resource_name: str, props: Props) -> Props:
    """Note what a program declares; return the props that wait for the verdict on the whole program."""
    root = get_root_resource()
    if root is None:
        return props
    program = _PROGRAMS.setdefault(root, Program())
    if program.verdict is None:
        program.verdict = pulumi.Output.from_input(program.judge())
    program.resources.append(
        Declared(kind, model, resource_name, {k: v for k, v in props.items() if v is not None})
    )
    return {**props, kind.key: program.verdict.apply(lambda _: props[kind.key])}
