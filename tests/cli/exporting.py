"""A stack that exports what its account holds, and what is there afterwards."""

import json

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import OCCASIONS, REASONS, Done, command, made, occasion, reason
from tests.engine.trial import OURS, Stack

PROGRAM = '''\
"""The objects of account 71234567 at the time of the export."""

from pulumi_liveperson import SpecialOccasion, StatusReason


def program() -> None:
    """Declare the account."""
    SpecialOccasion("audit", name="Audit", description="Closed")
    StatusReason("doctor", text="Doctor")
    StatusReason("lunch", text="Lunch", state="Occupied")
'''
NO_CHANGES = "Imported {}. `pulumi preview` shows no changes.\n"


@pytest.fixture
def ids(simulator: Simulator) -> list[str]:
    """The ids of the objects that somebody made in the console."""
    occasions = made(simulator.control, OCCASIONS, occasion("Audit"))
    ids = [*occasions, *made(simulator.control, REASONS, reason("Lunch", "Occupied"), reason("Doctor"))]
    simulator.control.clear_requests()
    return ids


def export(stack: Stack, *words: str, **environment: str) -> Done:
    return command(stack, "export", "--stack", "trial", *words, **environment)


def programs(stack: Stack) -> dict[str, str]:
    """Return the files beside each other in which programs are."""
    folder = stack.project / "stacks"
    return {
        each.name: each.read_text()
        for each in folder.iterdir()
        if each.is_file() and each.name != "__init__.py"
    }


def managed(stack: Stack) -> list[str]:
    """Return the names of the resources of ours in the state."""
    found = json.loads(stack.state())["deployment"].get("resources", [])
    return sorted(each["urn"].rpartition("::")[2] for each in found if OURS in each["type"])
