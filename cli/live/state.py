"""Which objects the resources of a stack manage, from its state alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cli import pulumi
from provider.connection import KINDS
from provider.liveperson.kinds import Kind

TYPES = {f"pulumi-python:dynamic/liveperson:{kind.type_name}": kind for kind in KINDS}


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

    @property
    def resource_name(self) -> str:
        """Return Pulumi's name for it."""
        return _resource_name(self.urn)


def managed(stack: str) -> list[Managed]:
    """Return the objects that the resources of a stack manage."""
    return list(_managed(stack))


def managing(stack: str) -> Iterator[dict[str, Any]]:
    """Yield the resources that manage an object, as Pulumi keeps them."""
    for resource in pulumi.resources(stack):
        # An external one is only looked at.
        if resource["type"] in TYPES and resource.get("id") and not resource.get("external"):
            yield resource


def _managed(stack: str) -> Iterator[Managed]:
    for resource in managing(stack):
        kind = TYPES[resource["type"]]
        name = (resource.get("outputs") or {}).get(kind.key)
        shown = name if isinstance(name, str) and name.strip() else _resource_name(resource["urn"])
        yield Managed(kind, str(resource["id"]), shown, resource["urn"], bool(resource.get("delete")))


def _resource_name(urn: str) -> str:
    return urn.split("::", 3)[-1]  # a name may hold anything
