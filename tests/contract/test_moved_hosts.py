"""A host that gives no answer is looked up again, and no more is asked of the Domain API than is needed."""

import json
import socket

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import SignIn
from tests.contract.process import ACCOUNT, FakeClock, account, occasions
from tests.contract.threads import THREADS, all_at_once
from tests.contract.ways import ASKED_FOR, CLIENT, USER, WITH_A_TOKEN, requests_to

ALL = "/service/baseURI.json"
ALWAYS = 100  # times that a fault waits for
SERVICES = ("accountConfigReadWrite", "accountConfigReadOnly", "agentVep", "sentinel")


@pytest.fixture
def nobody() -> str:
    """A host on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"127.0.0.1:{port}"


def name_hosts(simulator: Simulator, host: str, *services: str, times: int = 1, path: str = ALL) -> None:
    """Let the Domain API name one host for some services, and no other service."""
    entries = [{"service": name, "account": ACCOUNT, "baseURI": host} for name in services]
    simulator.control.add_fault(
        "body",
        path=path,
        times=times,
        body=json.dumps({"baseURIs": entries}),
        content_type="application/json",
    )


def own_host(simulator: Simulator) -> str:
    return simulator.url.removeprefix("http://")


def look_ups(simulator: Simulator) -> int:
    return len(requests_to(simulator, "/baseURI.json"))


def test_a_host_that_gives_no_answer_is_looked_up_again(simulator: Simulator, nobody: str) -> None:
    name_hosts(simulator, nobody, *SERVICES)
    clock = FakeClock()

    listed, _ = occasions(simulator, clock=clock).collection.objects()

    assert listed == []
    assert look_ups(simulator) == 2
    assert clock.pauses == [0.5]


@WITH_A_TOKEN
def test_a_host_that_signs_in_and_gives_no_answer_is_looked_up_again(
    simulator: Simulator, nobody: str, sign_in: SignIn
) -> None:
    name_hosts(simulator, nobody, *SERVICES)

    listed, _ = occasions(simulator, sign_in).collection.objects()

    assert listed == []
    assert look_ups(simulator) == 2


def test_a_host_that_goes_in_the_middle_of_a_write_is_looked_up_again(simulator: Simulator) -> None:
    with Simulator() as old:
        name_hosts(simulator, own_host(old), *SERVICES)
        process = occasions(simulator)
        process.collection.objects()

    process.create("one")

    assert [each["name"] for each in simulator.control.objects(ACCOUNT, "specialoccasion")] == ["one"]
    assert look_ups(simulator) == 2


def test_a_connection_that_was_only_dropped_costs_one_look_up(simulator: Simulator) -> None:
    process = occasions(simulator)
    simulator.control.add_fault("drop_before", path="/specialoccasion")

    process.collection.objects()
    process.collection.objects()

    assert look_ups(simulator) == 2


@pytest.mark.parametrize("status", [401, 403, 404, 451])
def test_a_look_up_that_is_refused_leaves_the_host_that_is_known(simulator: Simulator, status: int) -> None:
    clock = FakeClock()
    process = occasions(simulator, clock=clock)
    process.collection.objects()
    simulator.control.add_fault("drop_before", path="/specialoccasion")
    simulator.control.add_fault("status_before", path="/baseURI.json", status=status, times=ALWAYS)

    listed, _ = process.collection.objects()

    assert listed == []
    assert clock.pauses == [0.5]


@pytest.mark.needs_default("first_revision", "revision_scope")
def test_threads_that_lose_a_host_together_look_it_up_a_few_times_at_most(simulator: Simulator) -> None:
    process = occasions(simulator)
    process.collection.objects()
    simulator.control.add_fault("drop_before", path="/specialoccasion", times=THREADS)

    results = all_at_once(process.collection.objects)

    assert results == [([], "1")] * THREADS
    assert 2 <= look_ups(simulator) <= 1 + THREADS


@pytest.mark.needs_default("list_select")
@pytest.mark.parametrize(
    ("sign_in", "named"),
    [
        (CLIENT, "accountConfigReadWrite"),
        (USER, "accountConfigReadWrite"),
        (CLIENT, "sentinel"),
        (USER, "agentVep"),
    ],
)
def test_an_answer_that_names_some_services_is_asked_for_once(
    simulator: Simulator, sign_in: SignIn, named: str
) -> None:
    name_hosts(simulator, own_host(simulator), named, times=ALWAYS)
    process = occasions(simulator, sign_in)

    process.collection.objects()

    sent = [each.url.removeprefix(simulator.url) for each in process.sent]
    assert len(sent) - 1 <= 3, sent  # before the list itself


@pytest.mark.parametrize("status", [400, 404])
def test_all_services_are_asked_for_once_where_that_is_refused(simulator: Simulator, status: int) -> None:
    simulator.control.add_fault("status_before", path=ALL, status=status, times=ALWAYS)

    occasions(simulator, CLIENT).collection.objects()

    assert len(requests_to(simulator, ALL)) == 1


def test_a_doubt_about_one_service_is_none_about_another(simulator: Simulator) -> None:
    process = occasions(simulator, ASKED_FOR["client"])
    simulator.control.add_fault("drop_before", path="/app/token")

    for _ in range(3):
        process.collection.objects()

    assert look_ups(simulator) == 2


def test_another_account_of_a_process_has_hosts_of_its_own(simulator: Simulator, nobody: str) -> None:
    name_hosts(simulator, nobody, *SERVICES)
    lost = account(simulator, account_id="71234568")
    assert lost.host("sentinel") == f"http://{nobody}"

    assert account(simulator).host("sentinel") == simulator.url
