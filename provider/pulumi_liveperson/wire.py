"""The two formats of an object: props in Pulumi's state, and wire in LivePerson's requests and responses.

Props have snake_case names, and wire has camelCase names; the values are the same.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

Props = dict[str, Any]

REVISION = "ac_revision"
ON_CONFLICT = "on_conflict"
UNCHECKED = "unchecked"
"""The input that names the fields whose values are not checked."""
ORDERS = "__orders"
"""The declared positions of the complete program as JSON, for a check; never stored in the state."""
OPTIONS = (ON_CONFLICT, UNCHECKED)
"""Inputs that are not part of the object in LivePerson."""
_NOT_DECLARED = {REVISION, "__provider", ORDERS}


def declared_in(props: Props) -> Props:
    """Return the declared inputs, without those that the provider and the engine add."""
    return {name: value for name, value in props.items() if name not in _NOT_DECLARED}


def content_in(props: Props) -> dict[str, Any]:
    """Return the declared content of the object, with LivePerson's names."""
    return to_wire({name: value for name, value in declared_in(props).items() if name not in OPTIONS})


def to_wire(props: Props) -> dict[str, Any]:
    """Return props with LivePerson's names. Pulumi's numbers are floats; LivePerson's are integers."""
    wire: dict[str, Any] = _renamed(props, lambda name: re.sub("_([a-z])", lambda m: m[1].upper(), name))
    return wire


def to_props(wire: dict[str, Any]) -> Props:
    """Return an object from LivePerson with Pulumi's names."""
    props: Props = _renamed(wire, lambda name: re.sub("[A-Z]", lambda m: "_" + m[0].lower(), name))
    return props


@cache
def prop(field: str) -> str:
    """Return Pulumi's name of a field."""
    (name,) = to_props({field: None})
    return name


def _renamed(value: Any, rename: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {rename(name): _renamed(inner, rename) for name, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(item, rename) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
