"""Which objects the resources of a stack manage, from its state alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pulumi_liveperson.base import REVISION
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.registry import kind_of
from pulumi_liveperson.wire import Props

_NOT_DECLARED = {REVISION, "__provider"}


@dataclass(frozen=True)
class Managed:
    """An object that a resource manages."""

    kind: Kind
    id: str
    name: str
    """What people call it; the resource's name where the state does not show it."""
    urn: str
    is_going: bool
    """Whether it has been replaced, and only waits to be deleted."""
    declared: Props = field(default_factory=dict)
    """What its resource declares."""

    @property
    def resource_name(self) -> str:
        """Return Pulumi's name for it."""
        return Urn.of(self.urn).name

    @property
    def is_inside(self) -> bool:
        """Tell whether the resource is inside of a component."""
        return Urn.of(self.urn).is_inside


def managed(stack: str) -> list[Managed]:
    """Return the objects that the resources of a stack manage."""
    return list(_managed(stack))


def managing(stack: str) -> Iterator[tuple[Kind, dict[str, Any]]]:
    """Yield the resources that manage an object, as Pulumi keeps them, each with its kind."""
    for resource in pulumi.resources(stack):
        kind = kind_of(resource["type"])
        # An external one is only looked at.
        if kind is not None and resource.get("id") and not resource.get("external"):
            yield kind, resource


def _managed(stack: str) -> Iterator[Managed]:
    for kind, resource in managing(stack):
        name = (resource.get("outputs") or {}).get(kind.key)
        shown = name if isinstance(name, str) and name.strip() else Urn.of(resource["urn"]).name
        is_going = bool(resource.get("delete"))
        yield Managed(kind, str(resource["id"]), shown, resource["urn"], is_going, declared_by(resource))


def declared_by(resource: dict[str, Any]) -> Props:
    """Return what a resource declares, as Pulumi keeps it."""
    inputs: Props = resource.get("inputs") or {}
    return {name: value for name, value in inputs.items() if name not in _NOT_DECLARED and value is not None}
