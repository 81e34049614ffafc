"""Converts values for display: without secrets, and without Pulumi's signatures for special values."""

import math
from collections.abc import Mapping
from typing import Any

from pulumi_liveperson.wire import REVISION

Content = Mapping[str, Any]
"""The content of an object, with the names of its resource's inputs; secrets are already masked."""

SECRET = "[secret]"  # noqa: S105 - the placeholder for a secret, the same as in Pulumi's previews
UNKNOWN = "[known when it is applied]"
HIDDEN = "[not shown]"

# pulumi/sdk/go/common/resource/sig, and resource/plugin/rpc.go
_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - marks secrets, and is not a secret
_OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_UNKNOWN_VALUES = frozenset(
    {
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)
_MAX_DEPTH = 30
_NOT_CONTENT = frozenset({"__provider", REVISION})
MASKS = frozenset({SECRET, UNKNOWN, HIDDEN})


def content(properties: Any) -> dict[str, Any]:
    """Return the properties of a resource that are content of its object, masked for display."""
    if not isinstance(properties, Mapping):
        return {}
    return {name: shown(value) for name, value in properties.items() if name not in _NOT_CONTENT}


def shown(value: Any, depth: int = 0) -> Any:
    """Return a value in which placeholders replace the parts that must not or cannot be shown."""
    if isinstance(value, dict | list) and depth > _MAX_DEPTH:
        return HIDDEN
    if isinstance(value, dict):
        return _signed(value, depth) if _SIGNATURE in value else _mapping(value, depth)
    if isinstance(value, list):
        return [shown(item, depth + 1) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return HIDDEN  # JSON cannot represent it
    return UNKNOWN if isinstance(value, str) and value in _UNKNOWN_VALUES else value


def masked(value: Any) -> bool:
    """Return whether a part of a value is replaced by a placeholder."""
    if isinstance(value, dict):
        return any(masked(inner) for inner in value.values())
    if isinstance(value, list):
        return any(masked(item) for item in value)
    return isinstance(value, str) and value in MASKS


def _mapping(value: dict[str, Any], depth: int) -> dict[str, Any]:
    return {name: shown(inner, depth + 1) for name, inner in value.items()}


def _signed(value: dict[str, Any], depth: int) -> Any:
    """Return a value that is certainly not secret; an unknown signature may mark a secret."""
    signature = value[_SIGNATURE]
    if signature == _SECRET_SIGNATURE or value.get("secret"):
        return SECRET
    if signature == _OUTPUT_SIGNATURE:
        return shown(value["value"], depth + 1) if "value" in value else UNKNOWN
    return HIDDEN
