"""The rules that all workflows keep, and their scripts; `make check` runs the linters of whole files."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ci.actions import ROOT, TEMPLATE
from tests.ci.expressions import filled
from tests.ci.github import WORKFLOWS, read

OUR_OWN = ROOT / ".github" / "workflows" / "ci.yml"
FILES = [OUR_OWN, *sorted(WORKFLOWS.glob("*.yml"))]
ACTIONS = sorted((TEMPLATE / ".github" / "actions").glob("*/action.yml"))
GITLAB = [TEMPLATE / ".gitlab-ci.yml", *sorted((TEMPLATE / ".gitlab").glob("*.yml"))]
EACH_FILE = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
SEVERAL_OPTIONS, NOT_FOLLOWED = "SC2086", "SC1091"


def jobs(file: Path) -> Iterator[Any]:
    """Yield the jobs of a workflow that have steps of their own."""
    return (job for job in read(file)["jobs"].values() if "steps" in job)


def steps(file: Path) -> list[Any]:
    return [step for job in jobs(file) for step in job["steps"]]


def scripted(file: Path) -> list[Any]:
    """Return the jobs of a pipeline that have a script."""
    return [job for job in read(file).values() if isinstance(job, dict) and "script" in job]


def checked(script: str, *options: str) -> str:
    done = subprocess.run(
        ["shellcheck", "--shell=bash", f"--exclude={NOT_FOLLOWED}", *options, "-"],
        input=script,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@EACH_FILE
def test_scripts_of_workflows_have_no_mistake(file: Path) -> None:
    assert [found for step in steps(file) if (found := checked(step.get("run", "")))] == []


@pytest.mark.parametrize("file", GITLAB, ids=lambda file: file.name)
def test_scripts_of_gitlab_have_no_mistake(file: Path) -> None:
    scripts = ["\n".join(job["script"]) for job in scripted(file)]

    # A comment that lets it pass would be printed by every job.
    assert [found for script in scripts if (found := checked(script, f"--exclude={SEVERAL_OPTIONS}"))] == []


@EACH_FILE
def test_steps_are_thin(file: Path) -> None:
    scripts = [step.get("run", "").splitlines() for step in steps(file)]

    # The rest belongs into a command, where it is tested by itself.
    assert [each for each in scripts if len([line for line in each if not line.startswith("#")]) > 3] == []


@pytest.mark.parametrize("file", [*FILES, *ACTIONS], ids=lambda file: file.name)
def test_actions_of_others_are_pinned_by_commit_and_say_their_version(file: Path) -> None:
    used = re.findall(r"uses: (.+)", file.read_text())

    assert [
        each
        for each in used
        if not each.startswith("./") and not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)
    ] == []


def test_all_workflows_use_the_same_commit_of_an_action() -> None:
    used = {
        each for file in [*FILES, *ACTIONS] for each in re.findall(r"uses: (\S+)@(\S+)", file.read_text())
    }

    assert len({action for action, _ in used}) == len(used)


@EACH_FILE
def test_every_job_has_an_end_and_every_checkout_forgets_its_credentials(file: Path) -> None:
    checkouts = [step for step in steps(file) if step.get("uses", "").startswith("actions/checkout@")]

    assert all("timeout-minutes" in job for job in jobs(file))
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@EACH_FILE
def test_no_text_of_others_becomes_part_of_a_script(file: Path) -> None:
    assert [step["run"] for step in steps(file) if "${{" in step.get("run", "")] == []


def test_updates_of_a_stack_wait_for_each_other_and_for_nothing_else() -> None:
    groups = {
        file.name: each["concurrency"]
        for file in FILES if file != OUR_OWN
        for each in [read(file), *jobs(file)] if "concurrency" in each
    }  # fmt: skip

    assert groups["apply.yml"] == {"group": "apply-${{ matrix.stack }}", "cancel-in-progress": False}
    assert len({each["group"] for each in groups.values()}) == len(groups) == 3
    assert read(TEMPLATE / ".gitlab" / "apply.yml")["apply"]["resource_group"] == "apply-$STACK"


def test_an_update_looks_at_the_branch_and_not_at_the_commit_that_began_it() -> None:
    [checkout] = [step for step in steps(WORKFLOWS / "apply.yml") if "checkout" in step.get("uses", "")]

    # Or it could not tell that it is not the newest one.
    assert checkout["with"]["ref"] == "${{ github.ref }}"


def test_an_update_never_refreshes() -> None:
    scripts = [step.get("run", "") for step in steps(WORKFLOWS / "apply.yml")]
    scripts += read(TEMPLATE / ".gitlab" / "apply.yml")["apply"]["script"]
    updates = [line for script in scripts for line in script.splitlines() if "pulumi up" in line]

    assert [line.strip() for line in updates] == ['exec pulumi up --stack "$STACK" --yes --skip-preview'] * 2


def test_pipelines_of_a_team_need_nothing_of_this_repository() -> None:
    files = [TEMPLATE / ".ci" / "set-up", *WORKFLOWS.glob("*.yml"), *ACTIONS, *GITLAB]

    assert [file.name for file in files if re.search(r"\bmake |toolchain|provider/", file.read_text())] == []


@pytest.mark.parametrize(
    ("name", "default", "other"),
    [("PULUMI_SKIP_CHECKPOINTS", "true", "false"), ("PULUMI_PARALLEL", "64", "4")],
)
def test_an_update_is_a_quick_one_unless_the_settings_say_otherwise(
    name: str, default: str, other: str
) -> None:
    [job] = jobs(WORKFLOWS / "apply.yml")

    assert filled(job["env"][name], {"vars": {}}) == default
    assert filled(job["env"][name], {"vars": {name: other}}) == other
    assert read(TEMPLATE / ".gitlab" / "apply.yml")["apply"]["variables"][name] == default
