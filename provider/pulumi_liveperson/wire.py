"""The two shapes of an object: props as Pulumi keeps them, and wire as LivePerson sends them.

Props have snake_case names, wire has camelCase ones; the values are the same.
"""

import re
from collections.abc import Callable
from typing import Any

Props = dict[str, Any]

REVISION = "ac_revision"
ON_CONFLICT = "on_conflict"
UNCHECKED = "unchecked"
"""The input that names the fields whose values are not checked."""
ORDERS = "__orders"
"""Tells a check where the whole program wants objects, as JSON; never an input of a resource in the state."""
OPTIONS = (ON_CONFLICT, UNCHECKED)
"""What a program says about an object, and LivePerson does not hold."""
_NOT_DECLARED = {REVISION, "__provider", ORDERS}


def declared_in(props: Props) -> Props:
    """Return what a program declares, without what the provider and the engine add."""
    return {name: value for name, value in props.items() if name not in _NOT_DECLARED}


def content_in(props: Props) -> dict[str, Any]:
    """Return what LivePerson is to hold, in its own spelling."""
    return to_wire({name: value for name, value in declared_in(props).items() if name not in OPTIONS})


def to_wire(props: Props) -> dict[str, Any]:
    """Return props in LivePerson's spelling. Pulumi's numbers are floats; LivePerson's are whole."""
    wire: dict[str, Any] = _renamed(props, lambda name: re.sub("_([a-z])", lambda m: m[1].upper(), name))
    return wire


def to_props(wire: dict[str, Any]) -> Props:
    """Return an object of LivePerson's in Pulumi's spelling."""
    props: Props = _renamed(wire, lambda name: re.sub("[A-Z]", lambda m: "_" + m[0].lower(), name))
    return props


def prop(field: str) -> str:
    """Return the name of a field in Pulumi's spelling."""
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
