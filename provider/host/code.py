"""Whose code our host runs.

The state names the provider of each resource in `__provider`, which is pickled code. Whoever can write the
state would run theirs with the credentials of the next refresh.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from google.protobuf.struct_pb2 import Struct  # type: ignore[import-untyped]  # ships no types

from provider.factory import TYPE_PREFIX
from provider.host.importing import PROVIDER, provider_of
from provider.liveperson.errors import ConfigurationError
from provider.settings import OTHER_TYPES, configured, variable

_PROPERTIES = ("olds", "news", "old_inputs", "properties", "inputs")


def parts(request: Any) -> Iterator[Struct]:
    """Yield the properties that a request brings, as the program, the state or the engine has them."""
    for name in _PROPERTIES:
        if name in request.DESCRIPTOR.fields_by_name and request.HasField(name):
            yield getattr(request, name)


def trust(request: Any, configuration: Mapping[str, Any]) -> None:
    """Put our own code into a request about a type of ours; other types pass if the project names them.

    Raises `ConfigurationError` for one that it does not name.
    """
    type_ = request.urn.split("::")[2].rpartition("$")[2]
    if not type_.startswith(TYPE_PREFIX):
        _check(type_, configured(OTHER_TYPES, configuration.get) or "")
        return
    for part in parts(request):
        if PROVIDER in part.fields:
            part[PROVIDER] = provider_of(type_)


def _check(type_: str, named: str) -> None:
    known = [each.strip() for each in named.split(",") if each.strip()]
    names = ",".join([*known, type_])
    if type_ not in known:
        raise ConfigurationError(
            f"{type_} is no type of LivePerson. Its code stands in the state of the stack, where whoever may "
            "write that can change it, so it is not run. If all of them may run code with the credentials of "
            "this stack, name the type: "
            f"`pulumi config set liveperson:{OTHER_TYPES} {names}`, or for a refresh or a destroy before the "
            f"next update {variable(OTHER_TYPES)}={names} in the environment."
        )
