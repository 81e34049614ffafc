"""Ctrl-C while an update is under way: it ends, what was made is in the state, and the next one goes on."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack

pytestmark = [pytest.mark.engine, pytest.mark.slow]

CHAIN = """
from pulumi import ResourceOptions as Options
lunch = StatusReason("lunch", text="Lunch")
closure = SpecialOccasion("closure", name="Year end", description="Closed", opts=Options(depends_on=[lunch]))
StatusReason("tea", text="Tea", opts=Options(depends_on=[closure]))
"""
WITHOUT_CHECKPOINTS = {"PULUMI_SKIP_CHECKPOINTS": "true"}
FOREVER = 280  # seconds, which an operation would wait for
PATIENCE = 100  # seconds, which is less, and ages more than it takes


def interrupted(
    stack: Stack, is_time: Callable[[], bool], number: int = signal.SIGINT, **environment: str
) -> tuple[int, str]:
    """Run an update that somebody interrupts in its terminal; return its exit code, and what it said.

    Another signal than SIGINT gets only the engine, as from CI.
    """
    with subprocess.Popen(
        ["pulumi", "up", "--yes", "--skip-preview", "--non-interactive", "--stack", stack.name],
        cwd=stack.project,
        env={**stack.environment, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as update:
        while not is_time():
            assert update.poll() is None
            time.sleep(0.02)
        if number == signal.SIGINT:
            os.killpg(update.pid, number)
        else:
            update.send_signal(number)
        try:
            said, _ = update.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(update.pid, signal.SIGKILL)
            raise
        return update.returncode, said


def posts(simulator: Simulator, collection: str) -> list[Any]:
    """Return the statuses of the creates so far; None is one that is under way."""
    log = [each for each in simulator.control.requests() if each["method"] == "POST"]
    return [each["status"] for each in log if each["path"].endswith(collection)]


def assert_the_next_one_completes_it(stack: Stack, simulator: Simulator) -> None:
    completed = stack.up().ok()
    assert "took over" not in completed.said
    stack.expect_no_changes()
    assert stack.ids().keys() == {"lunch", "closure", "tea"}
    assert len(simulator.control.objects(ACCOUNT, "status-reasons")) == 2
    assert len(simulator.control.objects(ACCOUNT, "specialoccasion")) == 1


@pytest.mark.parametrize(("fault", "status"), [("status_before", 503), ("throttle", 429)])
def test_an_update_in_a_pause_ends(stack: Stack, simulator: Simulator, fault: str, status: int) -> None:
    simulator.control.add_fault(
        fault, method="POST", path="specialoccasion", status=status, retry_after=FOREVER
    )
    stack.declare(CHAIN)

    code, said = interrupted(stack, lambda: posts(simulator, "specialoccasion") == [status])

    assert code != 0
    assert '"Year end" was not created: the run was cancelled before the request was sent' in said
    assert "Traceback" not in said
    assert stack.ids().keys() == {"lunch"}
    assert_the_next_one_completes_it(stack, simulator)


def test_a_write_in_flight_ends_and_is_kept(stack: Stack, simulator: Simulator) -> None:
    simulator.control.add_fault("delay", method="POST", path="specialoccasion", seconds=2.0)
    stack.declare(CHAIN)

    code, said = interrupted(stack, lambda: posts(simulator, "specialoccasion") == [None])

    assert code != 0
    assert "Traceback" not in said
    assert posts(simulator, "specialoccasion") == [200]
    assert stack.ids().keys() == {"lunch", "closure"}
    assert_the_next_one_completes_it(stack, simulator)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_without_checkpoints_the_state_is_written_when_an_update_is_interrupted(
    stack: Stack, simulator: Simulator, number: int
) -> None:
    simulator.control.add_fault("delay", method="POST", path="specialoccasion", seconds=2.0)
    stack.declare(CHAIN)

    code, said = interrupted(
        stack, lambda: posts(simulator, "specialoccasion") == [None], number, **WITHOUT_CHECKPOINTS
    )

    assert code != 0
    assert "Traceback" not in said
    assert stack.ids().keys() == {"lunch", "closure"}
    assert_the_next_one_completes_it(stack, simulator)


def test_without_checkpoints_the_state_is_written_when_a_resource_fails(
    stack: Stack, simulator: Simulator
) -> None:
    simulator.control.add_fault("status_before", method="POST", path="specialoccasion", status=400)
    stack.declare(CHAIN)

    failed = stack.up(**WITHOUT_CHECKPOINTS)

    assert failed.exit_code != 0
    assert stack.ids().keys() == {"lunch"}
    assert_the_next_one_completes_it(stack, simulator)


THREE = """
for name in ("Lunch", "Tea", "Nap"):
    StatusReason(name, text=name)
"""


@pytest.mark.parametrize(
    ("method", "has_answer"),
    [("GET", True), ("POST", True), ("POST", False)],
    ids=["looking", "writing", "answer lost"],
)
def test_with_a_slow_server_each_message_says_what_became_of_its_object(
    stack: Stack, simulator: Simulator, method: str, *, has_answer: bool
) -> None:
    simulator.control.set_knobs(latency_ms=3000)
    if not has_answer:
        simulator.control.add_fault("drop_after", method="POST", path="status-reasons")
    stack.declare(THREE)

    def is_under_way() -> bool:
        log = simulator.control.requests()
        return any(each["method"] == method and each["path"].endswith("status-reasons") for each in log)

    code, said = interrupted(stack, is_under_way)

    held = {each["text"] for each in simulator.control.objects(ACCOUNT, "status-reasons")}
    assert code != 0
    assert bool(held) == (method == "POST")
    assert stack.ids().keys() == held
    for name in {"Lunch", "Tea", "Nap"} - held:
        assert f'The status reason "{name}" was not created' in said or f" {name} " not in said
    assert "may have been created or not" not in said
    simulator.control.set_knobs(latency_ms=0)
    stack.up().ok()
    assert stack.ids().keys() == {"Lunch", "Tea", "Nap"}
