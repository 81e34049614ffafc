"""A project of its own for each test, in which the real Pulumi CLI runs."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests import warm

ROOT = Path(__file__).parents[2]
OURS = "dynamic/liveperson"
ACCOUNT = "71234567"
SECRET = "simulator-secret"
DRIFT_EXIT_CODE = 7


@dataclass(frozen=True)
class Run:
    """What a command answered: its exit code, all that it printed, and that as JSON where it is JSON."""

    exit_code: int
    said: str
    json: Any = None

    def ok(self) -> Self:
        """Return the same, where the command has succeeded; a test fails otherwise."""
        assert self.exit_code == 0, self.said
        return self

    @property
    def changes(self) -> dict[str, list[str]]:
        """The properties that a preview changes of each resource of ours, by the resource's name."""
        steps = [step for step in self.json["steps"] if step["op"] != "same" and OURS in step["urn"]]
        return {step["urn"].rpartition("::")[2]: sorted(step.get("detailedDiff") or {}) for step in steps}

    @property
    def operations(self) -> dict[str, int]:
        """How many resources a preview does what with."""
        return dict(self.json["changeSummary"])


class Stack:
    """A stack of a project that has this project's provider and a stack program of the test's own."""

    def __init__(self, project: Path, environment: dict[str, str], name: str = "trial") -> None:
        self.project = project
        self.environment = environment
        self.name = name

    @property
    def configuration(self) -> Path:
        return self.project / f"Pulumi.{self.name}.yaml"

    def declare(self, program: str) -> None:
        """Let the stack program declare something else."""
        body = "".join(f"    {line}\n" for line in program.strip().splitlines())
        names = "Skill, SkillHours, SpecialOccasion, StatusReason, Workdays, closed, unchecked, weekly"
        source = f"from pulumi_liveperson import {names}\n\n\ndef program():\n{body}"
        (self.project / "stacks" / f"{self.name}.py").write_text(source)

    def apply(self, program: str) -> Run:
        """Let the stack program declare something else, and apply it."""
        self.declare(program)
        return self.up().ok()

    def expect_no_changes(self) -> None:
        """Find nothing to do, whatever the account and the state hold."""
        self.preview("--refresh", "--expect-no-changes").ok()

    def up(self, *options: str, **environment: str) -> Run:
        return self.pulumi("up", "--yes", "--skip-preview", *options, **environment)

    def preview(self, *options: str, **environment: str) -> Run:
        return self.pulumi("preview", *options, **environment)

    def refresh(self, *options: str, **environment: str) -> Run:
        return self.pulumi("refresh", *options, **environment)

    def destroy(self, *options: str, **environment: str) -> Run:
        return self.pulumi("destroy", "--yes", "--skip-preview", *options, **environment)

    def state(self) -> str:
        """Return the exported state, as text."""
        return self.pulumi("stack", "export").said

    def ids(self) -> dict[str, str]:
        """Return the ids that the state has of the resources of ours, by the names of these."""
        return {each["urn"].rpartition("::")[2]: each["id"] for each in resources(self.state())}

    def pulumi(self, *command: str, **environment: str) -> Run:
        return Begun(self, command, environment).ended()

    def begin(self, *command: str, **environment: str) -> "Begun":
        """Start a command, and do not wait for its end."""
        return Begun(self, command, environment)

    def use_the_real_python(self) -> None:
        """Let everything take its time, as in a project of somebody else's."""
        environment = self.project / ".venv"
        environment.unlink()
        environment.symlink_to(sys.prefix)

    def use_the_stock_host(self) -> None:
        """Take our host out of Pulumi.yaml, as in a project of somebody else's."""
        settings = self.project / "Pulumi.yaml"
        text = settings.read_text()
        start, end = text.index("plugins:"), text.index("config:")
        settings.unlink()
        settings.write_text(text[:start] + text[end:])


class Begun:
    """A command that runs."""

    def __init__(self, stack: Stack, command: tuple[str, ...], environment: dict[str, str]) -> None:
        self._is_json = "--json" in command
        self.process = subprocess.Popen(
            ["pulumi", *command, "--stack", stack.name, "--non-interactive"],
            cwd=stack.project,
            env={**stack.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ended(self) -> Run:
        """Wait for its end."""
        stdout, stderr = self.process.communicate()
        found = json.loads(stdout) if self._is_json and stdout.strip() else None
        return Run(self.process.returncode, stdout + stderr, found)


def environment(home: Path) -> dict[str, str]:
    """Return the environment of the CLI, with a home of its own."""
    return {
        **os.environ,
        "PATH": os.pathsep.join([f"{sys.prefix}/bin", os.environ["PATH"]]),
        "VIRTUAL_ENV": sys.prefix,
        "PULUMI_HOME": str(home),
        "PULUMI_CONFIG_PASSPHRASE": "trial",  # not the demo's, which no account but a simulated one may have
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PYTHONDONTWRITEBYTECODE": "1",  # programs change within one second
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }


def begun(folder: Path, surroundings: dict[str, str], url: str, *settings: str) -> Stack:
    """Return a new stack that declares nothing, in a project of its own, on a simulator at a URL."""
    (folder / "state").mkdir(parents=True)
    backend = f"file://{folder}/state?metadata=skip"
    return begun_in(folder, {**surroundings, "PULUMI_BACKEND_URL": backend}, url, *settings)


def begun_in(
    folder: Path, surroundings: dict[str, str], url: str, *settings: str, key: str = "default"
) -> Stack:
    """Return the same in the backend of the surroundings, with a key that encrypts the secrets."""
    lay_out(folder / "project")
    stack = Stack(folder / "project", surroundings)
    stack.declare("pass")
    plain = (f"accountId={ACCOUNT}", f"domainApiUrl={url}", "clientId=simulator-client", *settings)
    words = [word for each in plain for word in ("--plaintext", f"liveperson:{each}")]
    stack.pulumi("stack", "init", "--secrets-provider", key).ok()
    stack.pulumi("config", "set-all", *words, "--secret", f"liveperson:clientSecret={SECRET}").ok()
    return stack


def lay_out(project: Path) -> None:
    """Make a project of links to this one, with a warm Python; only the stack programs are its own."""
    (project / "stacks").mkdir(parents=True)
    shutil.copy(ROOT / "stacks" / "__init__.py", project / "stacks")
    for name in ("Pulumi.yaml", "__main__.py", "template"):
        (project / name).symlink_to(ROOT / name)
    (project / ".venv").symlink_to(warm.environment())


def copied(source: Path, target: Path, surroundings: dict[str, str]) -> Stack:
    """Copy a folder with a project and a state, and return its stack."""
    shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
    return Stack(
        target / "project", {**surroundings, "PULUMI_BACKEND_URL": f"file://{target}/state?metadata=skip"}
    )


def resources(state: str) -> list[dict[str, Any]]:
    """Return the resources of ours in an exported state."""
    found: list[dict[str, Any]] = json.loads(state)["deployment"].get("resources", [])
    return [each for each in found if OURS in each["type"]]
