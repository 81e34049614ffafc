"""The files for Azure DevOps and Jenkins on their page: their form, and their commands in a real shell."""

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from liveperson_simulator.server import Simulator
from tests import warm
from tests.ci.actions import ROOT, TEMPLATE
from tests.ci.gitlab import SET_UP, copied, wait_until
from tests.ci.test_workflows import checked
from tests.engine.trial import environment
from tests.fleet.project import Project
from tests.processes import ran

PAGE = (ROOT / "docs" / "ci-azure-jenkins.md").read_text()
BLOCKS = dict(re.findall(r"<!-- (\S+) -->\n```\w+\n(.*?)```", PAGE, re.DOTALL))
AZURE = ("azure-pipelines.yml", ".azure/shards.yml")
SEVERAL_OPTIONS = "SC2086"
OLD, NEW = "Christmas Day", "First day of Christmas"


def azure_scripts() -> list[str]:
    """Return the scripts of all steps on Azure DevOps, in their order."""
    texts = [re.sub(r"\$\{\{ (?:if|elseif|each) .+?\}\}:", "group:", BLOCKS[name]) for name in AZURE]
    return [each["bash"] for text in texts for each in steps(yaml.safe_load(text))]


def steps(content: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(content, dict):
        if "bash" in content:
            yield content
        for each in content.values():
            yield from steps(each)
    elif isinstance(content, list):
        for each in content:
            yield from steps(each)


def jenkins_scripts() -> list[str]:
    """Return the scripts of all steps on Jenkins that run our command, in their order."""
    return [textwrap.dedent(each) for each in re.findall(r"'''\n(.*?)'''", BLOCKS["Jenkinsfile"], re.DOTALL)]


def containing(scripts: list[str], text: str) -> str:
    """Return the script that contains a text."""
    return next(each for each in scripts if text in each)


@pytest.mark.parametrize("name", AZURE)
def test_the_files_for_azure_have_the_form_that_its_schema_requires(tmp_path: Path, name: str) -> None:
    file = tmp_path / Path(name).name
    file.write_text(BLOCKS[name])

    done = ran(
        [
            *(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.azure-pipelines"),
            *("--data-transform", "azure-pipelines", "--regex-variant", "python", file),
        ]
    )

    assert done.returncode == 0, done.stdout


def test_the_jenkinsfile_closes_all_that_it_opens() -> None:
    text = re.sub(r"'''.*?'''|\"[^\"\n]*\"|'[^'\n]*'|/\S+/|//.*", "", BLOCKS["Jenkinsfile"], flags=re.DOTALL)
    opened = []
    for mark in re.findall(r"[(){}\[\]]", text):
        if mark in "({[":
            opened.append(mark)
        else:
            assert opened.pop() + mark in {"()", "{}", "[]"}

    assert opened == []


@pytest.mark.parametrize("script", [*azure_scripts(), *jenkins_scripts()])
def test_scripts_have_no_mistake_and_what_can_be_interrupted_replaces_the_shell(script: str) -> None:
    running = [line.strip() for line in script.splitlines() if re.search(r"fleet (\$COMMAND|apply) ", line)]

    assert checked(script, f"--exclude={SEVERAL_OPTIONS}") == ""
    assert [line for line in running if not line.startswith("exec ")] == []


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, running: Simulator) -> tuple[Project, dict[str, Any]]:
    """A project whose two accounts are in the ring prod."""
    running.control.reset()
    root = tmp_path_factory.mktemp("team")
    project = Project.made(root, running, environment(root / "home"), ["acme-1", "acme-2"])
    shutil.copytree(TEMPLATE / ".ci", project.folder / ".ci")
    (project.folder / ".ci" / "set-up").write_text(SET_UP.format(environment=warm.environment()))
    project.change(OLD, NEW)
    return project, running.control.snapshot()


@pytest.fixture
def project(tmp_path: Path, prepared: tuple[Project, dict[str, Any]], simulator: Simulator) -> Project:
    """A copy of that project."""
    source, accounts = prepared
    simulator.control.restore(accounts)
    return copied(source, tmp_path)


@dataclass(frozen=True)
class Job:
    """A job with a machine that has been set up."""

    project: Project

    def run(self, script: str, **variables: str) -> str:
        """Run a script, which must succeed, and return what it prints on stdout."""
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=self.project.folder,
            env={**self.project.environment, "VALVES": " ", **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def applied(self) -> set[str]:
        """Return the names of the holiday in the accounts."""
        lists = [
            self.project.simulator.control.objects(each, "specialoccasion")
            for each in self.project.accounts.values()
        ]
        return {found[0]["events"][0]["meta"]["name"] for found in lists}


@pytest.mark.engine
@pytest.mark.slow
def test_a_ring_on_azure_is_previewed_reported_and_applied(project: Project) -> None:
    job, scripts = Job(project), azure_scripts()
    ring = {"SELECTION": "--ring prod"}

    listed = job.run(containing(scripts, "variable=matrix"), **ring)
    assert '{"shard_1": {"SHARD": "1/1"}}' in listed
    job.run(containing(scripts, "$COMMAND"), COMMAND="preview --fail-on-drift", SHARD="1/1", **ring)
    downloaded = project.folder / "shards" / "preview_prod-shard_1-1"
    downloaded.parent.mkdir()
    (project.folder / "results").rename(downloaded)
    reported = job.run(containing(scripts, "variable=changes"), **ring)
    shutil.rmtree(downloaded.parent)
    shutil.rmtree(project.folder / "results")

    assert "variable=changes;isOutput=true]true" in reported
    assert "in 2 accounts" in (project.folder / "report.md").read_text()
    assert job.applied() == {OLD}

    job.run(containing(scripts, "fleet apply"), RING="prod")

    assert job.applied() == {NEW}


@pytest.mark.engine
@pytest.mark.slow
def test_an_update_on_jenkins_that_is_stopped_leaves_no_lock_and_is_completed_by_the_next_one(
    project: Project,
) -> None:
    job, scripts = Job(project), jenkins_scripts()
    ring = {"SELECTION": "--ring prod", "RING": "prod"}
    assert job.run(containing(scripts, "fleet shards"), **ring).strip() == '["1/1"]'
    project.change('"Lunch"', '"Noon"')
    control = project.simulator.control
    control.clear_requests()
    cookie = f"durable-{os.getpid()}"

    with subprocess.Popen(
        ["sh", "-xe", "-c", containing(scripts, "fleet apply")],
        cwd=project.folder,
        env={**project.environment, **ring, "VALVES": "", "JENKINS_SERVER_COOKIE": cookie},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        wait_until(process, lambda: any((project.folder / "results" / "snapshots").glob("*.json")))
        control.set_knobs(latency_ms=1000)  # so that Pulumi has to wait for an answer
        wait_until(process, lambda: any(each["method"] == "PUT" for each in control.requests()))
        stopped = with_cookie(cookie)
        for pid in stopped:  # as Jenkins does
            os.kill(pid, signal.SIGTERM)
        said, _ = process.communicate()

    control.set_knobs(latency_ms=0)

    assert stopped == [process.pid]  # and not Pulumi, which would end at once after two signals
    assert process.returncode == 130, said
    assert project.locks() == []
    job.run(containing(scripts, "fleet apply"), **ring)
    job.run(containing(scripts, "$COMMAND"), COMMAND="preview", SHARD="1/1", **ring)
    assert set(project.outcomes().values()) == {"unchanged"}


def with_cookie(cookie: str) -> list[int]:
    """Return the processes with a variable of Jenkins."""
    found = []
    for each in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if f"JENKINS_SERVER_COOKIE={cookie}".encode() in each.read_bytes().split(b"\0"):
                found.append(int(each.parent.name))
    return found
