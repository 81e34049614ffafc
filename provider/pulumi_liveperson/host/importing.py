"""Imports: reads of which the engine knows no more than the type and the id that somebody has typed."""

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
    """Return a read request that says which provider it is for, where the engine does not know.

    Raises `NoSuchObjectError` where nothing of that type can be imported.
    """
    if PROVIDER in request.properties.fields:
        return request
    completed = provider_pb2.ReadRequest()
    completed.CopyFrom(request)
    completed.properties[PROVIDER] = provider_of(Urn.of(request.urn).type)
    return completed


def not_declarable(failures: Iterable[Any]) -> str:
    """Say what of an imported object no program may declare."""
    broken = "; ".join(f"{each.property}: {each.reason}" for each in failures)
    return (
        "imported as LivePerson holds it, which a program cannot declare: "
        f"{broken}. Declare what it should be, and the next `pulumi up` writes that."
    )


@cache
def providers() -> dict[str, str]:
    """Return `__provider` of each of our types. Serializing is not for several threads at once."""
    return {kind.type_name: serialize_provider(load(kind.type_name)) for kind in kinds()}


def provider_of(token: str) -> str:
    """Return `__provider` of one of our types; raises `NoSuchObjectError` for any other."""
    kind = kind_of(token)
    if kind is None:
        known = " and ".join(map(token_of, kinds()))
        raise NoSuchObjectError(f"Nothing of the type {token} can be imported; the types are {known}.")
    return providers()[kind.type_name]
