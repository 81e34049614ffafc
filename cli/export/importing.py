"""What `pulumi import --file` takes.

An entry that holds inputs and outputs is taken over as it is, so the file works in Pulumi's own host too,
which cannot read what it does not know, and the state holds just what the program declares.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pulumi.dynamic.dynamic import serialize_provider

from cli.export.objects import Exported, provider
from cli.live.state import TYPES
from provider.liveperson.kinds import Kind

_TOKENS = {kind: token for token, kind in TYPES.items()}


def import_file(exported: Iterable[Exported]) -> str:
    """Return the text of the file."""
    return json.dumps({"resources": [_entry(each) for each in exported]}, indent=2) + "\n"


def is_import_file(path: Path) -> bool:
    """Tell whether a file is one of ours, which may be written again."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return all(each["type"] in TYPES for each in found["resources"])
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _entry(exported: Exported) -> dict[str, Any]:
    named = {"__provider": _provider(exported.live.kind)}
    return {
        "type": _TOKENS[exported.live.kind],
        "name": exported.resource_name,
        "id": exported.live.id,
        "inputs": {**named, **exported.declared},
        "outputs": {**named, **exported.outputs},
    }


def _provider(kind: Kind) -> str:
    return str(serialize_provider(provider(kind)))
