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
from pulumi_liveperson.factory import load
from pulumi_liveperson.registry import token_of


def import_file(exported: Iterable[Exported], *, with_content: bool) -> str:
    """Return the text of the file; with `with_content`, it contains the content that the engine imports."""
    entries = [{**_entry(each), **(_content(each) if with_content else {})} for each in exported]
    return json.dumps({"resources": entries}, indent=2) + "\n"


def _entry(exported: Exported) -> dict[str, Any]:
    return {"type": token_of(exported.kind), "name": exported.resource_name, "id": exported.live.id}


def _content(exported: Exported) -> dict[str, Any]:
    named = {"__provider": _provider(exported.kind)}
    return {"inputs": {**named, **exported.declared}, "outputs": {**named, **exported.outputs}}


def _provider(kind: Kind) -> str:
    return str(serialize_provider(load(kind.type_name)))
