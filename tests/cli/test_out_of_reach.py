"""What commands say where they cannot look at the account."""

from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.cli.backup.snapshot_file import to_text
from tests.cli.commands import command
from tests.cli.test_snapshot_file import GOOD
from tests.engine.trial import ROOT, Stack

pytestmark = pytest.mark.engine

FILE = "before.json"
COMMANDS = {
    "export": ["--import"],
    "restore": [FILE, "--yes"],
    "snapshot": ["--output", "after.json"],
    "unmanaged": [],
}
ON_TRIAL = ["--stack", "trial"]
TROUBLES: dict[str, tuple[dict[str, str], list[str]]] = {
    "This stack does not exist": ({}, ["--stack", "nowhere"]),
    "No stack is selected": ({}, []),
    "liveperson:accountId is": ({"LIVEPERSON_ACCOUNT_ID": "not an account"}, ON_TRIAL),
    "clientSecret": ({"LIVEPERSON_CLIENT_SECRET": "wrong-secret"}, ON_TRIAL),
    "do not match one sign-in method": ({"LIVEPERSON_USERNAME": "somebody"}, ON_TRIAL),
    "got no answer": (
        {"LIVEPERSON_DOMAIN_API_URL": "http://127.0.0.1:9", "LIVEPERSON_OPERATION_TIMEOUT": "1"},
        ON_TRIAL,
    ),
    "passphrase": ({"PULUMI_CONFIG_PASSPHRASE": "wrong"}, ON_TRIAL),
}
"""By what is said of them: the environment, and the words on the command line."""
CASES = [
    *(("unmanaged", says) for says in TROUBLES),
    *((name, says) for name in COMMANDS if name != "unmanaged" for says in [*TROUBLES][:4]),
]


@pytest.fixture
def project(stack: Stack) -> Stack:
    """A project with a snapshot, and without a program."""
    (stack.project / FILE).write_text(to_text(GOOD))
    (stack.project / "stacks" / "trial.py").unlink()
    return stack


def files(stack: Stack) -> set[Path]:
    return {*stack.project.iterdir(), *(stack.project / "stacks").iterdir()}


@pytest.mark.parametrize(("name", "says"), CASES)
def test_an_account_that_cannot_be_reached_is_reported_and_leaves_no_file(
    project: Stack, name: str, says: str
) -> None:
    (environment, words), before = TROUBLES[says], files(project)

    done = command(project, name, *COMMANDS[name], *words, **environment)

    assert (done.exit_code, done.said) == (1, "")
    *waiting, last = done.beside.splitlines()
    assert last.startswith(f"{name}: ")
    assert says in last
    assert all("trying again" in each for each in waiting)
    assert "wrong-secret" not in done.beside
    assert files(project) == before


@pytest.mark.parametrize("name", [*COMMANDS, "compare"])
def test_an_account_that_cannot_be_read_is_no_empty_one(
    project: Stack, simulator: Simulator, name: str
) -> None:
    simulator.control.clear_requests()
    simulator.control.add_fault("status_before", path="/configuration/", times=99, status=403)
    words = ["trial", "live:trial"] if name == "compare" else [*COMMANDS[name], *ON_TRIAL]

    done = command(project, name, *words)

    assert (done.exit_code, done.said) == (1, "")
    assert "was answered 403 Forbidden" in done.beside
    asked = [each["method"] for each in simulator.control.requests() if "/configuration/" in each["path"]]
    assert set(asked) == {"GET"}


@pytest.mark.parametrize("name", ["unmanaged", "hours"])
def test_it_says_so_outside_of_a_project(stack: Stack, tmp_path: Path, name: str) -> None:
    elsewhere = Stack(tmp_path / "elsewhere", {**stack.environment, "PYTHONPATH": str(ROOT)})
    elsewhere.project.mkdir()

    done = command(elsewhere, name, *ON_TRIAL)

    assert (done.exit_code, done.said) == (1, "")
    assert "This folder is not a Pulumi project" in done.beside
