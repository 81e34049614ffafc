"""Whoever writes the state cannot have our host run code of theirs."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import ParseDict  # type: ignore[import-untyped]  # ships no types
from google.protobuf.struct_pb2 import Struct  # type: ignore[import-untyped]  # ships no types
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime.proto import provider_pb2

from liveperson_simulator.server import Simulator
from pulumi_liveperson.status_reason import StatusReasonProvider
from tests.host.conftest import ACCOUNT
from tests.host.our_host import start
from tests.host.pulumi_host import Host, HostError
from tests.trap import trap

pytestmark = pytest.mark.threat("code-in-the-state")

OURS = "pulumi-python:dynamic/liveperson:StatusReason"
THEIRS = "pulumi-python:dynamic/theirs:Bucket"
TEXT = {"text": "Lunch", "state": "Away", "enabled": True}


@pytest.fixture
def sprung(tmp_path: Path) -> Path:
    """The file that is there once somebody else's code has run."""
    return tmp_path / "sprung"


@pytest.fixture
def code(sprung: Path) -> str:
    return trap(sprung)


def settings(simulator: Simulator, **more: str) -> dict[str, str]:
    whole = {"accountId": ACCOUNT, "domainApiUrl": simulator.url, "bearerToken": "simulator-bearer", **more}
    return {f"liveperson:{key}": value for key, value in whole.items()}


@pytest.fixture
def host(tmp_path: Path, simulator: Simulator) -> Iterator[Host]:
    with start(tmp_path), Host(tmp_path, settings(simulator), prefix="") as host:
        yield host


def struct(**values: Any) -> Struct:
    return ParseDict(values, Struct())


def read(host: Host, type_: str, code: str) -> Any:
    state = struct(**TEXT, __provider=code)
    return host._call(
        "Read", provider_pb2.ReadRequest(id="1", urn=urn(type_), properties=state, inputs=state)
    )


def compare(host: Host, type_: str, code: str) -> Any:
    state = struct(**TEXT, __provider=code)
    return host._call("Diff", provider_pb2.DiffRequest(id="1", urn=urn(type_), olds=state, news=state))


def check(host: Host, type_: str, code: str) -> Any:
    state = struct(**TEXT, __provider=code)
    return host._call("Check", provider_pb2.CheckRequest(urn=urn(type_), olds=state, news=state))


def create(host: Host, type_: str, code: str) -> Any:
    state = struct(**TEXT, __provider=code)
    return host._call("Create", provider_pb2.CreateRequest(urn=urn(type_), properties=state))


def update(host: Host, type_: str, code: str) -> Any:
    state = struct(**TEXT, __provider=code)
    request = provider_pb2.UpdateRequest(id="1", urn=urn(type_), olds=state, news=state)
    return host._call("Update", request)


def delete(host: Host, type_: str, code: str) -> Any:
    state = struct(**TEXT, __provider=code)
    return host._call("Delete", provider_pb2.DeleteRequest(id="1", urn=urn(type_), properties=state))


def urn(type_: str) -> str:
    return f"urn:pulumi:trial::liveperson-accounts::parent:Type${type_}::lunch"


EACH_REQUEST = pytest.mark.parametrize("request_", [read, compare, check, create, update, delete])


@EACH_REQUEST
def test_code_in_the_state_of_a_type_of_ours_is_never_run(
    host: Host, code: str, sprung: Path, request_: Callable[[Host, str, str], Any]
) -> None:
    with suppress(HostError):  # of our own provider, as there is no such object
        request_(host, OURS, code)

    assert not sprung.exists()


def test_our_own_code_takes_the_place_of_whatever_the_state_has(host: Host, code: str) -> None:
    id_ = create(host, OURS, code).id

    state = struct(**TEXT, __provider=code)
    answer = host._call(
        "Read", provider_pb2.ReadRequest(id=id_, urn=urn(OURS), properties=state, inputs=state)
    )

    ours = serialize_provider(StatusReasonProvider())
    assert answer.properties["__provider"] == answer.inputs["__provider"] == ours


@EACH_REQUEST
def test_code_of_another_type_is_refused_with_the_way_out(
    host: Host, code: str, sprung: Path, request_: Callable[[Host, str, str], Any]
) -> None:
    with pytest.raises(HostError, match=f"`pulumi config set liveperson:otherDynamicTypes {THEIRS} --stack"):
        request_(host, THEIRS, code)

    assert not sprung.exists()


def test_code_of_another_type_runs_where_the_environment_names_the_type(
    tmp_path: Path, simulator: Simulator, code: str, sprung: Path
) -> None:
    named = {"LIVEPERSON_OTHER_DYNAMIC_TYPES": f"pulumi-python:dynamic:Resource, {THEIRS}"}
    with start(tmp_path, **named), Host(tmp_path, settings(simulator), prefix="") as host:
        with pytest.raises(HostError):  # a trap is no provider
            read(host, THEIRS, code)
        with pytest.raises(HostError, match=f"Types pulumi-python:dynamic:Resource,{THEIRS},x:y:Z --stack"):
            read(host, "x:y:Z", code)

    assert sprung.exists()


def test_the_state_itself_cannot_name_the_type(
    tmp_path: Path, simulator: Simulator, code: str, sprung: Path
) -> None:
    in_state = settings(simulator, otherDynamicTypes=THEIRS)

    with start(tmp_path), Host(tmp_path, in_state, prefix="") as host, pytest.raises(HostError):
        read(host, THEIRS, code)

    assert not sprung.exists()
