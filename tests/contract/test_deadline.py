"""An operation has one deadline for all that it sends, and says so where it is given up."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.http.retrying import Paced, Retrying
from tests.contract.line import Line, Quiet
from tests.contract.process import ACCOUNT, FakeClock, Process, reason, reasons
from tests.contract.threads import THREADS, all_at_once, eventually
from tests.contract.ways import CLIENT, sign_ins

ALWAYS = 1000  # times that a fault waits for
START = 5_000.0  # of every fake clock
SOMETHING = Request("GET", "http://localhost")
OUTAGES: list[tuple[dict[str, Any], float, list[float], str]] = [
    # What goes wrong, the deadline, the pauses until then, and the next one, which would be too long.
    ({"kind": "status_before", "status": 503}, 20, [5, 10], "15"),
    ({"kind": "status_before", "status": 503}, 30, [5, 10, 15], "120"),
    ({"kind": "status_before", "status": 503}, 300, [5, 10, 15, 120], "240"),
    ({"kind": "status_before", "status": 503}, 869, [5, 10, 15, 120, 240], "480"),
    ({"kind": "status_before", "status": 503}, 1400, [5, 10, 15, 120, 240, 480, 480], "480"),
    ({"kind": "status_before", "status": 503, "retry_after": 50}, 160, [50, 50, 50], "120"),
    ({"kind": "throttle"}, 3, [1, 2], "4"),
    ({"kind": "throttle"}, 300, [1, 2, 4, 8, 16, *[30] * 8], "30"),
    ({"kind": "throttle", "retry_after": 60}, 300, [60] * 5, "60"),
    ({"kind": "throttle", "retry_after": 301}, 300, [], "301"),
    ({"kind": "throttle", "retry_after": "9" * 400}, 300, [], "86400"),
    ({"kind": "drop_before"}, 20, [0.5, 5, 10], "15"),
]
EACH_OUTAGE = pytest.mark.parametrize(
    ("fault", "timeout", "pauses", "following"),
    OUTAGES,
    ids=[f"{fault['kind']} {timeout:g} s, then {following} s" for fault, timeout, _, following in OUTAGES],
)


def failed(work: Callable[[], object]) -> str:
    with pytest.raises(LivePersonError) as error:
        work()
    return str(error.value)


@EACH_OUTAGE
def test_an_outage_is_waited_for_until_the_deadline(
    simulator: Simulator, fault: dict[str, Any], timeout: float, pauses: list[float], following: str
) -> None:
    clock = FakeClock()
    process = reasons(simulator, clock=clock, operation_timeout=timeout)
    simulator.control.add_fault(**fault, path="/status-reasons", times=ALWAYS)

    message = failed(lambda: process.writer.read("1"))

    assert clock.pauses == pauses
    times = f"{len(pauses) + 1} times" if pauses else "once"
    assert (
        f"Tried {times}; the next try would be in {following} s, but an operation may take "
        f"{timeout:g} s (liveperson:operationTimeout)." in message
    )


def test_without_a_setting_an_operation_may_take_five_minutes(simulator: Simulator, clock: FakeClock) -> None:
    simulator.control.add_fault("status_before", status=503, path="/status-reasons", times=ALWAYS)

    assert "an operation may take 300 s" in failed(lambda: reasons(simulator, clock=clock).writer.read("1"))


def test_a_lost_network_is_given_up_after_five_tries(simulator: Simulator, clock: FakeClock) -> None:
    process = reasons(simulator, clock=clock)
    process.account.host("sentinel")
    simulator.control.add_fault("drop_before", path="/status-reasons", times=ALWAYS)

    assert "Tried 5 times." in failed(lambda: process.writer.read("1"))
    assert clock.pauses == [0.5, 5, 10, 15]


def test_all_requests_of_an_operation_share_its_deadline(simulator: Simulator, clock: FakeClock) -> None:
    process = reasons(simulator, CLIENT, clock=clock)
    for path, times in {"/baseURI.json": 4, "/app/token": 4, "/status-reasons": ALWAYS}.items():
        simulator.control.add_fault("status_before", status=503, path=path, times=times)

    failed(lambda: process.create("one"))

    assert clock.pauses == [5, 10, 15, 120, 5, 10, 15, 120]
    assert clock.time == START + 300


def test_a_write_and_its_looks_share_their_deadline(simulator: Simulator, clock: FakeClock) -> None:
    process = reasons(simulator, clock=clock)
    for method in ("GET", "POST", "GET", "POST"):
        simulator.control.add_fault("status_before", status=503, path="/status-reasons", method=method)
    simulator.control.add_fault("status_before", status=503, path="/status-reasons", times=ALWAYS)

    failed(lambda: process.create("one"))

    assert clock.time <= START + 300


def test_the_next_operation_has_a_deadline_of_its_own(simulator: Simulator, clock: FakeClock) -> None:
    process = reasons(simulator, clock=clock)
    simulator.control.add_fault("status_before", status=503, path="/status-reasons", times=6)
    failed(lambda: process.create("one"))

    process.create("one")

    assert clock.pauses == [5, 10, 15, 120, 5]


class Interrupted(BaseException):
    """Something that is no error of LivePerson's, such as Ctrl-C."""


def test_an_operation_that_was_broken_off_leaves_no_deadline_behind(clock: FakeClock) -> None:
    retries, line = Retries(clock, operation_timeout=20), Line(Quiet())

    def broken(_request: Request) -> None:
        raise Interrupted

    line.before.append(broken)
    with pytest.raises(Interrupted), retries.operation(), retries.tried(3):
        Retrying(Paced(line, retries), retries).handle_request(SOMETHING)
    clock.time += 1000
    line.before.clear()
    Retrying(Paced(line, retries), retries).handle_request(SOMETHING)

    assert [(each.attempt, each.seconds) for each in line.sent] == [(4, 20), (1, 20)]


def test_a_request_is_told_how_much_time_is_left(clock: FakeClock) -> None:
    retries, line = Retries(clock, operation_timeout=100), Quiet()
    with retries.operation():
        clock.time += 30

        Retrying(Paced(line, retries), retries).handle_request(SOMETHING)

    assert line.sent[0].seconds == 70


def test_an_operation_within_another_has_the_deadline_of_the_outer_one(clock: FakeClock) -> None:
    retries, line = Retries(clock, operation_timeout=100), Quiet()
    with retries.operation(10), retries.operation(), retries.operation(1000):
        Retrying(Paced(line, retries), retries).handle_request(SOMETHING)

    assert line.sent[0].seconds == 10


def test_reads_that_queue_are_given_up_together(simulator: Simulator, clock: FakeClock) -> None:
    process = reasons(simulator, clock=clock)
    turns = process.writer._turns
    simulator.control.add_fault("status_before", status=503, path="/status-reasons", times=ALWAYS)

    with ThreadPoolExecutor(THREADS) as pool:
        with turns.turn():
            told = [pool.submit(failed, partial(process.writer.read, "1")) for _ in range(THREADS)]
            eventually(lambda: len(turns._changed._waiters) == THREADS)  # type: ignore[attr-defined]
        assert all("503" in each.result() for each in told)

    assert clock.time <= START + 300
    assert process.count("GET") <= 5 + 5 + THREADS - 2


def updates_of(simulator: Simulator, process: Process) -> list[Callable[[], str]]:
    """Return an update of each of several objects, each of which fails."""
    names = [f"reason {number}" for number in range(THREADS)]
    seeds = [simulator.control.foreign_create(ACCOUNT, "status-reasons", reason(name)) for name in names]
    simulator.control.add_fault(
        "status_before", status=503, method="PUT", path="/status-reasons", times=ALWAYS
    )
    return [
        partial(failed, partial(process.update, str(seed["id"]), name))
        for seed, name in zip(seeds, names, strict=True)
    ]


def test_writes_that_arrive_together_are_given_up_together(simulator: Simulator, clock: FakeClock) -> None:
    process = reasons(simulator, clock=clock)

    told = process.at_once(*updates_of(simulator, process))

    assert all("503" in each.result() for each in told)
    assert clock.time <= START + 300
    assert process.count("PUT") <= 5 + 5 + THREADS - 2


class Arrivals(FakeClock):
    """A clock that lets something happen when somebody waits by it for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self.then: list[Callable[[], None]] = []

    def sleep(self, seconds: float) -> None:
        if self.then:
            self.then.pop()()
        super().sleep(seconds)


def test_writes_that_arrive_while_one_is_tried_again_are_given_up_at_their_own_deadline(
    simulator: Simulator,
) -> None:
    clock = Arrivals()
    process = reasons(simulator, clock=clock)
    first, *others = updates_of(simulator, process)
    turns = process.writer._turns

    with ThreadPoolExecutor(THREADS) as pool:
        told = []

        def arrive() -> None:
            told.extend([pool.submit(each) for each in others])
            eventually(lambda: len(turns._waiting) == len(others))

        clock.then = [arrive]
        first()
        assert all("503" in each.result() for each in told)

    assert clock.time <= START + 300
    assert process.count("PUT") <= 5 + 5 + THREADS - 2


def test_who_signs_in_after_somebody_who_gave_up_gives_up_at_his_own_deadline(simulator: Simulator) -> None:
    clock = FakeClock()
    process = reasons(simulator, CLIENT, clock=clock)
    simulator.control.add_fault("status_before", status=503, path="/app/token", times=ALWAYS)

    def sign_in() -> str:
        with process.account.retries.operation():
            start.wait()
            return failed(process.account.token)

    start = Barrier(THREADS)
    told = all_at_once(sign_in)

    assert all("liveperson:operationTimeout" in str(each) for each in told)
    assert clock.time <= START + 300
    assert len(sign_ins(simulator)) <= 5 + 5 + THREADS - 2
