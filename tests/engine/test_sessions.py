"""A login opens a session; whatever becomes of the command, it is ended with it."""

import signal
import time
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import Stack, resources
from tests.engine.ways import APPLICATION, USER, Way, sign_in_with

pytestmark = [pytest.mark.engine, pytest.mark.slow]

HOSTS = pytest.mark.parametrize("is_ours", [True, False], ids=["our host", "stock host"])
BOTH_KINDS = """
for number in range(3):
    StatusReason(f"r{number}", text=f"Reason {number}")
    SpecialOccasion(f"o{number}", name=f"Occasion {number}", description="Closed")
"""
ONE = 'StatusReason("lunch", text="Lunch")'
FAREWELL_FAULTS: dict[str, dict[str, Any]] = {
    "hangs": {"kind": "delay", "seconds": 20},
    "is dropped": {"kind": "drop_before", "times": 9},
    "is throttled": {"kind": "throttle", "times": 9, "retry_after": 60},
    "is refused": {"kind": "status_before", "status": 401},
    "fails": {"kind": "status_before", "status": 500, "times": 9},
}


def signed_in(stack: Stack, way: Way, *, is_ours: bool = True) -> None:
    sign_in_with(stack, way.values)
    if not is_ours:
        stack.use_the_stock_host()


def ends(simulator: Simulator) -> list[str]:
    """Return what each request was about that opens or ends a session; the log is then empty."""
    paths = [each["path"].rpartition("/")[2] for each in simulator.control.requests()]
    simulator.control.clear_requests()
    assert paths[-1:] in ([], ["logout"])
    return [each for each in paths if each in ("login", "logout", "refresh")]


@pytest.mark.parametrize(
    ("way", "is_ours"),
    [(USER, True), (USER, False), (APPLICATION, True)],
    ids=["user login, our host", "user login, stock host", "application login, our host"],
)
def test_each_command_that_sends_anything_logs_in_once_and_out_once(
    stack: Stack, simulator: Simulator, way: Way, *, is_ours: bool
) -> None:
    signed_in(stack, way, is_ours=is_ours)
    stack.declare(BOTH_KINDS)

    for command, expected in (
        (["preview"], []),
        (["up", "--yes", "--skip-preview"], ["login", "logout"]),
        (["refresh", "--yes", "--skip-preview"], ["login", "logout"]),
        (["destroy", "--yes", "--skip-preview"], ["login", "logout"]),
    ):
        done = stack.pulumi(*command).ok()
        assert ends(simulator) == expected, done.said


@HOSTS
def test_an_update_that_fails_logs_out(stack: Stack, simulator: Simulator, *, is_ours: bool) -> None:
    signed_in(stack, USER, is_ours=is_ours)
    simulator.control.add_fault("status_before", method="POST", path="status-reasons", status=403, times=9)
    stack.declare(BOTH_KINDS)

    failed = stack.up()

    assert "was answered 403 Forbidden" in failed.said
    assert ends(simulator) == ["login", "logout"], failed.said


@HOSTS
def test_an_interrupted_update_logs_out(stack: Stack, simulator: Simulator, *, is_ours: bool) -> None:
    signed_in(stack, USER, is_ours=is_ours)
    simulator.control.add_fault("delay", method="POST", path="status-reasons", seconds=1.5)
    stack.declare(ONE)
    update = stack.begin("up", "--yes", "--skip-preview")
    while not any(each["fault"] for each in simulator.control.requests()):
        assert update.process.poll() is None
        time.sleep(0.01)

    update.process.send_signal(signal.SIGINT)

    interrupted = update.ended()
    assert interrupted.exit_code != 0
    assert "update canceled" in interrupted.said
    assert "Traceback" not in interrupted.said
    assert ends(simulator) == ["login", "logout"]
    assert [each["outputs"]["text"] for each in resources(stack.state())] == ["Lunch"]


@pytest.mark.parametrize(("how", "is_ours"), [*((each, True) for each in FAREWELL_FAULTS), ("hangs", False)])
def test_a_logout_that_goes_wrong_neither_delays_nor_changes_the_end(
    stack: Stack, simulator: Simulator, how: str, *, is_ours: bool
) -> None:
    signed_in(stack, USER, is_ours=is_ours)
    simulator.control.add_fault(**FAREWELL_FAULTS[how], path="/logout")
    stack.declare(ONE)

    updated = stack.up()

    ended = time.time()
    assert updated.exit_code == 0, updated.said
    logout = next(each for each in simulator.control.requests() if each["path"].endswith("/logout"))
    assert ended - logout["time"] < 4
    assert "logout" not in updated.said
    assert "Diagnostics" not in updated.said
