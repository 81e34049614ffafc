import pytest
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2

from liveperson_simulator.server import Simulator
from tests.host.conftest import Hosts
from tests.host.declared import FIRST, SECOND, WIRE, live, writes
from tests.host.pulumi_host import Host


def test_a_resource_lives_and_dies(host: Host, simulator: Simulator, kind: str) -> None:
    created = host.create(kind, FIRST[kind])
    assert live(simulator, kind) == [{"id": int(created.id), **WIRE[kind]}]

    updated = host.update(created, SECOND[kind])
    assert host.read(updated) == updated

    host.delete(updated)
    assert live(simulator, kind) == []
    assert host.read(updated).id == ""


def test_outputs_are_the_inputs_and_a_revision(host: Host, simulator: Simulator, kind: str) -> None:
    created = host.create(kind, FIRST[kind])
    updated = host.update(created, SECOND[kind])

    assert created.outputs == {**created.inputs, "ac_revision": created.revision}
    assert updated.outputs == {**updated.inputs, "ac_revision": updated.revision}
    assert int(created.revision) < int(updated.revision)
    assert writes(simulator, kind) == ["POST", "PUT"]


def test_a_second_check_finds_the_same_inputs(host: Host, kind: str) -> None:
    created = host.create(kind, FIRST[kind])

    again = host.check(kind, FIRST[kind], created.inputs)

    assert again.inputs == created.inputs
    assert again.failures == []


@pytest.mark.parametrize("declared", [FIRST, SECOND], ids=["unchanged", "changed"])
def test_a_diff_is_left_to_the_engine(host: Host, kind: str, declared: dict[str, dict[str, object]]) -> None:
    created = host.create(kind, FIRST[kind])

    difference = host.diff(created, declared[kind])

    assert difference.changes == provider_pb2.DiffResponse.DIFF_UNKNOWN
    assert list(difference.replaces) == []


def test_an_update_to_what_is_there_already_writes_nothing(
    host: Host, hosts: Hosts, simulator: Simulator, kind: str
) -> None:
    created = host.create(kind, FIRST[kind])
    host.update(created, SECOND[kind])
    simulator.control.clear_requests()

    again = hosts.start().update(created, SECOND[kind])

    assert writes(simulator, kind) == []
    assert {**again.outputs, "ac_revision": ""} == {**again.inputs, "ac_revision": ""}


def test_a_check_lets_unknown_values_pass(host: Host, kind: str) -> None:
    unknown = dict.fromkeys(FIRST[kind], rpc.UNKNOWN)

    checked = host.check(kind, unknown)

    assert checked.failures == []
    assert checked.inputs == unknown


def test_a_check_reports_mistakes_next_to_unknown_values(host: Host, kind: str) -> None:
    key = next(iter(FIRST[kind]))

    checked = host.check(kind, {**FIRST[kind], key: rpc.UNKNOWN, "colour": "red"})

    assert checked.failures == [("colour", "is not a field of this resource")]


def test_a_check_sends_nothing(host: Host, simulator: Simulator, kind: str) -> None:
    host.check(kind, FIRST[kind])

    assert simulator.control.requests() == []
