"""Pulumi's names for resources: `urn:pulumi:<stack>::<project>::<types>::<name>`."""

from dataclasses import dataclass
from typing import Any, Self

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
    is_inside: bool
    """Whether the resource is inside of a component, of which the URN tells no more than the type."""

    @classmethod
    def of(cls, text: str) -> Self:
        """Return a URN of the engine's in its parts; raises a `ValueError` for anything else."""
        found = cls.read(text)
        if found is None:
            raise ValueError(f"{text!r} is no URN")
        return found

    @classmethod
    def read(cls, text: Any) -> Self | None:
        """Return a URN in its parts, if it is one."""
        if not isinstance(text, str) or not text.startswith(_PREFIX):
            return None
        parts = text.removeprefix(_PREFIX).split("::", _PARTS - 1)  # a name may hold anything
        if len(parts) < _PARTS:
            return None
        stack, project, types, name = parts
        return cls(text, stack, project, types.rpartition("$")[2], name, is_inside="$" in types)

    @property
    def kind(self) -> Kind | None:
        """Return the kind of LivePerson's objects that this is, if it is one."""
        return kind_of(self.type)

    @property
    def is_stack(self) -> bool:
        """Tell whether this is the stack itself."""
        return self.type == "pulumi:pulumi:Stack"
