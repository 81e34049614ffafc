"""A project of its own with the real CLI and a simulated account, in which previews are captured."""

import os
import signal
import subprocess
import time
from pathlib import Path

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Run, begun, environment
from tests.report import programs

_UNTIL_THE_PROGRAM_RUNS = 5.0


class Workshop:
    """A stack, and the console of its account."""

    def __init__(self, folder: Path, simulator: Simulator) -> None:
        others = "otherDynamicTypes=pulumi-python:dynamic:Resource"
        self.simulator = simulator
        self.stack = begun(folder, environment(folder / "home"), simulator.url, others)
        self.declare("pass")

    def declare(self, program: str) -> None:
        """Let the stack program declare something else."""
        body = "".join(f"    {line}\n" for line in program.strip().splitlines())
        (self.stack.project / "stacks" / "trial.py").write_text(programs.PREAMBLE + body)

    def apply(self, program: str) -> None:
        """Declare something, and apply it."""
        self.declare(program)
        self.run("up", "--yes", "--skip-preview")

    def run(self, *command: str, exit_code: int = 0) -> Run:
        """Run a command of Pulumi's, which has to end with an exit code."""
        done = self.stack.pulumi(*command)
        assert done.exit_code == exit_code, done.said
        return done

    def interrupted_preview(self) -> str:
        """Return what a preview answers that somebody interrupts."""
        with subprocess.Popen(
            ["pulumi", "preview", "--json", "--stack", self.stack.name, "--non-interactive"],
            cwd=self.stack.project,
            env=self.stack.environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as running:
            time.sleep(_UNTIL_THE_PROGRAM_RUNS)
            os.killpg(running.pid, signal.SIGINT)
            said, _ = running.communicate()
        return said

    def edit(self, name: str, **fields: object) -> None:
        """Let somebody edit an object in the console."""
        self.simulator.control.foreign_update(ACCOUNT, *self._find(name), fields)

    def delete(self, name: str) -> None:
        """Let somebody delete an object in the console."""
        self.simulator.control.foreign_delete(ACCOUNT, *self._find(name))

    def _find(self, name: str) -> tuple[str, int]:
        found = {
            str(each.get("name", each.get("text"))): (collection, int(str(each["id"])))
            for collection in ("specialoccasion", "status-reasons")
            for each in self.simulator.control.objects(ACCOUNT, collection)
        }
        return found[name]
