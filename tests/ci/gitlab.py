"""A project on GitLab, whose pipelines `gitlab-ci-local` runs: real rules, matrices, artefacts and shells.

It lacks two things that GitLab does, which are done here: a pipeline does not go on after a child pipeline
that has failed, or that waits for an approval. A job runs on this machine, so it gets no image.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import warm
from tests.ci.actions import TEMPLATE
from tests.fleet.project import Project
from tests.processes import ran

RINGS = ("dev", "test", "prod")
_STARTED_JOBS = {"merge_request_event": ("preview",), "schedule": ("drift",)}
_OPTIONS = (
    "--force-shell-executor",
    "--shell-isolation",
    "--no-artifacts-to-source",
    "--no-json-schema-validation",  # `make check` does that
)
_STATE = ".gitlab-ci-local"
_JOB = r"^\s*(?:\[(?P<path>.+?)\] -> )?(?P<job>\S.*?) +"
_FINISHED = re.compile(_JOB + r"finished in [\d.]+ \w+(?: +FAIL (?P<code>\d+))?\s*$")
_SAID = re.compile(_JOB + r"> (?P<text>.*)$")
# What the first step of a job installs, without the downloads.
SET_UP = """#!/bin/sh
set -eu
cd "$(dirname "$0")/.."
mkdir .venv
ln -s "{environment}"/* .venv
"""


def tool() -> str:
    """Return the path of `gitlab-ci-local`; skips the test where there is none, and nobody has named one."""
    named = os.environ.get("GITLAB_CI_LOCAL")
    found = shutil.which(named or "gitlab-ci-local")
    if found is None and named:
        raise FileNotFoundError(f"GITLAB_CI_LOCAL is {named}, which cannot be run")
    if found is None:
        pytest.skip("gitlab-ci-local is not on PATH")
    return found


def copied(project: Project, root: Path) -> Project:
    """Return a copy of a project with its state, in another folder."""
    shutil.copytree(project.root, root, symlinks=True, dirs_exist_ok=True)
    moved = {name: text.replace(str(project.root), str(root)) for name, text in project.environment.items()}
    return replace(project, root=root, environment=moved)


@dataclass
class Run:
    """What has become of a pipeline."""

    codes: dict[str, int] = field(default_factory=dict)
    """How each job has ended, in the order in which they ended: `shards`, `dev/preview: [1/2]`."""
    logs: dict[str, str] = field(default_factory=dict)
    waits_for: str = ""
    """The ring that waits for an approval."""
    said: str = ""

    def log(self, name: str) -> str:
        """Return what a job has printed."""
        assert name in self.codes, (name, [*self.codes], self.said)
        return self.logs.get(name, "")

    @property
    def failed(self) -> list[str]:
        """The jobs that have failed, in alphabetical order."""
        return sorted(name for name, code in self.codes.items() if code)

    def add(self, said: str, *, without: str = "") -> None:
        """Add what the tool has printed; without the jobs of a child pipeline that would not have run."""
        self.said += said
        for line in said.splitlines():
            found = _FINISHED.match(line) or _SAID.match(line)
            if not found or found["job"] == "pipeline":
                continue
            name = "/".join([*filter(None, (found["path"] or "").split(" -> ")), found["job"]])
            if without and name.startswith(without):
                continue
            if "text" in found.groupdict():
                self.logs[name] = self.logs.get(name, "") + found["text"] + "\n"
            else:
                self.codes[name] = int(found["code"] or 0)


@dataclass(frozen=True)
class Repository:
    """A repository on GitLab with the project of a team."""

    project: Project
    top: Path
    """The folder of the repository, which may contain more than the project."""
    settings: dict[str, Any]
    """The variables of the settings; a dictionary has the value for each environment, `*` is all others."""

    @classmethod
    def made(cls, project: Project, top: Path | None = None) -> "Repository":
        """Put the pipelines of the template into a project, and commit all of it."""
        top = top or project.folder
        shutil.copytree(TEMPLATE / ".gitlab", top / ".gitlab")
        shutil.copy(TEMPLATE / ".gitlab-ci.yml", top)
        for file in [top / ".gitlab-ci.yml", *(top / ".gitlab").glob("*.yml")]:
            file.write_text(re.sub(r"^ *image: .*\n", "", file.read_text(), flags=re.MULTILINE))
        shutil.copytree(TEMPLATE / ".ci", project.folder / ".ci")
        (project.folder / ".ci" / "set-up").write_text(SET_UP.format(environment=warm.environment()))
        shutil.copy(TEMPLATE / ".gitignore", project.folder)
        names = ("PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE")
        settings = {name: project.environment[name] for name in names}
        if top != project.folder:
            settings["PROJECT_FOLDER"] = str(project.folder.relative_to(top))
        made = cls(project, top, settings)
        made._git("init", "--quiet", "--initial-branch=main")
        made._git("remote", "add", "origin", "https://gitlab.example/team/accounts.git")
        ours = ("state", "home", "gitlab-home", ".venv")  # .venv is a link here, and no folder
        (top / ".git" / "info" / "exclude").write_text("".join(f"{each}\n" for each in ours))
        made.commit()
        return made

    def commit(self) -> None:
        """Commit all files to the branch that is checked out."""
        self._git("add", ".")
        self._git("commit", "--quiet", "--allow-empty", "--message=x")

    def propose(self) -> dict[str, str]:
        """Commit all files to another branch, and return the variables of a pipeline of merge request 12."""
        self._git("checkout", "--quiet", "-B", "change")
        self.commit()
        return {
            "CI_PIPELINE_SOURCE": "merge_request_event",
            "CI_MERGE_REQUEST_IID": "12",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": self._git("rev-parse", "main"),
        }

    def run(self, given: Mapping[str, str] | None = None, *, approved: Collection[str] = ()) -> Run:
        """Run a pipeline; in the approved rings, somebody starts the job that waits for that.

        Without other variables, it is the pipeline of a push to the branch main.
        """
        run = Run()
        source = (given or {}).get("CI_PIPELINE_SOURCE", "push")
        for job in ("shards", *_STARTED_JOBS.get(source, RINGS)):
            shutil.rmtree(self._triggers, ignore_errors=True)
            with self.begin(job, given, approved=job in approved) as process:
                said, _ = process.communicate()
            assert "pipeline finished" in said, said
            if job in RINGS and job not in approved and self._has_to_be_approved:
                run.waits_for = job
            run.add(said, without=f"{job}/apply/" if run.waits_for else "")
            if run.failed or run.waits_for:
                break
        return run

    def begin(
        self, job: str, given: Mapping[str, str] | None = None, *, approved: bool = True
    ) -> "subprocess.Popen[str]":
        """Start one job of the pipeline, with its child pipelines."""
        pipeline = yaml.safe_load((self.top / ".gitlab-ci.yml").read_text())
        part = self.top / _STATE / "part.yml"
        part.parent.mkdir(exist_ok=True)
        part.write_text(yaml.safe_dump({"stages": pipeline["stages"], job: pipeline[job]}))
        options = ["--manual=apply"] if approved else []
        return subprocess.Popen(
            [tool(), *_OPTIONS, f"--file={_STATE}/part.yml", f"--home={self._home}", *options],
            cwd=self.top,
            env=self._machine(given or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def kept(self, job: str) -> Path:
        """Return the folder with the artefacts of a job, in the folder of the project."""
        return self.top / _STATE / "artifacts" / job / str(self.settings.get("PROJECT_FOLDER", "."))

    def works_in(self, job: str) -> Path:
        """Return the folder in which a job without a matrix works."""
        return self.top / _STATE / "builds" / job

    @property
    def _home(self) -> Path:
        return self.project.root / "gitlab-home"

    @property
    def _triggers(self) -> Path:
        return self.top / _STATE / "includes" / "triggers"

    @property
    def _has_to_be_approved(self) -> bool:
        """Tell whether the child pipeline of a ring has a job that somebody has to start."""
        file = self._triggers / "apply.yml"
        applies = file.exists() and "resource_group" in file.read_text()
        return applies and self.settings.get("APPLY") != "automatic"

    def _machine(self, given: Mapping[str, str]) -> dict[str, str]:
        """Write the variables of the pipeline, and return the environment of a machine of GitLab's."""
        variables = {"CI_PROJECT_ID": "5", "CI_REPOSITORY_URL": str(self.top), **self.settings, **given}
        content = {
            name: {"type": "variable", "values": value if isinstance(value, dict) else {"*": value}}
            for name, value in variables.items()
        }
        file = self._home / _STATE / "variables.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump({"global": content}))
        kept = self.project.environment
        path = [each for each in kept["PATH"].split(os.pathsep) if sys.prefix not in each]
        return {
            **{name: value for name, value in kept.items() if name not in {*variables, "VIRTUAL_ENV", "CI"}},
            "PATH": os.pathsep.join(path),
            "FORCE_COLOR": "0",
        }

    def _git(self, *command: str) -> str:
        git = ["git", "-c", "user.name=Team", "-c", "user.email=team@example.com"]
        return ran([*git, *command], cwd=self.top, check=True).stdout.strip()


def wait_until(process: "subprocess.Popen[str]", is_time: Callable[[], bool]) -> None:
    """Wait until something is true; a test fails if the pipeline ends before."""
    while not is_time():
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


def cancel(pipeline: "subprocess.Popen[str]", job: str, number: int) -> None:
    """Send a signal to a job as GitLab's runner does: to all processes of the process group of its script.

    Returns when all of its processes have ended. The shell of `gitlab-ci-local` can end before the command
    that it has started; in GitLab's runner, `exec` replaces the shell.
    """
    for pid in _processes(job):
        with suppress(ProcessLookupError):
            if os.getpgid(pid) == pipeline.pid:
                os.kill(pid, number)
    deadline = time.monotonic() + 120
    while any(_processes(job)):
        assert time.monotonic() < deadline, f"{job} does not end"
        time.sleep(0.02)


def _processes(job: str) -> Iterator[int]:
    for each in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if f"CI_JOB_NAME={job}".encode() in each.read_bytes().split(b"\0"):
                yield int(each.parent.name)
