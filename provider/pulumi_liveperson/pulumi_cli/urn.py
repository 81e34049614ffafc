"""Pulumi's names for resources: `urn:pulumi:<stack>::<project>::<types>::<name>`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What an object is."""

    SPECIAL_OCCASION = "special occasion"
    STATUS_REASON = "status reason"

    @property
    def key(self) -> str:
        """Return the field that holds what people call such an object."""
        return "name" if self is Kind.SPECIAL_OCCASION else "text"


# ARCHITECTURE.md freezes these. The factory is not imported, because it loads Pulumi's SDK.
_KINDS = {
    "pulumi-python:dynamic/liveperson:SpecialOccasion": Kind.SPECIAL_OCCASION,
    "pulumi-python:dynamic/liveperson:StatusReason": Kind.STATUS_REASON,
}
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
        return _KINDS.get(self.type)

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
