"""A runner of GitHub's: takes the steps of a workflow from its file, and runs them with a real shell.

Only what needs GitHub itself has a stand-in: its actions, in `tests/ci/actions.py`.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.ci.actions import LOCAL, TEMPLATE, Artefacts, Machine
from tests.ci.cancelling import run
from tests.ci.expressions import condition, filled

WORKFLOWS = TEMPLATE / ".github" / "workflows"
_SHELLS = {None: ["bash", "-e"], "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"]}
_CANCELLED = ("cancelled", "killed")


def read(file: Path) -> Any:
    """Return what a YAML file holds."""
    return yaml.safe_load(file.read_text())


@dataclass
class Job:
    """What has become of a job."""

    conclusions: dict[str, str] = field(default_factory=dict)
    """By the name of the step: `success`, `failure`, `skipped`, or how it ended when it was cancelled."""
    log: str = ""
    summary: str = ""
    artefacts: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def succeeded(self) -> bool:
        """Tell whether no step has failed, or was cancelled."""
        return {"success", "skipped"}.issuperset(self.conclusions.values())


@dataclass(frozen=True)
class Runner:
    """A repository on GitHub: its folder, its settings, and what has happened in it."""

    folder: Path
    environment: Mapping[str, str]
    github: Mapping[str, Any]
    variables: Mapping[str, str]
    secrets: Mapping[str, str]
    environments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The secrets of environments, by their names; they win over those of the repository."""
    meanwhile: dict[str, Callable[[], object]] = field(default_factory=dict)
    """What somebody does just before a step, by the step's name."""
    cancelling: dict[str, Callable[[], bool]] = field(default_factory=dict)
    """When somebody cancels a run that has come to a step, by the step's name."""

    def run(self, workflow: str) -> dict[str, Job]:
        """Run a workflow, and return the jobs that ran, by their names."""
        return self._jobs(read(WORKFLOWS / workflow), {}, Artefacts())

    def _jobs(self, workflow: Any, needs: dict[str, Any], kept: Artefacts) -> dict[str, Job]:
        ran: dict[str, Job] = {}
        for key, job in workflow["jobs"].items():
            contexts = self._contexts(needs)
            needed = job.get("needs", [])
            succeeded = all(
                needs[each]["succeeded"] for each in ([needed] if isinstance(needed, str) else needed)
            )
            if not condition(job.get("if"), contexts, succeeded=succeeded):
                needs[key] = {"succeeded": False, "outputs": {}}
                continue
            if "uses" in job:
                called = read(TEMPLATE / job["uses"].removeprefix(LOCAL))
                inner = self._jobs(called, {}, kept)
                ran |= inner
                [outputs] = (each["workflow_call"]["outputs"] for each in [called[True]])
                found = {name: {"outputs": each.outputs} for name, each in inner.items()}
                needs[key] = {
                    "succeeded": all(each.succeeded for each in inner.values()),
                    "outputs": {
                        name: filled(each["value"], {"jobs": self._by_key(called, found)})
                        for name, each in outputs.items()
                    },
                }
                continue
            for matrix in self._matrix(job, contexts):
                done = self._job(job, {**contexts, "matrix": matrix}, kept)
                name = str(filled(job["name"], {**contexts, "matrix": matrix}))
                ran[name] = done
                others = needs.get(key, {"succeeded": True})["succeeded"]
                needs[key] = {"succeeded": done.succeeded and others, "outputs": done.outputs}
        return ran

    @staticmethod
    def _by_key(workflow: Any, found: dict[str, Any]) -> dict[str, Any]:
        return {key: found[job["name"]] for key, job in workflow["jobs"].items()}

    def _contexts(self, needs: dict[str, Any]) -> dict[str, Any]:
        return {"github": self.github, "vars": self.variables, "secrets": self.secrets, "needs": needs}

    @staticmethod
    def _matrix(job: Any, contexts: dict[str, Any]) -> list[dict[str, Any]]:
        if "strategy" not in job:
            return [{}]
        [(name, values)] = job["strategy"]["matrix"].items()
        return [{name: each} for each in filled(values, contexts)]

    def _job(self, job: Any, contexts: dict[str, Any], kept: Artefacts) -> Job:
        temporary = Path(tempfile.mkdtemp(dir=self.folder.parent))
        machine = Machine(self.folder, temporary, self.github, kept)
        done = Job(artefacts=machine.own)
        steps: dict[str, Any] = {}
        contexts = {**contexts, "steps": steps, "runner": {"temp": str(temporary)}}
        own = self.environments.get(filled(job.get("environment"), contexts), {})
        contexts["secrets"] = {**self.secrets, **own}
        environment = {name: str(filled(each, contexts)) for name, each in job.get("env", {}).items()}
        shell = job.get("defaults", {}).get("run", {}).get("shell")
        for step in job["steps"]:
            name = step.get("name") or step.get("uses") or step["run"]
            conclusion = "skipped"
            outputs: dict[str, str] = {}
            if condition(step.get("if"), contexts, succeeded=done.succeeded):
                self.meanwhile.get(name, lambda: None)()
                own = {key: str(filled(each, contexts)) for key, each in step.get("env", {}).items()}
                if "run" in step:
                    conclusion, outputs = self._script(
                        step, _SHELLS[shell], {**environment, **own}, done, machine
                    )
                else:
                    given = {key: filled(each, contexts) for key, each in step.get("with", {}).items()}
                    used = machine.use(step["uses"], given)
                    goes_on = used is not None or step.get("continue-on-error")
                    conclusion, outputs = "success" if goes_on else "failure", used or {}
            done.conclusions[name] = conclusion
            if conclusion in _CANCELLED:
                break
            if "id" in step:
                steps[step["id"]] = {"outputs": outputs, "conclusion": conclusion}
        given = job.get("outputs", {})
        done.outputs = {name: str(filled(each, contexts)) for name, each in given.items()}
        return done

    def _script(
        self, step: dict[str, Any], shell: list[str], environment: dict[str, str], done: Job, machine: Machine
    ) -> tuple[str, dict[str, str]]:
        files = {name: machine.temporary / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "step")}
        for file in files.values():
            file.write_text("")
        files["step"].write_text(step["run"])
        given = {name: str(file) for name, file in files.items() if name != "step"}
        given["RUNNER_TEMP"] = str(machine.temporary)
        surroundings = {**self.environment, **environment, **given}
        ended = run(
            [*shell, str(files["step"])],
            machine.folder,
            surroundings,
            self.cancelling.get(step.get("name", "")),
        )
        done.log += ended.log
        done.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        conclusion = "success" if ended.code == 0 else "failure"
        if ended.cancelled:
            conclusion = _CANCELLED[ended.killed]
        return conclusion, dict(line.split("=", 1) for line in lines)
