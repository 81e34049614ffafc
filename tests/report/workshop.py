"""A project of its own with the real CLI and a simulated account, in which previews are captured."""

import os
import signal
import subprocess
import time
from pathlib import Path

from liveperson_simulator.server import Simulator
from tests.engine.console import Console
from tests.engine.trial import Run, begun, environment
from tests.report import programs

_UNTIL_THE_PROGRAM_RUNS = 5.0


class Workshop:
    """A stack, and the console of its account."""

    def __init__(self, folder: Path, simulator: Simulator) -> None:
        self.simulator = simulator
        self.console = Console(simulator)
        types = "otherDynamicTypes=pulumi-python:dynamic:Resource"
        self.stack = begun(folder, environment(folder / "home"), simulator.url, types)

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
