"""Secret values in the requests of the engine and in the responses of our host.

The engine marks secret values for a host that accepts secrets. Pulumi's servicer does not know the marks.
So it gets requests without marks, and its responses are marked afterwards, as the engine marks the responses
of a host that does not accept secrets.
"""

from collections.abc import Iterator
from typing import Any

from google.protobuf.json_format import MessageToDict  # type: ignore[import-untyped]  # ships no types
from google.protobuf.struct_pb2 import Struct, Value  # type: ignore[import-untyped]
from pulumi.runtime.proto import provider_pb2

from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.host.importing import PROVIDER
from pulumi_liveperson.host.trusted_code import property_structs

_SIGNATURE = "4dabf18193072939515e22adb298388d"  # pulumi/sdk/go/common/resource/sig
_IS_SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - the mark of secrets is not a secret
_VALUE = "value"
_MARKED_BY = {
    provider_pb2.CheckResponse: {"inputs": "news"},
    provider_pb2.CreateResponse: {"properties": "properties"},
    provider_pb2.ReadResponse: {"properties": "properties", "inputs": "inputs"},
    provider_pb2.UpdateResponse: {"properties": "news"},
}
"""For each part of a response, the part of the request that has the same secrets."""


def without_secret_marks(request: Any) -> tuple[Any, frozenset[str]]:
    """Return a request without marks of secrets, and the properties that had any; messages mask them."""
    names: set[str] = set()
    copy = type(request)()
    copy.CopyFrom(request)
    for part in property_structs(copy):
        for name, value in part.fields.items():
            if not _holds_secrets(value):
                continue
            is_provider = name == PROVIDER  # code; other providers may mark it as secret
            SECRETS.learn(() if is_provider else [MessageToDict(each) for each in _secrets(value)])
            names |= set() if is_provider else {name}
            _unwrap(value)
    return copy, frozenset(names)


def marked(answer: Any, request: Any) -> Any:
    """Return a response to a request, with marks of secrets."""
    for part, source in _MARKED_BY.get(type(answer), {}).items():
        if answer.HasField(part) and request.HasField(source):
            mark(getattr(answer, part), getattr(request, source))
    return answer


def mark(outs: Struct, ins: Struct) -> None:
    """Mark the secrets of `ins` in `outs`; a list with one secret item is marked completely."""
    for name, value in ins.fields.items():
        if name not in outs.fields or not _holds_secrets(value):
            continue
        out = outs.fields[name]
        if _is_object(out) and _is_object(value):
            mark(out.struct_value, value.struct_value)
        elif not _is_secret(out):
            _wrap(out)


def _kind(value: Value) -> str | None:
    kind: str | None = value.WhichOneof("kind")
    return kind


def _is_object(value: Value) -> bool:
    return _kind(value) == "struct_value" and _SIGNATURE not in value.struct_value.fields


def _is_secret(value: Value) -> bool:
    if _kind(value) != "struct_value" or _is_object(value):
        return False
    return bool(value.struct_value.fields[_SIGNATURE].string_value == _IS_SECRET)


def _holds_secrets(value: Value) -> bool:
    if _kind(value) == "list_value":
        return any(map(_holds_secrets, value.list_value.values))
    if _kind(value) != "struct_value":
        return False
    return _is_secret(value) or any(map(_holds_secrets, value.struct_value.fields.values()))


def _secrets(value: Value) -> Iterator[Value]:
    """Yield the secret values in a value, without their marks."""
    if _is_secret(value):
        plain = Value()
        plain.CopyFrom(value)
        _unwrap(plain)
        yield plain
    elif _kind(value) == "list_value":
        for item in value.list_value.values:
            yield from _secrets(item)
    elif _kind(value) == "struct_value":
        for field in value.struct_value.fields.values():
            yield from _secrets(field)


def _unwrap(value: Value) -> None:
    """Replace every marked secret in a value by the plain value, at all levels."""
    if _is_secret(value):
        inner = Value()
        inner.CopyFrom(value.struct_value.fields[_VALUE])
        _unwrap(inner)
        value.CopyFrom(inner)
    elif _kind(value) == "list_value":
        for item in value.list_value.values:
            _unwrap(item)
    elif _kind(value) == "struct_value":
        for field in value.struct_value.fields.values():
            _unwrap(field)


def _wrap(value: Value) -> None:
    secret = Value()
    secret.struct_value.fields[_SIGNATURE].string_value = _IS_SECRET
    secret.struct_value.fields[_VALUE].CopyFrom(value)
    value.CopyFrom(secret)
