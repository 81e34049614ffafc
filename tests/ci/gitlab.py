"""A runner of GitLab's: takes the jobs of a pipeline from its files, and runs them with a real shell.

Only what needs GitLab itself has a stand-in: the child pipeline is read from the same files, and the machine
is set up already.
"""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from tests.ci.github import ROOT, read

_SET_UP = "make setup"


@dataclass(frozen=True)
class Ended:
    """What has become of a job."""

    code: int
    log: str
    job: Mapping[str, Any]


@dataclass(frozen=True)
class Pipeline:
    """A project on GitLab: its folder, its settings, and what a pipeline is about."""

    folder: Path
    environment: Mapping[str, str]
    variables: Mapping[str, str]

    def run(self) -> dict[str, Ended]:
        """Run a pipeline, and return the jobs for the stacks that ran, by task and stack."""
        parent = read(ROOT / ".gitlab-ci.yml")
        if self._rule(parent["workflow"]["rules"]) is None:
            return {}
        listed = self._script(parent["stacks"], {})
        assert listed.code == 0, listed.log
        [task] = [
            job for job in parent.values()
            if isinstance(job, dict) and "trigger" in job and self._rule(job["rules"])
        ]  # fmt: skip
        files = [ROOT / each["local"] for each in task["trigger"]["include"] if "local" in each]
        [made] = [self.folder / each["artifact"] for each in task["trigger"]["include"] if "artifact" in each]
        child: dict[str, Any] = {}
        for file in [*files, made]:
            child |= read(file)
        [(name, job)] = [(name, job) for name, job in child.items() if "script" in job]
        assert self._rule(job["rules"]) is not None
        job = {**child[job["extends"]], **job, "before": child["default"]["before_script"]}
        [matrix] = job["parallel"]["matrix"]
        return {f"{name} {stack}": self._script(job, {"STACK": stack}) for stack in matrix["STACK"]}

    def _rule(self, rules: list[dict[str, str]]) -> dict[str, str] | None:
        for rule in rules:
            if "if" not in rule or self._holds(rule["if"]):
                return None if rule.get("when") == "never" else rule
        return None

    def _holds(self, condition: str) -> bool:
        return any(all(map(self._compared, each.split("&&"))) for each in condition.split("||"))

    def _compared(self, text: str) -> bool:
        left, mark, right = re.split(r"\s*(==|!=)\s*", text.strip())
        return (self._value(left) == self._value(right)) is (mark == "==")

    def _value(self, text: str) -> str | None:
        if text.startswith("$"):
            return {**self.environment, **self.variables}.get(text[1:])
        return None if text == "null" else text.strip('"')

    def _script(self, job: Mapping[str, Any], matrix: Mapping[str, str]) -> Ended:
        known = {**self.environment, **self.variables, **matrix}
        own = {name: Template(each).substitute(known) for name, each in job.get("variables", {}).items()}
        before = [line for line in job.get("before", []) if line != _SET_UP]
        ended = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", "\n".join([*before, *job["script"]])],
            cwd=self.folder,
            env={**known, **own},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout, job)
