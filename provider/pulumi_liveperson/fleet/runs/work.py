"""The run of one stack: its account, its child processes, and what is known of it so far."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pulumi_liveperson.fleet.account import Account
from pulumi_liveperson.fleet.result import Check, Command, Outcome, Result
from pulumi_liveperson.fleet.runs.children import Children, Ended
from pulumi_liveperson.fleet.runs.failures import failure, one_line
from pulumi_liveperson.review.guards import Guard
from pulumi_liveperson.review.origin import Commit

UPDATE = "update"
VERIFICATION = "comparison of the hours"
"""The phases after which LivePerson may have changed."""
_LEFT_OUT = {
    "PULUMI_ENABLE_STREAMING_JSON_PREVIEW",  # a preview must not be a stream of events
    # Jenkins sends a signal to each process with it. Pulumi gets ours, and a second one would end it at once.
    "JENKINS_SERVER_COOKIE",
}
_MOST_OUTPUT = 100_000  # characters of a check


class StackError(Exception):
    """The run of a stack failed; the message contains the cause and the solution."""


@dataclass(frozen=True)
class Settings:
    """What a run does for each of its stacks."""

    command: Command
    folder: Path
    """The folder of the results."""
    snapshots: Path
    valves: tuple[Guard, ...] = ()
    verify: bool = False
    """Whether the hours are compared with LivePerson's status."""
    horizon: str | None = None
    """The time within which ending holidays count as found, such as `90d`."""
    also_unchanged: bool = False
    """Whether stacks are updated whose preview shows no changes."""
    continues: bool = False
    """Whether the run continues an earlier one, which may have ended between an update and its comparison."""
    commit: Commit | None = None

    @property
    def commit_id(self) -> str | None:
        """Return the commit in the form of a result."""
        return None if self.commit is None else f"{self.commit.id}{'+' if self.commit.is_dirty else ''}"


@dataclass
class Work:
    """The run of one stack."""

    account: Account
    settings: Settings
    children: Children
    entered: Callable[[str], None]
    """Called with the name of each phase when it begins."""
    phase: str = ""
    report: Any = None
    checks: list[Check] = field(default_factory=list)
    snapshot: Path | None = None
    _begun: float = field(default_factory=time.monotonic)

    @property
    def log(self) -> Path:
        """Return the file with the output of the children."""
        return self.settings.folder / f"{self.account.stack}.log"

    def enter(self, phase: str) -> None:
        """Begin a phase, such as `preview`."""
        self.phase = phase
        self.entered(phase)

    def pulumi(self, *command: str, captured: bool = True, locks: bool = False) -> Ended:
        """Run a command of Pulumi for the stack."""
        options = ("--non-interactive", "--color=never", f"--stack={self.account.stack}")
        return self._run(["pulumi", *command, *options], captured=captured, locks=locks)

    def liveperson(self, command: str, *options: str) -> Ended:
        """Run one of our commands for the stack."""
        own = [sys.executable, "-m", "pulumi_liveperson", command, f"--stack={self.account.stack}"]
        return self._run([*own, *options])

    def check(self, name: str, *options: str) -> Check:
        """Run `liveperson hours` for the stack, and keep its answer."""
        ended = self.liveperson("hours", *options)
        output = ended.output.decode(errors="replace") or ended.logged()
        check = Check(name, ended.code, output[:_MOST_OUTPUT])
        self.checks.append(check)
        return check

    def fail(self, ended: Ended) -> "StackError":
        """Return the error for a child that failed."""
        return StackError(failure(ended, self.account.stack))

    def result(self, outcome: Outcome, message: str = "") -> Result:
        """Return the result of the stack."""
        return Result(
            command=self.settings.command,
            stack=self.account.stack,
            account=self.account.account,
            ring=self.account.ring,
            program=self.account.program,
            outcome=outcome,
            phase=self.phase if outcome.is_unfinished else "",
            message=one_line(message),
            seconds=round(time.monotonic() - self._begun, 1),
            commit=self.settings.commit_id,
            report=self.report,
            checks=tuple(self.checks),
            snapshot=None if self.snapshot is None else str(self.snapshot),
        )

    def _run(self, command: Sequence[str], *, captured: bool = True, locks: bool = False) -> Ended:
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(map(str, command))}\n")
        return self.children.run(command, self.log, captured=captured, locks=locks)


def child_environment() -> dict[str, str]:
    """Return the environment of the children."""
    return {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
