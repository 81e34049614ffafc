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
    """The type of the resource, without the types of its parent components."""
    name: str
    in_component: bool
    """Whether the resource is inside a component; the URN shows only the component's type."""

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the parts of a URN of the engine; raises a `ValueError` for any other text."""
        found = cls.read(text)
        if found is None:
            raise ValueError(f"{text!r} is not a URN")
        return found

    @classmethod
    def read(cls, text: Any) -> Self | None:
        """Return the parts of a URN, or `None` if the value is not a URN."""
        if not isinstance(text, str) or not text.startswith(_PREFIX):
            return None
        parts = text.removeprefix(_PREFIX).split("::", _PARTS - 1)  # a name may contain any text
        if len(parts) < _PARTS:
            return None
        stack, project, types, name = parts
        return cls(text, stack, project, types.rpartition("$")[2], name, in_component="$" in types)

    @property
    def kind(self) -> Kind | None:
        """Return the kind of LivePerson object, or `None` for other types."""
        return kind_of(self.type)

    @property
    def is_stack(self) -> bool:
        """Return whether this is the URN of the stack."""
        return self.type == "pulumi:pulumi:Stack"
