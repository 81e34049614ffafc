"""Protects the host from code in the state.

`__provider` of each resource in the state is pickled code. Without this protection, everyone who can write
the state could run code with the credentials of the next refresh.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from google.protobuf.struct_pb2 import Struct  # type: ignore[import-untyped]  # ships no types

from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.host.importing import PROVIDER, provider_of
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.registry import TYPE_PREFIX
from pulumi_liveperson.settings import NAMESPACE, OTHER_TYPES, variable

_PROPERTIES = ("olds", "news", "old_inputs", "properties", "inputs")


def property_structs(request: Any) -> Iterator[Struct]:
    """Yield the properties in a request, from the program, the state or the engine."""
    for name in _PROPERTIES:
        if name in request.DESCRIPTOR.fields_by_name and request.HasField(name):
            yield getattr(request, name)


def use_trusted_code(request: Any) -> None:
    """Replace the code in a request for one of our types by our own code; accept other types that are named.

    Raises `ConfigurationError` for a type that neither the project nor the environment names.
    """
    resource = Urn.of(request.urn)
    if not resource.type.startswith(TYPE_PREFIX):
        _check(resource.type, resource.stack)
        return
    for part in property_structs(request):
        if PROVIDER in part.fields:
            part[PROVIDER] = provider_of(resource.type)


def _check(type_: str, stack: str) -> None:
    known = _named(stack)
    if type_ not in known:
        names = ",".join([*known, type_])
        raise ConfigurationError(
            f"{type_} is not a LivePerson type. Its code is in the state of the stack, and everyone who can "
            "write the state can change the code, so it is not run. If all of these people may run code with "
            "the credentials of this stack, allow the type: "
            f"`pulumi config set liveperson:{OTHER_TYPES} {names} --stack {stack}`, or "
            f"`{variable(OTHER_TYPES)}={names}` in the environment of `pulumi`."
        )


def _named(stack: str) -> list[str]:
    """Return the types that the environment or the project's files name.

    The engine's configuration is not used, because it may come from the state.
    """
    files = (Path(f"Pulumi.{stack}.yaml"), Path("Pulumi.yaml"))
    found = os.environ.get(variable(OTHER_TYPES)) or next(filter(None, map(_set_in, files)), "")
    return [name for each in found.split(",") if (name := each.strip())]


def _set_in(file: Path) -> str:
    try:
        settings = (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("config") or {}
    except (OSError, ValueError, AttributeError, yaml.YAMLError):
        return ""  # the engine reports a broken file, or works without it
    value = settings.get(f"{NAMESPACE}:{OTHER_TYPES}", "")
    return str(value.get("value") or value.get("default") or "") if isinstance(value, dict) else str(value)
