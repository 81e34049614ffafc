"""Returns the objects that the resources of a stack manage, from its state only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.registry import kind_of
from pulumi_liveperson.wire import Props, declared_in, prop


@dataclass(frozen=True)
class Managed:
    """An object that a resource manages."""

    kind: Kind
    id: str
    name: str
    """The name of the object; the name of the resource if the state does not show it."""
    urn: str
    is_replaced: bool
    """Whether the resource was replaced and is pending deletion."""
    declared: Props = field(default_factory=dict)
    """The inputs of its resource."""

    @property
    def key(self) -> tuple[Kind, str]:
        """Return the key of the object, which is the same if a resource manages only a part of it."""
        return self.kind.owner, self.id

    @property
    def resource_name(self) -> str:
        """Return the name of the resource in Pulumi."""
        return Urn.of(self.urn).name

    @property
    def in_component(self) -> bool:
        """Return whether the resource is inside a component."""
        return Urn.of(self.urn).in_component


def managed(stack: str) -> list[Managed]:
    """Return the objects that the resources of a stack manage."""
    return list(_managed(stack))


def managing(stack: str) -> Iterator[tuple[Kind, dict[str, Any]]]:
    """Yield the resources that manage an object, in the form of Pulumi's state, each with its kind."""
    for resource in pulumi.resources(stack):
        kind = kind_of(resource["type"])
        # An external resource is only read.
        if kind is not None and resource.get("id") and not resource.get("external"):
            yield kind, resource


def _managed(stack: str) -> Iterator[Managed]:
    for kind, resource in managing(stack):
        name = (resource.get("outputs") or {}).get(prop(kind.key))
        shown = name if isinstance(name, str) and name.strip() else Urn.of(resource["urn"]).name
        is_replaced = bool(resource.get("delete"))
        yield Managed(kind, str(resource["id"]), shown, resource["urn"], is_replaced, declared_by(resource))


def declared_by(resource: dict[str, Any]) -> Props:
    """Return the declared inputs of a resource in the form of Pulumi's state."""
    inputs: Props = resource.get("inputs") or {}
    return {name: value for name, value in declared_in(inputs).items() if value is not None}
