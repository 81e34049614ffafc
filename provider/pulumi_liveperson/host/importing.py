"""Imports: read requests in which the engine knows only the type and the id that a user entered."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime.proto import provider_pb2

from pulumi_liveperson.client.errors import NoSuchObjectError
from pulumi_liveperson.factory import load
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.registry import kind_of, kinds, token_of

PROVIDER = "__provider"


def completed(request: Any) -> Any:
    """Return a read request that contains `__provider`; the engine does not add it to an import.

    Raises `NoSuchObjectError` if objects of that type cannot be imported.
    """
    if PROVIDER in request.properties.fields:
        return request
    completed = provider_pb2.ReadRequest()
    completed.CopyFrom(request)
    completed.properties[PROVIDER] = provider_of(Urn.of(request.urn).type)
    return completed


def not_declarable(failures: Iterable[Any]) -> str:
    """Return a message about the fields of an imported object that a program cannot declare."""
    broken = "; ".join(f"{each.property}: {each.reason}" for each in failures)
    return (
        "The object was imported with content that a program cannot declare: "
        f"{broken}. Declare valid values; the next `pulumi up` writes them."
    )


@cache
def providers() -> dict[str, str]:
    """Return `__provider` of each of our types. Serialization is not thread-safe, so it runs once."""
    return {kind.type_name: serialize_provider(load(kind.type_name)) for kind in kinds()}


def provider_of(token: str) -> str:
    """Return `__provider` of one of our types; raises `NoSuchObjectError` for any other."""
    kind = kind_of(token)
    if kind is None:
        known = ", ".join(map(token_of, kinds()))
        raise NoSuchObjectError(f"Objects of the type {token} cannot be imported; the types are {known}.")
    return providers()[kind.type_name]
