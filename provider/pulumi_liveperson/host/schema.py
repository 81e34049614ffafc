"""The schema of our types, from which `pulumi import` generates code for a stack program."""

import json
from typing import Any

from pulumi_liveperson import registry
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.wire import OPTIONS

_ANY = {"$ref": "pulumi.json#/Any"}
_PLAIN = {"boolean", "integer", "number", "string"}


def schema() -> str:
    """Return the parts of the schema of our types that code generation needs, as JSON."""
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
            "resources": {registry.token_of(kind): _resource(kind) for kind in registry.kinds()},
        }
    )


def _resource(kind: Kind) -> dict[str, Any]:
    """Return the schema of a kind, from the fields of its model."""
    described = registry.provider(kind.type_name).model.model_json_schema()
    names = [name for name in described["properties"] if name not in OPTIONS]
    fields = {name: _type(described["properties"][name]) for name in names}
    required = [name for name in described.get("required", ()) if name == kind.key]
    return {"properties": fields, "inputProperties": fields, "requiredInputs": required}


def _type(described: dict[str, Any]) -> dict[str, Any]:
    """Return the Pulumi schema of the type of a field, which may be optional."""
    for each in (described, *described.get("anyOf", ())):
        if each.get("type") in _PLAIN:
            return {"type": each["type"]}
        if each.get("type") == "array":
            return {"type": "array", "items": _ANY}
    return _ANY
