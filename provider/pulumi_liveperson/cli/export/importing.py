"""Generates the file for `pulumi import --file`.

The engine imports an entry that contains inputs and outputs unchanged: without a request, and without a check
that they are still correct. This is correct only directly after the export. If it is imported later, perhaps
into another stack, the host must read the objects; only Pulumi's own host cannot do this.
"""

import json
from collections.abc import Iterable
from typing import Any

from pulumi.dynamic.dynamic import serialize_provider

from pulumi_liveperson.cli.export.objects import Exported
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.lookup import BY_NAME
from pulumi_liveperson.factory import load
from pulumi_liveperson.registry import token_of
from pulumi_liveperson.wire import prop


def import_file(exported: Iterable[Exported], *, with_content: bool) -> str:
    """Return the text of the file; with `with_content`, it contains the content that the engine imports."""
    entries = [
        _entry(each, each.live.id) | _content(each) if with_content else _entry(each, _reference(each))
        for each in exported
    ]
    return json.dumps({"resources": entries}, indent=2) + "\n"


def _entry(exported: Exported, id_: str) -> dict[str, Any]:
    return {"type": token_of(exported.kind), "name": exported.resource_name, "id": id_}


def _reference(exported: Exported) -> str:
    """Return what the host reads: the id, or the name if the program names an object that others own.

    The import then declares the object as the program does.
    """
    kind = exported.kind
    name = exported.declared.get(prop(kind.key)) if kind.part_of is not None else None
    return exported.live.id if name is None else f"{BY_NAME}{name}"


def _content(exported: Exported) -> dict[str, Any]:
    named = {"__provider": _provider(exported.kind)}
    return {"inputs": {**named, **exported.declared}, "outputs": {**named, **exported.outputs}}


def _provider(kind: Kind) -> str:
    return str(serialize_provider(load(kind.type_name)))
