"""What our host can tell of the `pulumi` command that has started it."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from pulumi_liveperson.client.errors import UnknownStateError
from pulumi_liveperson.host.engine import Engine

Start = Callable[..., Engine]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Start]:
    """Start a shell that is called `pulumi`, with the words of a command."""
    executable = tmp_path / "pulumi"
    shutil.copy("/bin/sh", executable)
    with ExitStack() as running:

        def start(*words: str, name: str = "pulumi") -> Engine:
            executable.rename(tmp_path / name)
            command = [str(tmp_path / name), "-c", "echo; read line", *words]
            process = running.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            )
            running.callback(process.kill)
            assert process.stdout is not None
            process.stdout.readline()  # it runs
            return Engine(process.pid)

        yield start


@pytest.mark.parametrize(
    "words",
    [
        ["up", "--target", "urn"],
        ["up", "--target=urn"],
        ["up", "-t", "urn"],
        ["up", "-yt", "urn"],
        ["destroy", "--exclude", "urn"],
        ["up", "--target-replace", "urn"],
        ["up", "--continue-on-error"],
        ["import", "--file", "objects.json"],
        ["--cwd", "elsewhere", "import", "type", "name", "id"],
    ],
    ids=" ".join,
)
def test_a_command_that_leaves_resources_out_is_known(started: Start, words: list[str]) -> None:
    assert started(*words).is_partial


@pytest.mark.parametrize(
    "words",
    [
        ["up", "--yes", "--skip-preview", "--stack", "trial", "--non-interactive"],
        ["destroy", "-y", "-s", "trial"],
        ["up", "--replace", "urn", "-m", "next"],
    ],
    ids=" ".join,
)
def test_a_command_that_leaves_none_out_is_known(started: Start, words: list[str]) -> None:
    assert not started(*words).is_partial


def test_the_environment_can_let_a_command_leave_resources_out(
    started: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULUMI_CONTINUE_ON_ERROR", "true")

    assert started("up").is_partial


def test_whatever_is_not_pulumi_is_asked_nothing(started: Start) -> None:
    engine = started("up", "--target", "urn", name="debugger")

    assert not engine.is_partial
    assert engine.entries("StatusReason") == []


def test_a_state_that_cannot_be_read_is_no_empty_one(started: Start) -> None:
    engine = started("up", "--target", "urn")

    with pytest.raises(UnknownStateError, match="`pulumi stack export` failed"):
        engine.entries("StatusReason")
