"""Pulumi's names for resources: `urn:pulumi:<stack>::<project>::<types>::<name>`."""

from dataclasses import dataclass
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.registry import kind_of

_PREFIX = "urn:pulumi:"
_PARTS = 4


@dataclass(frozen=True)
class Urn:
    """A URN in its parts."""

    text: str
    stack: str
    project: str
    type: str
    """The type alone, without those of the components that the resource is in."""
    name: str

    @property
    def kind(self) -> Kind | None:
        """Return the kind of LivePerson's objects that this is, if it is one."""
        return kind_of(self.type)

    @property
    def is_stack(self) -> bool:
        """Tell whether this is the stack itself."""
        return self.type == "pulumi:pulumi:Stack"


def parsed(text: Any) -> Urn | None:
    """Return a URN in its parts, if it is one."""
    if not isinstance(text, str) or not text.startswith(_PREFIX):
        return None
    parts = text.removeprefix(_PREFIX).split("::", _PARTS - 1)  # a name may hold anything
    if len(parts) < _PARTS:
        return None
    stack, project, types, name = parts
    return Urn(text, stack, project, types.rpartition("$")[2], name)
