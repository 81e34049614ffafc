"""What is left after the engine is killed, and the documented way back: `pulumi cancel`, then `pulumi up`."""

import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.killing import SKIPPED, kill_everything
from tests.engine.trial import ACCOUNT, Stack

pytestmark = pytest.mark.engine

OCCASIONS, REASONS = 40, 10
MANY = f"""
for number in range({OCCASIONS}):
    SpecialOccasion(f"o{{number}}", name=f"Occasion {{number}}", description="Closed")
for number in range({REASONS}):
    StatusReason(f"r{{number}}", text=f"Reason {{number}}")
"""
WRITES = 16  # an update of so many objects sends about as many requests
FEW = [(7, False), (2, True)]
MANY_MOMENTS = [(random.Random(seed).randrange(1, WRITES), bool(seed % 2)) for seed in range(20)]  # noqa: S311


@contextmanager
def killed_update(
    stack: Stack,
    simulator: Simulator,
    writes: int,
    *,
    with_the_host: bool = True,
    environment: dict[str, str] | None = None,
) -> Iterator[None]:
    """Kill an update as soon as the simulator has seen so many writes.

    Without its host: that goes on with what it has begun while the next update runs, and ends afterwards.
    """
    stack.use_the_real_python()
    update = subprocess.Popen(
        ["pulumi", "up", "--yes", "--skip-preview", "--non-interactive", "--stack", stack.name],
        cwd=stack.project,
        env={**stack.environment, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    posts = 0
    while posts < writes and update.poll() is None:
        log = simulator.control.requests()
        posts = sum(each["method"] == "POST" and "/configuration/" in each["path"] for each in log)
        time.sleep(0.002)
    update.kill()
    update.wait()
    if with_the_host:
        kill_everything(stack)
    yield
    kill_everything(stack)


def assert_recovers(stack: Stack, simulator: Simulator, **environment: str) -> None:
    stack.pulumi("cancel", "--yes")
    recovered = stack.up(**environment)
    after = stack.preview("--refresh", "--expect-no-changes")

    assert recovered.exit_code == 0, recovered.said
    assert after.exit_code == 0, after.said
    assert len(simulator.control.objects(ACCOUNT, "specialoccasion")) == OCCASIONS
    assert len(simulator.control.objects(ACCOUNT, "status-reasons")) == REASONS


@pytest.mark.slow
@pytest.mark.parametrize(("writes", "with_the_host"), FEW)
def test_a_killed_update_is_completed_by_the_next_one(
    stack: Stack, simulator: Simulator, writes: int, *, with_the_host: bool
) -> None:
    stack.declare(MANY)
    simulator.control.set_knobs(latency_ms=20)

    with killed_update(stack, simulator, writes, with_the_host=with_the_host):
        assert_recovers(stack, simulator)


@pytest.mark.slow
def test_an_update_killed_without_checkpoints_is_completed_by_the_next_one(
    stack: Stack, simulator: Simulator
) -> None:
    stack.declare(MANY)
    simulator.control.set_knobs(latency_ms=20)

    with killed_update(stack, simulator, 5, environment=SKIPPED):
        assert_recovers(stack, simulator, **SKIPPED)


@pytest.mark.slow
@pytest.mark.parametrize(("writes", "with_the_host"), MANY_MOMENTS)
def test_an_update_may_be_killed_at_any_moment(
    stack: Stack, simulator: Simulator, writes: int, *, with_the_host: bool
) -> None:
    test_a_killed_update_is_completed_by_the_next_one(stack, simulator, writes, with_the_host=with_the_host)
