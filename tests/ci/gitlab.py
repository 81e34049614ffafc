"""A runner of GitLab's: takes the jobs of a pipeline from its files, and runs them with a real shell.

Only what needs GitLab itself has a stand-in: the child pipeline is read from the same files, artefacts are
copied, and the machine is set up already.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

from tests.ci.actions import TEMPLATE
from tests.ci.cancelling import Finished, run
from tests.ci.github import read

_SET_UP = "sh .ci/set-up"


@dataclass(frozen=True)
class Ended:
    """What has become of a job."""

    code: int
    log: str
    job: Mapping[str, Any]
    killed: bool
    """Whether it was cancelled, and had not ended when the time was up."""


@dataclass(frozen=True)
class Pipeline:
    """A project on GitLab: its folder, its settings, and what a pipeline is about."""

    folder: Path
    environment: Mapping[str, str]
    variables: Mapping[str, str]
    scoped: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The variables of which the scope is an environment, by its name."""
    planted: Mapping[str, str] = field(default_factory=dict)
    """What else a preview has put into its artefacts, by its path."""
    is_time: Callable[[], bool] | None = None
    """When somebody cancels the job of a stack."""

    def run(self) -> dict[str, Ended]:
        """Run a pipeline, and return the jobs for the stacks that ran, by task and stack."""
        parent = read(TEMPLATE / ".gitlab-ci.yml")
        if self._rule(parent["workflow"]["rules"]) is None:
            return {}
        listed = self._script(parent["stacks"], {}, self.folder)
        assert listed.code == 0, listed.log
        [task] = [
            job for job in parent.values()
            if isinstance(job, dict) and "trigger" in job and self._rule(job["rules"])
        ]  # fmt: skip
        files = [TEMPLATE / each["local"] for each in task["trigger"]["include"] if "local" in each]
        [made] = [self.folder / each["artifact"] for each in task["trigger"]["include"] if "artifact" in each]
        child: dict[str, Any] = {}
        for file in [*files, made]:
            child |= read(file)
        before = child["default"]["before_script"]
        ended: dict[str, Ended] = {}
        for name, job in ((name, job) for name, job in child.items() if "script" in job):
            assert self._rule(job["rules"]) is not None
            whole = {"before_script": before, **child[job["extends"]], **job}
            [matrix] = whole["parallel"]["matrix"]
            ended |= {
                f"{name} {stack}": self._job(whole, {"STACK": stack}, child) for stack in matrix["STACK"]
            }
        return ended

    def _job(self, job: Mapping[str, Any], matrix: Mapping[str, str], child: Mapping[str, Any]) -> Ended:
        if job.get("variables", {}).get("GIT_STRATEGY") != "empty":
            return self._script(job, matrix, self.folder)
        folder = Path(tempfile.mkdtemp(dir=self.folder.parent)) / "project"
        folder.mkdir()
        for needed in job["needs"]:
            for path in child[needed]["artifacts"]["paths"]:
                kept = self.folder / Template(path).substitute(matrix)
                if kept.exists():
                    shutil.copy(kept, folder, follow_symlinks=False)
        for path, text in self.planted.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        return self._script(job, matrix, folder)

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

    def _script(self, job: Mapping[str, Any], matrix: Mapping[str, str], folder: Path) -> Ended:
        known = {**self.environment, **self.variables, **matrix}
        own = {name: Template(each).substitute(known) for name, each in job.get("variables", {}).items()}
        scope = Template(job.get("environment", {}).get("name", "")).substitute(known)
        # The settings of the project have priority over the variables of a job.
        environment = {
            **known,
            **own,
            **self.variables,
            **self.scoped.get(scope, {}),
            "CI_PROJECT_DIR": str(folder),
        }

        def shell(lines: list[str], environment: Mapping[str, str]) -> Finished:
            script = folder.parent / "script"
            script.write_text("\n".join(line for line in lines if _SET_UP not in line))
            # Not by -c, with which the last command would take the place of the shell by itself.
            is_time = self.is_time if matrix else None
            return run(["bash", "-eo", "pipefail", str(script)], folder, environment, is_time)

        ended = shell([*job.get("before_script", []), *job["script"]], environment)
        log = ended.log
        if "after_script" in job and not ended.killed:  # a shell of its own, whose end does not count
            status = {"CI_JOB_STATUS": "failed" if ended.code else "success"}
            log += shell(job["after_script"], {**environment, **status}).log
        return Ended(ended.code, log, job, killed=ended.killed)
