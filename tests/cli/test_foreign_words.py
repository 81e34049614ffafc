"""Whatever objects are called: no command of ours lets them draw on a terminal, or command a pipeline.

`command` looks at all that a command says, on stdout and stderr.
"""

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import OCCASIONS, REASONS, command, made, occasion, reason
from tests.engine.trial import ACCOUNT, Stack
from tests.harmless import HOSTILE

pytestmark = [pytest.mark.engine, pytest.mark.threat("foreign-words")]

COMMANDS = {
    "doctor": ["doctor"],
    "unmanaged": ["unmanaged"],
    "compare as text": ["compare", "trial", "live:trial", "--format", "text"],
    "export": ["export", "--output", "stacks/made.py"],
    "snapshot": ["snapshot", "--output", "-"],
    "report": ["report", "--stack", "trial", "--live", "--format", "text"],
    "report as JSON": ["report", "--stack", "trial", "--live", "--format", "json"],
    "report as Markdown": ["report", "--stack", "trial", "--live"],
}


@pytest.fixture
def hostile(stack: Stack, simulator: Simulator) -> Stack:
    """A stack whose account is full of names that are more than words."""
    stack.apply('StatusReason("lunch", text="Lunch")')
    stack.pulumi("stack", "select").ok()
    for number, said in enumerate(HOSTILE):
        # Long words before it, so that a wrapped line may begin with it.
        made(simulator.control, OCCASIONS, occasion(f"{said} {number}", f"{'word ' * (number % 20)}{said}"))
        made(simulator.control, REASONS, reason(f"{said} {number}"))
    return stack


@pytest.mark.slow
def test_no_command_says_more_than_words(hostile: Stack) -> None:
    for name, words in COMMANDS.items():
        done = command(hostile, *words, COLUMNS="60")

        assert done.exit_code in {0, 1, 3}, name
        assert "forged" in done.said + done.beside or name in {"doctor", "export"}, name


def test_a_restore_says_no_more_than_words(hostile: Stack, simulator: Simulator) -> None:
    assert command(hostile, "snapshot", "--output", "before.json").exit_code == 0
    for each in simulator.control.objects(ACCOUNT, OCCASIONS)[:8]:
        simulator.control.foreign_update(ACCOUNT, OCCASIONS, each["id"], {"description": "other"})

    done = command(hostile, "restore", "before.json", "--yes")

    assert done.exit_code == 0, done.beside
    assert "forged" in done.said
