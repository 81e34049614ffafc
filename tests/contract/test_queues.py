"""Many writes that wait for one another: they go out, or are given up soon after their time."""

from functools import partial

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import LivePersonError, UnreachableError
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.contract.process import ACCOUNT, FakeClock, Process, account, reason

START = 5_000.0
SOON = 60.0  # seconds after its deadline in which a whole queue is given up


def update_all(simulator: Simulator, process: Process, number: int) -> list[BaseException | None]:
    """Update many objects at the same moment, and return what becomes of each update."""
    names = [f"reason {each}" for each in range(number)]
    seeds = [simulator.control.foreign_create(ACCOUNT, "status-reasons", reason(name)) for name in names]
    work = [partial(process.update, str(seed["id"]), name) for seed, name in zip(seeds, names, strict=True)]
    return [each.exception() for each in process.at_once(*work)]


def reasons(simulator: Simulator, clock: FakeClock) -> Process:
    process = Process(account(simulator, clock=clock), STATUS_REASON)
    process.collection.objects()
    return process


@pytest.mark.parametrize("stale_check", ["mild", "strict"])
@pytest.mark.parametrize(
    "number",
    [20, 64],  # more than 64 never wait at once, because the host takes no more operations
)
def test_one_throttle_is_no_end_of_a_long_queue(simulator: Simulator, number: int, stale_check: str) -> None:
    simulator.control.set_knobs(stale_check=stale_check)
    process = reasons(simulator, FakeClock())
    simulator.control.add_fault("throttle", method="PUT", path="/status-reasons")

    errors = update_all(simulator, process, number)

    assert [error for error in errors if error is not None] == []


@pytest.mark.parametrize("also_lost", ["", "baseURI.json"])
def test_a_queue_for_a_host_that_hangs_is_given_up_after_its_time(
    simulator: Simulator, also_lost: str, clock: FakeClock
) -> None:
    process = reasons(simulator, clock)

    def hangs(request: Request) -> None:
        """Take as long as it may."""
        if request.method != "GET" or (also_lost and request.url.endswith(also_lost)):
            clock.time += max(1.0, min(60.0, request.seconds))
            raise UnreachableError(f"{request.method} {request.url} got no answer: timed out.")

    process.line.before.append(hangs)

    errors = update_all(simulator, process, 40)

    assert all(isinstance(error, LivePersonError) for error in errors)
    assert clock.time <= START + 300 + SOON
