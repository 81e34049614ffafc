"""What the night on GitHub finds, with the workflow itself."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.ci.github import Repository
from tests.ci.team import ACCOUNTS, PROGRAM, Team

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def test_a_night_without_drift_is_a_good_one(team: Team, night: Repository) -> None:
    # Neither is drift: what no resource declares, and what is not yet applied.
    team.simulator.control.foreign_create(
        ACCOUNTS["support"], "status-reasons", {"text": "Training", "state": "Away", "enabled": True}
    )
    team.declare("support", PROGRAM.replace("Lunch", "Meal"))
    # An account without a shift status fails no job.
    team.simulator.control.add_fault("status_before", path="/shift-status", status=404, times=9)

    run = night.run("drift.yml")

    assert run.succeeded == {"plan": True, "drift 1/1": True, "report": True}, run.said


def test_drift_of_one_account_fails_the_run_with_one_report_for_all(both: Team, night: Repository) -> None:
    both.edit("sales", description="Closed, on call only")
    one_each = {**night.variables, "SHARD_SIZE": "1"}

    run = replace(night, variables=one_each).run("drift.yml")

    assert run.succeeded == {"plan": True, "drift 1/2": False, "drift 2/2": True, "report": True}
    summary = run["report"].summary
    assert "2 accounts; 1 with drift, 1 unchanged" in summary
    assert "Closed, on call only" in summary
    assert "https://github.example/artifacts/report.html" in summary
    assert both.described("sales") == ["Closed, on call only"]


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


def test_the_hours_are_compared_and_holidays_that_end_soon_fail_the_run(
    team: Team, merge: Repository, night: Repository
) -> None:
    team.declare("support", ending_holidays(30))
    applied = merge.run("apply.yml")

    far = replace(night, variables={**night.variables, "HORIZON": "20d"}).run("drift.yml")
    near = night.run("drift.yml")

    assert applied["prod apply 1/1"].succeeded, applied.said
    assert far["drift 1/1"].succeeded, far.said
    assert not near["drift 1/1"].succeeded
    assert "Holidays ends on " in near["report"].summary
