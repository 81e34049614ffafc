"""What the night on GitHub finds, with the steps of the workflow itself."""

import pytest

from tests.ci.github import Runner
from tests.ci.team import ACCOUNTS, PROGRAM, Team

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def test_a_night_without_drift_is_a_good_one(team: Team, merge: Runner) -> None:
    # Neither is drift: what no resource declares, and what is not yet applied.
    team.simulator.control.foreign_create(
        ACCOUNTS["support"], "status-reasons", {"text": "Training", "state": "Away", "enabled": True}
    )
    team.declare("support", PROGRAM.replace("Lunch", "Meal"))

    job = merge.run("drift.yml")["Drift of support"]

    assert job.succeeded, job.log
    assert "0 changed by other people; 2 unchanged" in job.summary


def test_drift_fails_the_job_and_is_told_and_nothing_is_changed(both: Team, merge: Runner) -> None:
    both.edit("sales", description="Closed, on call only")

    jobs = merge.run("drift.yml")

    assert jobs["Drift of support"].succeeded
    job = jobs["Drift of sales"]
    assert job.conclusions["Look for drift"] == "failure"
    assert "1 changed by other people" in job.summary
    assert "Closed, on call only" in job.summary
    [occasion] = both.occasions("sales")
    assert occasion["description"] == "Closed, on call only"
