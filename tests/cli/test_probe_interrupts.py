"""A probe that is interrupted or killed leaves nothing, or says how to delete what it leaves."""

import signal

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.probing import Sandbox
from tests.engine.trial import Stack

pytestmark = pytest.mark.engine


@pytest.fixture
def sandbox(stack: Stack, simulator: Simulator) -> Sandbox:
    return Sandbox(stack, simulator)


@pytest.mark.parametrize(
    ("number", "code", "after"),
    [
        (signal.SIGINT, 130, 6),
        (signal.SIGTERM, 143, 1),
        *(pytest.param(signal.SIGINT, 130, after, marks=pytest.mark.slow) for after in (1, 2, 3, 7, 9)),
        *(pytest.param(signal.SIGTERM, 143, after, marks=pytest.mark.slow) for after in (2, 5, 8)),
    ],
)
def test_a_signal_ends_a_probe_that_cleans_up(sandbox: Sandbox, number: int, code: int, after: int) -> None:
    before = sandbox.content()

    done = sandbox.interrupted(number, after=after)

    assert done.exit_code == code
    assert sandbox.content() == before
    assert sandbox.result["complete"] is False
    assert sandbox.result["missing"] == ["The probe ended early, because it was interrupted."]
    assert "probe: interrupted; deleting the objects of the probe." in done.beside
    assert "Partial: The probe ended early, because it was interrupted." in done.said


def test_a_second_signal_ends_at_once_and_names_the_command_that_cleans(sandbox: Sandbox) -> None:
    before = sandbox.content()

    done = sandbox.interrupted(signal.SIGINT, after=3, times=2)

    assert done.exit_code == 130
    assert done.beside.endswith("delete them with `liveperson probe --clean --stack trial`.\n")
    assert sandbox.files() == []
    assert sandbox.names() != set()
    assert sandbox.probe("--clean", "--yes").exit_code == 0
    assert sandbox.content() == before


def test_what_a_kill_leaves_is_deleted_by_clean(sandbox: Sandbox) -> None:
    before = sandbox.content()

    sandbox.killed()

    assert sandbox.names() != set()
    assert sandbox.probe("--clean", "--yes").exit_code == 0
    assert sandbox.content() == before
