"""A provider under measurement, with its own Pulumi stack, folder and simulated account."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Self

from bench.figures import Request, Run
from bench.memory import measured_memory
from bench.workload import ACCOUNT, Workload, configuration, project
from liveperson_simulator.server import Simulator

STACK = "bench"
ROOT = Path(__file__).resolve().parent.parent
COLLECTIONS = ("specialoccasion", "workinghours", "skills", "status-reasons")
IGNORED_VARIABLES = ("LIVEPERSON_", "PYTHONDONTWRITEBYTECODE")  # as usual, Python loads compiled modules


class BenchError(Exception):
    """A run failed, or did not have the expected result."""


class MeasuredProvider:
    """A provider, its stack and its account."""

    def __init__(self, provider: str, folder: Path, **knobs: str) -> None:
        self.provider = provider
        self._folder = folder / "-".join([provider, *knobs.values()])
        self._project = self._folder / "project"
        self._state = self._folder / "state"
        self._simulator = Simulator(accounts=[ACCOUNT], knobs=knobs)

    def __enter__(self) -> Self:
        self._simulator.__enter__()
        for folder in (self._project, self._state):
            folder.mkdir(parents=True)
        (self._project / ".venv").symlink_to(sys.prefix)  # where the language host searches
        (self._project / "Pulumi.yaml").write_text(project(self.provider))
        self._pulumi("stack", "init", STACK)
        settings = self._project / f"Pulumi.{STACK}.yaml"
        salt = settings.read_text()
        settings.write_text(f"{salt}\nconfig: {json.dumps(configuration(self._simulator.url))}\n")
        shutil.copytree(self._state, self._folder / "empty")
        for skill in self._simulator.control.objects(ACCOUNT, "skills"):
            self._simulator.control.foreign_delete(ACCOUNT, "skills", str(skill["id"]))
        self._empty = self._simulator.control.snapshot()
        return self

    def __exit__(self, *_: object) -> None:
        self._simulator.__exit__(None, None, None)

    def begin(self, workload: Workload) -> None:
        """Start again with an empty stack, and an account that contains only the skills of others."""
        shutil.rmtree(self._state)
        shutil.copytree(self._folder / "empty", self._state)
        self._simulator.control.restore(self._empty)
        if workload.hours:
            skills = [{"name": f"Other skill {number}"} for number in range(workload.hours)]
            self._simulator.control.seed(ACCOUNT, {"skills": skills})

    def declare(self, workload: Workload, changed: int = 0) -> None:
        """Write the program that declares a workload."""
        (self._project / "__main__.py").write_text(workload.program(self.provider, changed))

    def run(
        self, *arguments: str, latency_ms: int = 0, checkpoints: bool = True, memory: bool = False
    ) -> Run:
        """Run a Pulumi command; a failure is an error, except for the naive provider."""
        control = self._simulator.control
        control.set_knobs(latency_ms=latency_ms)
        control.clear_requests()
        may_fail = self.provider == "naive"
        extra = ["--continue-on-error"] if may_fail and arguments[0] in ("up", "destroy") else []
        with measured_memory() if memory else nullcontext() as megabytes:
            started = time.monotonic()
            done = self._pulumi(*arguments, *extra, checkpoints=checkpoints, may_fail=may_fail)
            seconds = time.monotonic() - started
        requests = tuple(map(Request.from_log, control.requests()))
        return Run(seconds, requests, done.returncode == 0, max(megabytes or [0]))

    def objects(self) -> int:
        """Return the number of objects in the account."""
        return sum(len(self._simulator.control.objects(ACCOUNT, each)) for each in COLLECTIONS)

    def _pulumi(
        self, *arguments: str, checkpoints: bool = True, may_fail: bool = False
    ) -> subprocess.CompletedProcess[str]:
        binaries = Path(sys.prefix) / "bin"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(IGNORED_VARIABLES)},
            "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
            "VIRTUAL_ENV": sys.prefix,
            "PYTHONPATH": str(ROOT),
            "PULUMI_HOME": str(self._folder / "home"),
            "PULUMI_BACKEND_URL": f"file://{self._state}",
            "PULUMI_CONFIG_PASSPHRASE": "bench",
            "PULUMI_SKIP_CHECKPOINTS": str(not checkpoints).lower(),
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "NO_PROXY": "127.0.0.1",
        }
        command = ["pulumi", *arguments, "--non-interactive", "--color", "never"]
        if arguments[0] != "stack":
            command += ["--stack", STACK]
        done = subprocess.run(
            command, cwd=self._project, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        if done.returncode and not may_fail:
            output = "\n".join((done.stdout + done.stderr).strip().splitlines()[-20:])
            raise BenchError(f"`pulumi {' '.join(arguments)}` with the provider {self.provider}:\n{output}")
        return done
