"""Whose code our host runs.

The state names the provider of each resource in `__provider`, which is pickled code. Whoever can write the
state would run theirs with the credentials of the next refresh.
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
    """Yield the properties that a request brings, as the program, the state or the engine has them."""
    for name in _PROPERTIES:
        if name in request.DESCRIPTOR.fields_by_name and request.HasField(name):
            yield getattr(request, name)


def use_trusted_code(request: Any) -> None:
    """Put our own code into a request about a type of ours; other types pass if the project names them.

    Raises `ConfigurationError` for one that it does not name.
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
            f"{type_} is no type of LivePerson. Its code stands in the state of the stack, where whoever may "
            "write that can change it, so it is not run. If all of them may run code with the credentials of "
            "this stack, name the type: "
            f"`pulumi config set liveperson:{OTHER_TYPES} {names} --stack {stack}`, or "
            f"`{variable(OTHER_TYPES)}={names}` in the environment of `pulumi`."
        )


def _named(stack: str) -> list[str]:
    """Return the types that the environment or the project's files name.

    What the engine knows of the configuration may come from the state.
    """
    files = (Path(f"Pulumi.{stack}.yaml"), Path("Pulumi.yaml"))
    found = os.environ.get(variable(OTHER_TYPES)) or next(filter(None, map(_set_in, files)), "")
    return [name for each in found.split(",") if (name := each.strip())]


def _set_in(file: Path) -> str:
    try:
        settings = (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("config") or {}
    except (OSError, ValueError, AttributeError, yaml.YAMLError):
        return ""  # the engine has read it, or does without
    value = settings.get(f"{NAMESPACE}:{OTHER_TYPES}", "")
    return str(value.get("value") or value.get("default") or "") if isinstance(value, dict) else str(value)
