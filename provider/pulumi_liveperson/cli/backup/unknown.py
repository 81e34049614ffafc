"""Finds fields of an object that LivePerson returned and this package does not know.

An update sends them back unchanged. A create leaves them out, because LivePerson does not document them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind, Wire

_NOT_SENT = {"id", "deleted"}


def unknown_fields(kind: Kind, wire: Wire) -> list[str]:
    """Return the paths of the fields that a create leaves out, each once."""
    return sorted(set(_unknown(wire, kind.fields)) - _NOT_SENT)


def _unknown(value: Any, shape: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, list) and isinstance(shape, list):
        for each in value:
            yield from _unknown(each, shape[0], path)
    elif isinstance(value, dict) and isinstance(shape, Mapping):
        for name, inner in value.items():
            within = f"{path}.{name}" if path else name
            if name in shape:
                yield from _unknown(inner, shape[name], within)
            elif inner is not None:
                yield within
