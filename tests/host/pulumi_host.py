"""Pulumi's own provider host, `python -m pulumi.dynamic`, driven as the engine drives it."""

import json
import os
import signal
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import grpc  # type: ignore[import-untyped]
from google.protobuf.empty_pb2 import Empty  # type: ignore[import-untyped]
from google.protobuf.json_format import MessageToDict, ParseDict  # type: ignore[import-untyped]
from google.protobuf.struct_pb2 import Struct  # type: ignore[import-untyped]
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc, status_pb2

from pulumi_liveperson.factory import load
from pulumi_liveperson.registry import TYPE_PREFIX, kind_of
from pulumi_liveperson.wire import prop

PREFIX = "Exception calling application: "

Props = dict[str, Any]


def urn(kind: str, props: Props) -> str:
    """Return the URN of a resource that has the name of its object."""
    known = kind_of(TYPE_PREFIX + kind)
    assert known is not None
    name = props.get(prop(known.key), props.get(prop(str(known.id_key))))
    return f"urn:pulumi:trial::liveperson-accounts::{TYPE_PREFIX}{kind}::{name}"


def imported_urn(type_: str) -> str:
    """Return the URN of a resource below another one, whose name is not that of its object."""
    return f"urn:pulumi:trial::liveperson-accounts::parent:Type$pulumi-python:dynamic/{type_}::na::me"


@dataclass(frozen=True)
class Kept:
    """What the engine keeps of a resource whose operation has failed half-way."""

    id: str
    outputs: Props
    reasons: list[str]


class HostError(Exception):
    """An operation failed; the message is what Pulumi's user sees."""

    def __init__(self, message: str, kept: Kept | None = None) -> None:
        super().__init__(message)
        self.kept = kept


@dataclass(frozen=True)
class Checked:
    """What a check makes of a declaration."""

    inputs: Props
    failures: list[tuple[str, str]]


@dataclass(frozen=True)
class Resource:
    """A resource as the engine keeps it in the state."""

    kind: str
    id: str
    inputs: Props
    outputs: Props
    own_urn: str = field(default="", compare=False)

    @property
    def urn(self) -> str:
        """Its URN: the one that it was given, or that of a resource that has the name of its object."""
        return self.own_urn or urn(self.kind, self.inputs)

    @property
    def revision(self) -> str:
        return str(self.outputs["ac_revision"])


class Host:
    """A running provider host with a configuration; `folder` has what `nursery` says of it.

    `prefix` is what the host puts before every error.
    """

    def __init__(self, folder: Path, configuration: dict[str, str], prefix: str = PREFIX) -> None:
        self.prefix = prefix
        self._folder = folder
        self._configuration = configuration
        self.patience = 120.0

    def __enter__(self) -> Self:
        self._stdout = (self._folder / "stdout").open()
        port = self._stdout.readline().strip()
        assert port.isdigit(), (self._folder / "stderr").read_text()
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}", [("grpc.enable_http_proxy", 0)])
        self._stub = provider_pb2_grpc.ResourceProviderStub(self._channel)
        self._call("Configure", provider_pb2.ConfigureRequest(args=_struct(self._configuration)))
        self.said = ""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._channel.close()
        os.kill(int((self._folder / "pid").read_text()), signal.SIGTERM)
        with self._stdout:
            self.said = self._stdout.read() + (self._folder / "stderr").read_text()

    def check(
        self, kind: str, declared: Props, olds: Props | None = None, name: str | None = None
    ) -> Checked:
        answer = self._call(
            "Check",
            provider_pb2.CheckRequest(
                urn=urn(kind, declared) if name is None else name,
                news=_state(kind, declared),
                olds=_state(kind, olds) if olds else None,
            ),
        )
        failures = [(each.property, each.reason) for each in answer.failures]
        return Checked(_props(answer.inputs), failures)

    def create(self, kind: str, declared: Props, name: str | None = None) -> Resource:
        """Check and create, as an update does with a new resource; `name` is its URN."""
        checked = self.check(kind, declared, name=name)
        assert checked.failures == []
        properties = _state(kind, checked.inputs)
        answer = self._call(
            "Create", provider_pb2.CreateRequest(urn=name or urn(kind, declared), properties=properties)
        )
        return Resource(kind, answer.id, checked.inputs, _props(answer.properties), name or "")

    def diff(self, resource: Resource, declared: Props) -> Any:
        checked = self.check(resource.kind, declared, resource.inputs, resource.own_urn or None)
        news = _state(resource.kind, checked.inputs)
        olds = _state(resource.kind, resource.outputs)
        return self._call(
            "Diff", provider_pb2.DiffRequest(id=resource.id, urn=resource.urn, olds=olds, news=news)
        )

    def read(self, resource: Resource) -> Resource:
        """Read what a refresh makes of a resource in the state."""
        properties = _state(resource.kind, resource.outputs)
        answer = self._call(
            "Read", provider_pb2.ReadRequest(id=resource.id, urn=resource.urn, properties=properties)
        )
        inputs, outputs = _props(answer.inputs), _props(answer.properties)
        return Resource(resource.kind, answer.id, inputs, outputs, resource.own_urn)

    def import_(self, type_: str, id_: str) -> Resource:
        """Read what an import takes over, of which the engine knows no more than the type and the id."""
        name = imported_urn(type_)
        answer = self._call("Read", provider_pb2.ReadRequest(id=id_, urn=name))
        assert answer.inputs["__provider"] == answer.properties["__provider"]
        kind = type_.rpartition(":")[2]
        return Resource(kind, answer.id, _props(answer.inputs), _props(answer.properties), name)

    def check_imported(self, resource: Resource) -> Checked:
        """Check what has just been imported, as `pulumi import` does."""
        name = imported_urn(f"liveperson:{resource.kind}")
        return self.check(resource.kind, resource.inputs, resource.inputs, name)

    def get(self, kind: str, id_: str, declared: Props) -> Resource:
        """Read an object that a program looks up by its id; the engine sends what is declared as both."""
        inputs = _state(kind, declared)
        request = provider_pb2.ReadRequest(id=id_, urn=urn(kind, declared), inputs=inputs, properties=inputs)
        answer = self._call("Read", request)
        return Resource(kind, answer.id, declared, _props(answer.properties))

    def schema(self) -> Props:
        """Return what a host says of its types."""
        found: Props = json.loads(self._call("GetSchema", provider_pb2.GetSchemaRequest()).schema)
        return found

    def update(self, resource: Resource, declared: Props) -> Resource:
        checked = self.check(resource.kind, declared, resource.inputs, resource.own_urn or None)
        assert checked.failures == []
        olds, news = _state(resource.kind, resource.outputs), _state(resource.kind, checked.inputs)
        request = provider_pb2.UpdateRequest(
            id=resource.id,
            urn=resource.urn,
            olds=olds,
            news=news,
            old_inputs=_state(resource.kind, resource.inputs),
        )
        answer = self._call("Update", request)
        return replace(resource, inputs=checked.inputs, outputs=_props(answer.properties))

    def delete(self, resource: Resource) -> None:
        properties = _state(resource.kind, resource.outputs)
        self._call(
            "Delete", provider_pb2.DeleteRequest(id=resource.id, urn=resource.urn, properties=properties)
        )

    def cancel(self) -> None:
        """Say that the operations under way should end, as the engine does at Ctrl-C."""
        self._call("Cancel", Empty())

    def _call(self, method: str, request: Any) -> Any:
        try:
            return getattr(self._stub, method)(request, timeout=self.patience)
        except grpc.RpcError as error:
            details = str(error.details())
            assert details.startswith(self.prefix), details
            raise HostError(details.removeprefix(self.prefix), kept(error)) from None


def kept(error: grpc.RpcError) -> Kept | None:
    """Return what an error says of a resource that is partly initialised, as the engine reads it."""
    details = dict(error.trailing_metadata()).get("grpc-status-details-bin")
    if details is None:
        return None
    status = status_pb2.Status.FromString(details)
    assert status.message == error.details()
    left = provider_pb2.ErrorResourceInitFailed()
    [detail] = status.details
    assert detail.Unpack(left)
    return Kept(left.id, _props(left.properties), list(left.reasons))


def _struct(props: Props) -> Struct:
    return ParseDict(props, Struct())


def _state(kind: str, props: Props) -> Struct:
    return _struct({**props, "__provider": serialize_provider(load(kind))})


def _props(struct: Struct) -> Props:
    """Return properties without the provider; numbers are floats, as the engine has them."""
    return {name: value for name, value in MessageToDict(struct).items() if name != "__provider"}
