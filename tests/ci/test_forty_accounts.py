"""Forty accounts in three rings: a pull request, a failing account, a cancelled update, and the next run."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.fleet.result import Outcome, each_result
from tests.ci import commits
from tests.ci.actions import TEMPLATE
from tests.ci.cancelling import run
from tests.ci.comments import Comments
from tests.ci.github import Repository
from tests.ci.team import Team
from tests.ci.test_cancelled import GIVEN, SHELL, cancelled, step
from tests.fleet.project import Project, stacks

pytestmark = [pytest.mark.engine, pytest.mark.slow, pytest.mark.timeout(1200)]

NAMES = stacks(40)
RINGS = {**dict.fromkeys(NAMES[:3], "dev"), **dict.fromkeys(NAMES[3:10], "test")}
FAILING = NAMES[5]
ONE_DAY, TWO_DAYS = 'closed("2027-12-25", time', 'closed("2027-12-25", days=2, time'


@pytest.fixture
def project(tmp_path: Path, both: Team, simulator: Simulator) -> Project:
    """A project with forty accounts, with the workflows of the template."""
    made = Project.made(tmp_path / "forty", simulator, both.stack().environment, NAMES)
    made.write_table(RINGS)
    for name in (".github", ".ci", "host"):
        shutil.copytree(TEMPLATE / name, made.folder / name)
    shutil.copy(TEMPLATE / ".gitignore", made.folder)
    commits.begin(made.folder)
    commits.commit(made.folder)
    return made


def of(happened: Repository, project: Project) -> Repository:
    """Let it happen in this project, with shards of at most ten accounts."""
    variables = {"PULUMI_BACKEND_URL": project.environment["PULUMI_BACKEND_URL"], "SHARD_SIZE": "10"}
    return replace(happened, folder=project.folder, variables=variables)


def longer(project: Project) -> list[str]:
    """Return the stacks of which the account has the longer holiday."""
    return [
        name
        for name in NAMES
        if "COUNT=2" in str(project.simulator.control.objects(project.accounts[name], "specialoccasion"))
    ]


def test_a_holiday_goes_through_the_rings(
    pull_request: Repository, merge: Repository, comments: Comments, project: Project
) -> None:
    proposed, merged, control = of(pull_request, project), of(merge, project), project.simulator.control
    project.change(ONE_DAY, TWO_DAYS)

    previewed = proposed.run("preview.yml")

    assert {*previewed.jobs} == {"plan", *(f"preview {each}/4" for each in range(1, 5)), "report", "comment"}
    assert all(previewed.succeeded.values()), previewed.said
    [comment] = comments.ours
    assert "40 accounts" in comment
    assert comment.count("26 Dec 2027") < 5, comment

    control.add_fault(
        "status_before", method="PUT", path=f"{project.accounts[FAILING]}/", status=400, times=9
    )
    stopped = merged.run("apply.yml")

    assert stopped["dev apply 1/1"].succeeded, stopped.said
    assert not stopped["test apply 1/1"].succeeded
    assert [name for name in stopped.jobs if name.startswith("prod")] == []
    assert FAILING in stopped["test result"].summary
    assert FAILING not in longer(project)
    assert longer(project)[:3] == NAMES[:3]

    control.clear_faults()
    cancel(project)
    assert project.locks() == []

    completed = merged.run("apply.yml")

    assert "dev apply 1/1" not in completed.jobs
    assert all(completed.succeeded.values()), completed.said
    assert "30 accounts" in completed["prod report"].summary
    assert longer(project) == NAMES
    assert project.locks() == []


def cancel(project: Project) -> None:
    """Begin to apply a shard of the ring prod, and cancel it in the middle."""
    team = Team(project.root, project.simulator)
    waits = cancelled(
        team,
        lambda: any((project.folder / "results" / "snapshots").glob("*.json")),
        ("PUT", "specialoccasion"),
    )
    environment = {**project.environment, **GIVEN, "SHARD": "1/3"}
    ended = run(
        [*SHELL, step("Apply")["run"]],
        project.folder,
        environment,
        lambda: next(waits),
    )
    team.simulator.control.set_knobs(latency_ms=0)
    results = [*each_result([project.folder / "results"])]
    assert (ended.cancelled, ended.killed, ended.code) == (True, False, 130), ended.log
    assert {each.outcome for each in results} >= {Outcome.INTERRUPTED, Outcome.NOT_STARTED}
    shutil.rmtree(project.folder / "results")
