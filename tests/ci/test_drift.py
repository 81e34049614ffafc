"""What the night on GitHub finds, with the steps of the workflow itself."""

import datetime as dt
from dataclasses import replace

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


def ending_holidays(days: int) -> str:
    """Return a program of which the holidays of all skills end in some days."""
    last = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)
    return f"""
SpecialOccasion(
    "holidays", name="Holidays", description="Closed", is_default=True,
    events=[closed("{last}", time_zone="Europe/Lisbon")],
)
Workdays(
    "desk", name="Desk", description="Weekdays", is_default=True,
    shifts=weekly("MO-FR", "09:00", "17:00", time_zone="Europe/Lisbon"),
)
"""


def test_the_hours_are_compared_and_holidays_that_end_soon_fail_the_job(team: Team, merge: Runner) -> None:
    team.declare("support", ending_holidays(30))
    applied = merge.run("apply.yml")["Apply support"]

    far = replace(merge, variables={**merge.variables, "HORIZON": "20d"}).run("drift.yml")["Drift of support"]
    near = merge.run("drift.yml")["Drift of support"]

    status = "Compare the hours with LivePerson's status"
    assert (applied.succeeded, applied.conclusions[status]) == (True, "success"), applied.log
    assert "as LivePerson reports, 0 differences." in applied.summary
    assert (far.succeeded, "No special occasion ends within 20 days." in far.summary) == (True, True)
    assert near.conclusions["Look for holidays that end soon"] == "failure"
    assert "Holidays ends on " in near.summary


def test_an_account_without_a_shift_status_fails_no_job(team: Team, merge: Runner) -> None:
    team.simulator.control.add_fault("status_before", path="/shift-status", status=404, times=9)

    job = merge.run("drift.yml")["Drift of support"]

    assert job.succeeded, job.log
    assert "the account may" in job.log
