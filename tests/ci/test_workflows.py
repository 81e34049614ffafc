"""The rules that all workflows keep, and their scripts; `make check` runs the linters of whole files."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ci.actions import ROOT, TEMPLATE
from tests.ci.github import WORKFLOWS, read

OUR_OWN = ROOT / ".github" / "workflows" / "ci.yml"
FILES = [OUR_OWN, *sorted(WORKFLOWS.glob("*.yml"))]
ACTIONS = sorted((TEMPLATE / ".github" / "actions").glob("*/action.yml"))
GITLAB = [TEMPLATE / ".gitlab-ci.yml", *sorted((TEMPLATE / ".gitlab").glob("*.yml"))]
EACH_FILE = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
RINGS = ("dev", "test", "prod")
FOLDER = "${{ vars.PROJECT_FOLDER || '.' }}"
NOT_FOLLOWED = "SC1091"


def jobs(file: Path) -> Iterator[Any]:
    """Yield the jobs of a workflow that have steps of their own."""
    return (job for job in read(file)["jobs"].values() if "steps" in job)


def steps(file: Path) -> list[Any]:
    return [step for job in jobs(file) for step in job["steps"]]


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


@EACH_FILE
def test_steps_are_thin(file: Path) -> None:
    scripts = [step.get("run", "").splitlines() for step in steps(file)]

    # The rest belongs into a command, where it is tested by itself. One step has a loop.
    assert [each for each in scripts if len([line for line in each if not line.startswith("#")]) > 5] == []


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
    assert checkouts or not any(jobs(file))
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@EACH_FILE
def test_no_text_of_others_becomes_part_of_a_script(file: Path) -> None:
    assert [step["run"] for step in steps(file) if "${{" in step.get("run", "")] == []


def test_updates_of_a_ring_wait_for_each_other_and_for_nothing_else() -> None:
    groups = [
        each["concurrency"]
        for file in FILES if file != OUR_OWN
        for each in [read(file), *read(file)["jobs"].values()] if "concurrency" in each
    ]  # fmt: skip
    rings = [{"group": f"apply-{ring}", "cancel-in-progress": False} for ring in RINGS]

    assert [job["concurrency"] for job in rings_of_the_workflow().values()] == rings
    assert len({each["group"] for each in groups}) == len(groups) == 2 + len(RINGS)


def test_a_ring_waits_for_all_rings_before_it_and_is_called_as_they_are() -> None:
    jobs_of_rings = rings_of_the_workflow()
    plan = read(WORKFLOWS / "apply.yml")["jobs"]["plan"]
    scripts = "".join(file.read_text() for file in FILES)

    assert tuple(jobs_of_rings) == RINGS
    for position, (ring, job) in enumerate(jobs_of_rings.items()):
        assert job["needs"] == ["plan", *RINGS[:position]]
        assert (
            job["if"] == f"${{{{ !failure() && !cancelled() && contains(needs.plan.outputs.{ring}, '/') }}}}"
        )
        assert job["with"]["ring"] == ring
        assert job["with"]["shards"] == f"${{{{ needs.plan.outputs.{ring} }}}}"
        for part in ("permissions", "secrets", "uses"):
            assert job[part] == jobs_of_rings["dev"][part]
        for name in ("match", "options", "max-failures"):
            assert job["with"][name] == jobs_of_rings["dev"]["with"][name]
    assert tuple(plan["outputs"]) == RINGS
    assert {*re.findall(r"--rings (\S+)", scripts)} == {",".join(RINGS)}


def rings_of_the_workflow() -> dict[str, Any]:
    return {
        name: job
        for name, job in read(WORKFLOWS / "apply.yml")["jobs"].items()
        if job.get("uses") == "./.github/workflows/ring.yml"
    }


def test_an_update_looks_at_the_branch_and_not_at_the_commit_that_began_it() -> None:
    job = read(WORKFLOWS / "ring.yml")["jobs"]["apply"]

    # Or it could not tell that it is not the newest one.
    assert job["steps"][0]["with"]["ref"] == "${{ github.ref }}"


def test_what_can_be_interrupted_replaces_the_shell() -> None:
    running = [
        line.strip()
        for file in FILES for step in steps(file)
        for line in step.get("run", "").splitlines() if re.search(r"fleet (preview|drift|apply) ", line)
    ]  # fmt: skip

    # The signals of a cancelled run reach only the process of the step.
    assert len(running) == 4
    assert [line for line in running if not line.startswith("exec liveperson fleet ")] == []


def test_every_step_works_in_the_folder_of_the_project() -> None:
    for file in (each for each in FILES if each != OUR_OWN):
        for job in jobs(file):
            assert job["defaults"]["run"]["working-directory"] == FOLDER
        for step in steps(file):
            given = step.get("with", {})
            path = str(given.get("path", FOLDER))
            assert path.startswith((FOLDER, "${{ runner.temp }}")), (file.name, path)
            if step.get("uses") == "./.github/actions/set-up":
                assert given["folder"] == FOLDER


def test_pipelines_of_a_team_need_nothing_of_this_repository() -> None:
    files = [TEMPLATE / ".ci" / "set-up", *WORKFLOWS.glob("*.yml"), *ACTIONS, *GITLAB]

    assert [file.name for file in files if re.search(r"\bmake |toolchain|provider/", file.read_text())] == []


@pytest.mark.parametrize(
    ("name", "default"), [("PULUMI_SKIP_CHECKPOINTS", "true"), ("PULUMI_PARALLEL", "64")]
)
def test_an_update_is_a_quick_one_unless_the_settings_say_otherwise(name: str, default: str) -> None:
    job = read(WORKFLOWS / "ring.yml")["jobs"]["apply"]

    assert job["env"][name] == f"${{{{ vars.{name} || '{default}' }}}}"
