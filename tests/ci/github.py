"""A repository on GitHub, whose workflows `act` runs, with real expressions, matrices and shells.

`act` knows no environments with their approvals and secrets, no permissions and no concurrency, and it kills
a step that is cancelled. Tests of these read the files of the workflows, and run single scripts of them.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.ci.actions import TEMPLATE, stand_ins
from tests.ci.commits import commit, git, propose
from tests.processes import ran

REPOSITORY = "team/accounts"
WORKFLOWS = TEMPLATE / ".github" / "workflows"
_ACT = Path(sys.prefix) / "bin" / "act"
_CONTINUED = "Failed but continue next step"  # with `continue-on-error`
_OPTIONS = ("--no-skip-checkout", "--no-cache-server", "--platform=ubuntu-24.04=-self-hosted")


def read(file: Path) -> Any:
    """Return what a YAML file holds."""
    return yaml.safe_load(file.read_text())


@dataclass
class Job:
    """What has become of a job."""

    conclusions: dict[str, str] = field(default_factory=dict)
    """By the name of the step: `success`, `failure`, `skipped`, or `continued` after a failure."""
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def succeeded(self) -> bool:
        """Tell whether no step has failed."""
        return "failure" not in self.conclusions.values()


@dataclass
class Run:
    """What has become of a workflow."""

    artefacts: Path
    """What the jobs have kept: a folder for each artefact."""
    jobs: dict[str, Job] = field(default_factory=dict)
    """The jobs that ran, such as `plan`, `preview 1/2` and `dev apply 1/1`, in their order."""
    errors: str = ""
    """What `act` itself says."""

    def __getitem__(self, name: str) -> Job:
        assert name in self.jobs, self.said
        return self.jobs[name]

    @property
    def said(self) -> str:
        """What all jobs have printed, for a test that fails."""
        logs = (f"{name}: {job.conclusions}\n{job.log}" for name, job in self.jobs.items())
        return "\n".join([*logs, self.errors])

    @property
    def succeeded(self) -> dict[str, bool]:
        """Tell of each job whether it has succeeded."""
        return {name: job.succeeded for name, job in self.jobs.items()}

    @property
    def kept(self) -> list[str]:
        """The names of the artefacts."""
        return sorted(each.name for each in self.artefacts.iterdir())


@dataclass(frozen=True)
class Repository:
    """A team's repository, its settings, and what has happened in it."""

    folder: Path
    machine: Mapping[str, str]
    """The environment of the machines on which the jobs run."""
    event: str
    payload: Mapping[str, Any]
    variables: Mapping[str, str]
    secrets: Mapping[str, str]
    given: Mapping[str, str] = field(default_factory=dict)
    """What GitHub gives to all steps, and `act` not as servers of this machine need it."""
    inputs: Mapping[str, str] = field(default_factory=dict)

    def run(self, workflow: str) -> Run:
        """Push all files, to the branch main or to the pull request, and run a workflow for that."""
        push = propose if self.event == "pull_request" else commit
        push(self.folder)
        return self._run(workflow)

    def at(self, commit: str, workflow: str) -> Run:
        """Run a workflow again for a commit."""
        git(self.folder, "checkout", "--quiet", "--detach", commit)
        return self._run(workflow)

    def _run(self, workflow: str) -> Run:
        temporary = Path(tempfile.mkdtemp(dir=self.folder.parent))
        artefacts = temporary / "artefacts"
        artefacts.mkdir()
        event, secrets = temporary / "event.json", temporary / "secrets"
        event.write_text(json.dumps({**self.payload, "inputs": dict(self.inputs)}))
        secrets.write_text("".join(f"{name}={value}\n" for name, value in self.secrets.items()))
        done = ran(
            [
                *(_ACT, self.event, "--actor=somebody", "--json", *_OPTIONS, "--directory", self.folder),
                *("--workflows", f".github/workflows/{workflow}", "--eventpath", event),
                *("--secret-file", secrets, "--action-cache-path", temporary / "jobs"),
                *_repeated("--local-repository", stand_ins()),
                *_repeated("--var", (f"{name}={value}" for name, value in self.variables.items())),
                *_repeated("--env", (f"{name}={value}" for name, value in self.given.items())),
            ],
            env={
                **self.machine,
                "STAND_IN_REPOSITORY": str(self.folder),
                "STAND_IN_ARTIFACTS": str(artefacts),
            },
        )
        shutil.rmtree(temporary / "jobs", ignore_errors=True)
        lines = [*_lines(done.stdout)]
        errors = [
            line["msg"] for line in lines if line["level"] in {"error", "fatal"} and "jobID" not in line
        ]
        jobs = _jobs(lines, read(WORKFLOWS / workflow)["name"])
        return Run(artefacts, jobs, "\n".join([*errors, done.stderr]))


def _repeated(option: str, values: Iterable[str]) -> Iterator[str]:
    for value in values:
        yield from (option, value)


def _lines(output: str) -> Iterator[dict[str, Any]]:
    for line in output.splitlines():
        yield json.loads(line)


def _jobs(lines: list[dict[str, Any]], workflow: str) -> dict[str, Job]:
    jobs: dict[str, Job] = {}
    for line in lines:
        if "jobID" not in line:
            continue
        caller, _, _ = line["job"].partition("/")
        names = [] if caller == workflow else [caller]
        job = jobs.setdefault(" ".join([*names, line["jobID"], *line["matrix"].values()]), Job())
        command, is_main = line.get("command"), line.get("stage") == "Main"
        if command == "summary":
            job.summary += line["content"]
        elif command == "set-output":
            job.outputs[line["name"]] = line["arg"]
        elif line["msg"] == _CONTINUED and is_main:
            job.conclusions[line["step"]] = "continued"
        elif "stepResult" in line and is_main and len(line["stepID"]) == 1:
            job.conclusions.setdefault(line["step"], line["stepResult"])
        elif line.get("raw_output") or line["level"] == "error":
            job.log += line["msg"].rstrip("\n") + "\n"
    return jobs
