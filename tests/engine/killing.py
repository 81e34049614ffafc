"""Kills an update at an exact moment: when the n-th request for account configuration has arrived.

The simulator holds back this request and all later ones, so that exactly the earlier ones have an effect.
"""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from liveperson_simulator.client import Control
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.skill import SKILL
from tests.engine.trial import ACCOUNT, Run, Stack

SKIPPED = {"PULUMI_SKIP_CHECKPOINTS": "true"}
COLLECTIONS = ("specialoccasion", "workinghours", "status-reasons", "skills")
Content = dict[tuple[str, str], dict[str, Any]]
"""Objects by collection and name."""
CONFIGURATION = "/configuration/"
HELD_SECONDS = 2.0
LATE_SECONDS = 1.0
_OWN_TO_A_RUN = {"id", "order", *SKILL.server_fields}


def kill(stack: Stack, simulator: Simulator, moment: int, *command: str, takes_effect: bool = False) -> bool:
    """Kill a command and all that it started, and return whether it was killed.

    Operations that share requests need fewer, so that a command can be completed before the moment. With
    `takes_effect`, the last request has its effect, but the killed processes do not see the answer.
    """
    control = simulator.control
    control.clear_requests()
    if moment > 1:
        control.add_fault("delay", path=CONFIGURATION, times=moment - 1, seconds=0)
    if takes_effect:
        control.add_fault("delay", path=CONFIGURATION, seconds=LATE_SECONDS)
    control.add_fault("drop_before", path=CONFIGURATION, times=1000, seconds=HELD_SECONDS)
    output = stack.project.parent / "killed.txt"
    with output.open("w") as written:
        process = subprocess.Popen(
            ["pulumi", *command, "--yes", "--skip-preview", "--non-interactive", "--stack", stack.name],
            cwd=stack.project,
            env={**stack.environment, **SKIPPED},
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    while len(_arrived(control)) < moment and process.poll() is None:
        time.sleep(0.005)
    is_killed = process.poll() is None
    kill_everything(stack)
    process.wait()
    control.clear_faults()
    assert is_killed or process.returncode == 0, output.read_text()
    while is_killed and takes_effect and _arrived(control)[moment - 1]["status"] is None:
        time.sleep(0.02)
    return is_killed


def _arrived(control: Control) -> list[dict[str, Any]]:
    return [each for each in control.requests() if CONFIGURATION in each["path"]]


def kill_everything(stack: Stack) -> None:
    """Kill the engine, the language host, the program and the provider host of a stack.

    The engine starts the others in process groups of their own.
    """
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == stack.project:
                os.kill(int(process.name), signal.SIGKILL)


def recovered(stack: Stack, *command: str) -> Run:
    """Recover as documented: unlock the stack, and run the command again."""
    stack.pulumi("cancel", "--yes")
    return stack.pulumi(*command, "--yes", "--skip-preview", **SKIPPED)


def ids(simulator: Simulator) -> dict[tuple[str, str], str]:
    """Return the ids of all objects, by collection and name; a test fails if two have one name."""
    held = [(each, stored) for each in COLLECTIONS for stored in simulator.control.objects(ACCOUNT, each)]
    by_name = {(collection, _name(stored)): str(stored["id"]) for collection, stored in held}
    assert len(by_name) == len(held), "an object exists twice"
    return by_name


def content(simulator: Simulator) -> Content:
    """Return the content of all objects, with names instead of ids, and without their places."""
    by_id = {id_: name for (_, name), id_ in ids(simulator).items()}
    return {
        (collection, _name(stored)): {
            field: _with_names(value, by_id) for field, value in stored.items() if field not in _OWN_TO_A_RUN
        }
        for collection in COLLECTIONS
        for stored in simulator.control.objects(ACCOUNT, collection)
    }


def _name(stored: dict[str, Any]) -> str:
    return str(stored.get("name") or stored["text"])


def _with_names(value: Any, by_id: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_with_names(each, by_id) for each in value]
    return (
        by_id.get(str(value), value)
        if isinstance(value, int | str) and not isinstance(value, bool)
        else value
    )
