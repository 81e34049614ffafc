"""Whoever writes the state cannot have our host run code of theirs."""

from collections.abc import Iterator
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
from tests.host.conftest import configuration
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


@pytest.fixture
def host(tmp_path: Path, simulator: Simulator) -> Iterator[Host]:
    with start(tmp_path), Host(tmp_path, configuration(simulator), prefix="") as host:
        yield host


# The fields of each request that hold a state.
STATES = {
    "Read": ("properties", "inputs"),
    "Diff": ("olds", "news"),
    "Check": ("olds", "news"),
    "Create": ("properties",),
    "Update": ("olds", "news"),
    "Delete": ("properties",),
}


def ask(host: Host, method: str, type_: str, code: str, id_: str = "1") -> Any:
    """Send a request about an object in whose state there is code."""
    state = ParseDict({**TEXT, "__provider": code}, Struct())
    which = {} if method in {"Check", "Create"} else {"id": id_}
    request = getattr(provider_pb2, f"{method}Request")
    return host._call(method, request(urn=urn(type_), **which, **dict.fromkeys(STATES[method], state)))


def urn(type_: str) -> str:
    return f"urn:pulumi:trial::liveperson-accounts::parent:Type${type_}::lunch"


EACH_REQUEST = pytest.mark.parametrize("method", STATES)


@EACH_REQUEST
def test_code_in_the_state_of_ours_is_never_run(host: Host, code: str, sprung: Path, method: str) -> None:
    with suppress(HostError):  # of our own provider, as there is no such object
        ask(host, method, OURS, code)

    assert not sprung.exists()


def test_our_own_code_takes_the_place_of_whatever_the_state_has(host: Host, code: str) -> None:
    id_ = ask(host, "Create", OURS, code).id

    answer = ask(host, "Read", OURS, code, id_)

    ours = serialize_provider(StatusReasonProvider())
    assert answer.properties["__provider"] == answer.inputs["__provider"] == ours


@EACH_REQUEST
def test_code_of_another_type_has_a_way_out(host: Host, code: str, sprung: Path, method: str) -> None:
    with pytest.raises(HostError, match=f"`pulumi config set liveperson:otherDynamicTypes {THEIRS} --stack"):
        ask(host, method, THEIRS, code)

    assert not sprung.exists()


def test_code_of_another_type_runs_where_the_environment_names_the_type(
    tmp_path: Path, simulator: Simulator, code: str, sprung: Path
) -> None:
    named = {"LIVEPERSON_OTHER_DYNAMIC_TYPES": f"pulumi-python:dynamic:Resource, {THEIRS}"}
    with start(tmp_path, **named), Host(tmp_path, configuration(simulator), prefix="") as host:
        with pytest.raises(HostError):  # a trap is no provider
            ask(host, "Read", THEIRS, code)
        with pytest.raises(HostError, match=f"Types pulumi-python:dynamic:Resource,{THEIRS},x:y:Z --stack"):
            ask(host, "Read", "x:y:Z", code)

    assert sprung.exists()


def test_the_state_itself_cannot_name_the_type(
    tmp_path: Path, simulator: Simulator, code: str, sprung: Path
) -> None:
    in_state = configuration(simulator, otherDynamicTypes=THEIRS)

    with start(tmp_path), Host(tmp_path, in_state, prefix="") as host, pytest.raises(HostError):
        ask(host, "Read", THEIRS, code)

    assert not sprung.exists()
