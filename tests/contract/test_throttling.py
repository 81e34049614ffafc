"""What all threads of a process do where LivePerson wants fewer requests, and how many they send at most."""

from threading import Barrier

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.http.retrying import Paced, Retrying
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.contract.line import Quiet
from tests.contract.process import FakeClock, Process, account
from tests.contract.threads import THREADS, SharedClock, all_at_once, eventually, gaps
from tests.contract.ways import CLIENT

START = 5_000.0


def test_all_requests_count_also_those_that_look_up_and_sign_in(simulator: Simulator) -> None:
    clock = FakeClock()
    process = Process(account(simulator, CLIENT, clock=clock, max_requests_per_second=4), STATUS_REASON)

    for _ in range(3):
        process.collection.objects()

    assert len(process.sent) == 5
    assert clock.pauses == pytest.approx([0.25] * 4)


def reads(simulator: Simulator, clock: SharedClock) -> tuple[Process, list[float]]:
    """Return a process whose threads all send a first request at the same moment, and when it sends."""
    process = Process(account(simulator, clock=clock), STATUS_REASON)
    process.account.host("sentinel")
    moments: list[float] = []
    together = Barrier(THREADS)

    def timed(_request: Request) -> None:
        moments.append(clock.now() - START)
        if moments[-1] == 0:
            together.wait()

    process.line.before.append(timed)
    return process, moments


@pytest.mark.parametrize("throttled", [1, 3, THREADS])
def test_requests_of_all_threads_hold_back_and_never_burst(simulator: Simulator, throttled: int) -> None:
    clock = SharedClock(THREADS)
    process, moments = reads(simulator, clock)
    pace = process.account.retries._pace
    simulator.control.add_fault("throttle", path="/status-reasons", retry_after=10, times=throttled)

    def twice() -> None:
        process.collection.objects()
        eventually(lambda: pace._held_until > START)
        process.collection.objects()

    results = all_at_once(twice, clock=clock)

    assert results == [None] * THREADS
    later = sorted(moments)[THREADS:]
    assert len(later) == THREADS + throttled
    assert later[0] == 10
    assert min(gaps(later)) >= 1


def test_a_second_throttle_holds_back_those_that_still_queue(simulator: Simulator) -> None:
    clock = SharedClock(THREADS)
    process, moments = reads(simulator, clock)
    simulator.control.add_fault("throttle", path="/status-reasons", retry_after=10, times=THREADS)
    simulator.control.add_fault("throttle", path="/status-reasons", retry_after=20)

    results = all_at_once(process.collection.objects, clock=clock)

    later = sorted(moments)[THREADS:]
    assert [error for error in results if isinstance(error, LivePersonError)] == []
    assert later[0] == 10
    assert later[1] - later[0] >= 20
    assert min(gaps(later)) >= 1


def test_a_throttle_that_is_not_waited_for_holds_everybody_back(simulator: Simulator) -> None:
    clock = FakeClock()
    process = Process(account(simulator, clock=clock), STATUS_REASON)
    simulator.control.add_fault("throttle", path="/status-reasons", retry_after=1000)

    for _ in range(3):
        with pytest.raises(LivePersonError, match=r"\b1000 s\b"):
            process.writer.read("1")

    assert process.count("GET") == 1


@pytest.mark.parametrize("held_by", ["a limit", "a throttle", "a queue"])
def test_no_turn_is_waited_for_beyond_the_deadline(held_by: str, clock: FakeClock) -> None:
    retries = Retries(clock, 10, 0.01 if held_by == "a limit" else None)
    transport = Retrying(Paced(Quiet(), retries), retries)
    transport.handle_request(Request("GET", "http://localhost"))
    if held_by == "a throttle":
        retries._pace.hold(60)
    for _ in range(40 if held_by == "a queue" else 0):
        retries._pace.hold(1)
        retries._pace._next += 1  # somebody else's turn
    begin = clock.time

    with pytest.raises(LivePersonError, match="liveperson:operationTimeout"):
        transport.handle_request(Request("GET", "http://localhost"))

    assert clock.time <= begin + 10
