"""A list that many operations wait for and that does not come: they fail with it, and do not ask in turn."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.writes.writer import Writer
from tests.contract.process import FakeClock, Process, account
from tests.contract.threads import THREADS, all_at_once, eventually
from tests.contract.ways import CLIENT

ALWAYS = 1000
START = 5_000.0
LATER = 20  # reads that come after the others have failed


def reasons(simulator: Simulator, clock: FakeClock) -> Process:
    return Process(account(simulator, CLIENT, clock=clock), STATUS_REASON)


def read_of(writer: Writer) -> str:
    """Return what is said about a read that fails."""
    with pytest.raises(LivePersonError) as error:
        writer.read("1")
    return str(error.value)


@pytest.mark.parametrize("status", [401, 403, 451])
def test_a_refused_list_is_not_asked_for_again(simulator: Simulator, status: int) -> None:
    simulator.control.add_fault("status_before", status=status, path="/status-reasons", times=ALWAYS)
    process = reasons(simulator, FakeClock())

    said = {
        *map(str, all_at_once(partial(process.writer.read, "1"))),
        *map(str, all_at_once(partial(process.create, "one"))),
        *map(str, all_at_once(process.writer.names)),
    }

    assert [f"was answered {status}" in each for each in said] == [True]
    assert process.count("GET", "POST") == (2 if status == 401 else 1)  # with each of two tokens


def test_who_waits_for_a_list_that_is_given_up_fails_with_it(simulator: Simulator, clock: FakeClock) -> None:
    process = reasons(simulator, clock)
    turns = process.writer._turns
    simulator.control.add_fault("status_before", status=503, path="/status-reasons", times=ALWAYS)

    with ThreadPoolExecutor(THREADS) as pool:
        with turns.turn():
            told = [pool.submit(read_of, process.writer) for _ in range(THREADS)]
            eventually(lambda: len(turns._changed._waiters) == THREADS)  # type: ignore[attr-defined]
        said = {each.result() for each in told}

    assert len(said) == 1
    assert process.count("GET") == 5


def test_an_outage_is_waited_out_once_and_not_by_each_read_that_comes_later(simulator: Simulator) -> None:
    clock = FakeClock()
    process = reasons(simulator, clock)
    simulator.control.add_fault("status_before", status=503, path="/status-reasons", times=ALWAYS)
    first = read_of(process.writer)
    waited = clock.time - START

    said = {read_of(process.writer) for _ in range(LATER)}

    assert said == {first}
    assert clock.time - START == waited
    assert process.count("GET") == 5 + LATER


@pytest.mark.needs_default("error_body")
def test_an_outage_that_is_over_is_noticed_by_the_next_read(simulator: Simulator, clock: FakeClock) -> None:
    process = reasons(simulator, clock)
    simulator.control.add_fault("status_before", status=503, path="/status-reasons", times=5)
    read_of(process.writer)
    assert process.writer.read("1") is None
    process.writer._read.forget()
    simulator.control.add_fault("status_before", status=503, path="/status-reasons")

    assert process.writer.read("1") is None

    assert clock.pauses == [5, 10, 15, 120, 5]


def test_another_failure_after_an_outage_is_told_as_what_it_is(simulator: Simulator) -> None:
    process = reasons(simulator, FakeClock())
    simulator.control.add_fault("status_before", status=503, path="/status-reasons", times=5)
    read_of(process.writer)
    simulator.control.add_fault("status_before", status=403, path="/status-reasons")

    assert "was answered 403" in read_of(process.writer)
