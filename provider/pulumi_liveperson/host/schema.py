"""What `pulumi import` asks about our types, so that the code it prints runs in a stack program."""

import json
from typing import Any

from pulumi_liveperson.factory import TYPE_PREFIX

_ANY = {"$ref": "pulumi.json#/Any"}
_TEXT = {"type": "string"}
_FLAG = {"type": "boolean"}
_TYPES: dict[str, dict[str, Any]] = {
    "SpecialOccasion": {
        "name": _TEXT,
        "description": _TEXT,
        "is_default": _FLAG,
        "events": {"type": "array", "items": _ANY},
    },
    "StatusReason": {"text": _TEXT, "state": _TEXT, "enabled": _FLAG, "order": {"type": "integer"}},
}


def schema() -> str:
    """Return the schema of our types, as far as code generation needs it."""
    return json.dumps(
        {
            "name": "pulumi-python",
            "version": "0.1.0",
            "meta": {"moduleFormat": "(.*)"},
            "language": {
                "python": {
                    "packageName": "pulumi_liveperson",
                    "moduleNameOverrides": {"dynamic/liveperson": ""},
                }
            },
            "resources": {
                f"{TYPE_PREFIX}{kind}": {
                    "properties": fields,
                    "inputProperties": fields,
                    "requiredInputs": [*fields][:1],
                }
                for kind, fields in _TYPES.items()
            },
        }
    )
