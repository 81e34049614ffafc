"""Takes snapshots of an account and goes back to them, with somebody else in the console meanwhile."""

import os
import pty
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from liveperson_simulator.client import Control
from tests import warm
from tests.cli.commands import OCCASIONS, REASONS, Done, command
from tests.engine.trial import ACCOUNT, Stack

FILE = "before.json"


@dataclass(frozen=True)
class Account:
    """The account of a stack, and the commands for it."""

    stack: Stack
    control: Control

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
        theirs, ours = pty.openpty()
        with subprocess.Popen(
            [warm.python(), "-m", "pulumi_liveperson", "restore", FILE, "--stack", "trial"],
            cwd=self.stack.project,
            env=self.stack.environment,
            stdin=ours,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            os.close(ours)
            assert process.stdout is not None
            said = ""
            while not said.endswith("does: ") and (character := process.stdout.read(1)):
                said += character
            meanwhile()
            os.write(theirs, answer.encode() + b"\n")
            rest, beside = process.communicate()
        os.close(theirs)
        assert "Traceback" not in beside, beside
        return Done(process.returncode, said + rest, beside)

    def holds(self, collection: str) -> dict[str, dict[str, Any]]:
        """Return what the account holds, by name, without ids."""
        held = self.control.objects(ACCOUNT, collection)
        return {_name(each): {name: value for name, value in each.items() if name != "id"} for each in held}

    def everything(self) -> list[dict[str, dict[str, Any]]]:
        """Return all that the account holds."""
        return [self.holds(OCCASIONS), self.holds(REASONS)]

    def ids(self, collection: str) -> dict[str, int]:
        """Return the ids by name."""
        held = self.control.objects(ACCOUNT, collection)
        return {_name(each): each["id"] for each in held}

    def edit(self, collection: str, name: str, **changes: Any) -> None:
        """Let somebody in the console change an object."""
        self.control.foreign_update(ACCOUNT, collection, self.ids(collection)[name], changes)

    def remove(self, collection: str, name: str) -> None:
        """Let somebody in the console delete an object."""
        self.control.foreign_delete(ACCOUNT, collection, self.ids(collection)[name])

    def order(self) -> list[str]:
        """Return the texts of all reasons in their order."""
        held = self.control.objects(ACCOUNT, REASONS)
        return [each["text"] for each in sorted(held, key=lambda each: int(each["order"]))]

    def written(self) -> list[str]:
        """Return the methods of all writes to the account's collections, and forget them."""
        asked = [each["method"] for each in self.control.requests() if "/configuration/" in each["path"]]
        self.control.clear_requests()
        return [each for each in asked if each != "GET"]


def _name(held: dict[str, Any]) -> str:
    return str(held.get("name", held.get("text")))
