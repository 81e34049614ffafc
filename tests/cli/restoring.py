"""Takes snapshots of an account and goes back to them, with somebody else in the console meanwhile."""

import os
import pty
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from liveperson_simulator.server import Simulator
from tests import warm
from tests.cli.commands import Done, command
from tests.engine.console import Body, Console
from tests.engine.trial import Stack

FILE = "before.json"


class Account(Console):
    """The account of a stack, and the commands for it."""

    def __init__(self, stack: Stack, simulator: Simulator) -> None:
        super().__init__(simulator)
        self.stack = stack

    def snapshot(self) -> None:
        """Take a snapshot."""
        done = command(self.stack, "snapshot", "--stack", "trial", "--output", FILE, "--replace")
        assert (done.exit_code, done.beside) == (0, "")

    def restore(self, *words: str, **environment: str) -> Done:
        """Go back to the snapshot without being asked."""
        return command(self.stack, "restore", FILE, "--stack", "trial", "--yes", *words, **environment)

    def preview(self, *words: str, **environment: str) -> Done:
        """Look what a restore would do; there is no terminal, so it does nothing."""
        return command(self.stack, "restore", FILE, "--stack", "trial", *words, **environment)

    def restore_with(self, meanwhile: Callable[[], Any], answer: str = "yes") -> Done:
        """Restore at a terminal, where somebody else does something before the answer."""
        with self.at_a_terminal() as (process, terminal):
            assert process.stdout is not None
            said = ""
            while not said.endswith("continue: ") and (character := process.stdout.read(1)):
                said += character
            meanwhile()
            os.write(terminal, answer.encode() + b"\n")
            rest, beside = process.communicate()
        assert "Traceback" not in beside, beside
        return Done(process.returncode, said + rest, beside)

    @contextmanager
    def at_a_terminal(self, *words: str, python: str = "") -> Iterator[tuple["subprocess.Popen[str]", int]]:
        """Start a restore at a terminal, in which somebody can type."""
        theirs, ours = pty.openpty()
        with subprocess.Popen(
            [python or warm.python(), "-m", "pulumi_liveperson", "restore", FILE, "--stack", "trial", *words],
            cwd=self.stack.project,
            env=self.stack.environment,
            stdin=ours,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            os.close(ours)
            yield process, theirs
        os.close(theirs)

    @property
    def content(self) -> dict[str, Body]:
        """What the account holds, by name, without ids."""
        held = self.occasions | self.reasons
        assert len(held) == len(self.occasions) + len(self.reasons), "a name is there twice"
        return {
            name: {field: value for field, value in each.items() if field != "id"}
            for name, each in held.items()
        }

    @property
    def ids(self) -> dict[str, int]:
        """The ids, by name."""
        return {name: each["id"] for name, each in (self.occasions | self.reasons).items()}

    def written(self) -> list[str]:
        """Return the methods of all writes to the account's collections, and forget them."""
        asked = [each["method"] for each in self.control.requests() if "/configuration/" in each["path"]]
        self.control.clear_requests()
        return [each for each in asked if each != "GET"]
