"""Somebody who makes a project of their own with the real `pulumi new`."""

import os
import pty
import re
import select
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.committed import STACKS
from tests.engine.trial import ROOT, Stack
from tests.processes import ran

CODE = (".", ":!stacks/*.py", f":!{STACKS}")  # somebody's own stacks stay at home
_PATIENCE_SECONDS = 120
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?")


def cloned(folder: Path) -> Path:
    """Return a clone of this checkout, with what is not yet committed in it."""
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, folder], check=True)
    listed = ran(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *CODE],
        cwd=ROOT,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
    return folder


@dataclass(frozen=True)
class Newcomer:
    """An empty folder, and a backend and a passphrase of one's own."""

    template: Path
    project: Path
    environment: dict[str, str]

    def makes(self, name: str, stack: str, *settings: str) -> Stack:
        """Make a project without a question."""
        made = ran(
            ["pulumi", *self._command(), "--yes", "--name", name, "--stack", stack, *settings],
            cwd=self.project,
            env=self.environment,
        )
        assert made.returncode == 0, made.stdout + made.stderr
        return Stack(self.project, self.activated(), stack)

    def generates(self, name: str) -> Path:
        """Make a project without a stack, and without anything that has to be installed."""
        command = ["pulumi", *self._command(), "--yes", "--name", name, "--generate-only"]
        subprocess.run(command, cwd=self.project, env=self.environment, check=True, capture_output=True)
        return self.project

    def answers(self, stack: str, answers: dict[str, str]) -> tuple[Stack, str]:
        """Make a project with the answers to questions, and return all that the terminal showed."""
        process, terminal = pty.fork()
        if process == 0:  # pragma: no cover - the child
            os.chdir(self.project)
            os.execvpe("pulumi", ["pulumi", *self._command()], self.environment)  # noqa: S606
        shown = _talk(terminal, answers)
        _, status = os.waitpid(process, 0)
        assert os.waitstatus_to_exitcode(status) == 0, shown
        return Stack(self.project, self.activated(), stack), shown

    def _command(self) -> tuple[str, ...]:
        return "new", str(self.template)

    def activated(self) -> dict[str, str]:
        """Return the environment with what is installed in the project, and nothing else."""
        own = self.project / ".venv"
        path = os.pathsep.join([str(own / "bin"), self.environment["PATH"]])
        return {**self.environment, "VIRTUAL_ENV": str(own), "PATH": path}


def _talk(terminal: int, answers: dict[str, str]) -> str:
    shown = ""
    answered = 0
    left = list(answers.items())
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            read = os.read(terminal, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if not read:
            break
        shown += _ESCAPES.sub("", read.decode(errors="replace"))
        if left and left[0][0] in shown[answered:]:
            answered = len(shown)
            os.write(terminal, f"{left.pop(0)[1]}\r".encode())
    assert not left, f"never asked for {left[0][0]}:\n{shown}"
    return shown


def without_a_virtual_environment(surroundings: dict[str, str]) -> dict[str, str]:
    """Return an environment in which `pulumi` is found, and nothing that this project has installed."""
    kept = {name: value for name, value in surroundings.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    return {**kept, "PULUMI_CONFIG_PASSPHRASE": "a passphrase of one's own"}
