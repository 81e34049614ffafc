"""What a merge on GitHub does, with the steps of the workflow itself."""

import json
from dataclasses import replace

import pytest

from tests.ci.github import Runner
from tests.ci.team import CHANGED, PROGRAM, Team

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def test_a_merge_is_applied_to_every_stack_and_reported(both: Team, merge: Runner) -> None:
    both.declare("sales", CHANGED)
    both.declare("support", CHANGED)

    jobs = merge.run("apply.yml")

    assert {name: job.succeeded for name, job in jobs.items()} == {
        "List": True, "Apply sales": True, "Apply support": True
    }  # fmt: skip
    assert both.described("sales") + both.described("support") == ["Closed all day"] * 2
    assert "### LivePerson account support: 1 changed; 1 unchanged" in jobs["Apply support"].summary


def test_an_edit_that_nobody_has_reviewed_stops_the_update_before_it_begins(
    team: Team, merge: Runner
) -> None:
    team.declare("support", CHANGED)
    team.edit(description="Closed, on call only")

    job = merge.run("apply.yml")["Apply support"]

    assert (job.conclusions["Report"], job.conclusions["Apply"]) == ("failure", "skipped")
    assert team.described() == ["Closed, on call only"]
    assert "--fail-on-drift" in job.summary


def test_an_edit_between_the_preview_and_the_update_is_a_conflict(team: Team, merge: Runner) -> None:
    team.declare("support", CHANGED)
    merge.meanwhile["Apply"] = lambda: team.edit(description="Closed, on call only")

    job = merge.run("apply.yml")["Apply support"]

    assert (job.conclusions["Report"], job.conclusions["Apply"]) == ("success", "failure")
    assert team.described() == ["Closed, on call only"]
    assert "was changed in LivePerson since Pulumi last saw it" in job.log


def test_the_update_goes_on_once_somebody_has_refreshed_the_stack(team: Team, merge: Runner) -> None:
    team.declare("support", CHANGED)
    team.edit(description="Closed, on call only")
    team.pulumi("support", "refresh", "--yes", "--skip-preview")

    assert merge.run("apply.yml")["Apply support"].succeeded
    assert team.described() == ["Closed all day"]


def test_an_edit_that_the_team_has_taken_over_into_its_program_stays(team: Team, merge: Runner) -> None:
    team.edit(description="Closed, on call only")
    team.declare("support", PROGRAM.replace('"Closed"', '"Closed, on call only"'))
    refused = merge.run("apply.yml")["Apply support"]
    team.pulumi("support", "refresh", "--yes", "--skip-preview")

    accepted = merge.run("apply.yml")["Apply support"]

    assert (refused.succeeded, accepted.succeeded) == (False, True)
    assert "nothing changes; 2 unchanged" in accepted.summary
    assert team.described() == ["Closed, on call only"]


def test_an_update_leaves_what_the_account_held_before(team: Team, merge: Runner) -> None:
    team.declare("support", CHANGED)

    job = merge.run("apply.yml")["Apply support"]

    kept = json.loads(job.artefacts["snapshot-support.json"])
    [occasion] = kept["collections"]["SpecialOccasion"]["objects"]
    assert (occasion["description"], team.described()) == ("Closed", ["Closed all day"])


def test_an_account_of_which_nothing_can_be_kept_is_not_updated(team: Team, merge: Runner) -> None:
    team.declare("support", CHANGED)
    (team.folder / "snapshot-support.json").mkdir()

    job = merge.run("apply.yml")["Apply support"]

    assert (job.conclusions["Take a snapshot"], job.conclusions["Apply"]) == ("failure", "skipped")
    assert team.described() == ["Closed"]


def test_a_preview_that_fails_applies_nothing(team: Team, merge: Runner) -> None:
    team.declare("support", CHANGED.replace("Lunch", ""))

    job = merge.run("apply.yml")["Apply support"]

    assert (job.conclusions["Preview"], job.conclusions["Apply"]) == ("failure", "skipped")
    assert team.described() == ["Closed"]
    assert "the preview failed" in job.summary


def test_a_safety_valve_that_refuses_applies_nothing(team: Team, merge: Runner) -> None:
    team.declare("support", 'StatusReason("lunch", text="Lunch")')
    options = {**merge.variables, "REPORT_OPTIONS": "--max-deletes 0"}

    job = replace(merge, variables=options).run("apply.yml")["Apply support"]

    assert job.conclusions["Apply"] == "skipped"
    assert team.described() == ["Closed"]
    assert "--max-deletes 0" in job.summary


def test_an_older_run_applies_nothing(team: Team, merge: Runner) -> None:
    team.declare("support", CHANGED)
    team.commit()  # somebody has merged more meanwhile

    job = merge.run("apply.yml")["Apply support"]

    assert not job.succeeded
    assert job.conclusions["Preview"] == job.conclusions["Report"] == job.conclusions["Apply"] == "skipped"


def test_no_other_branch_is_applied(merge: Runner) -> None:
    branch = {**merge.github, "ref": "refs/heads/idea", "ref_name": "idea"}

    assert replace(merge, github=branch).run("apply.yml") == {}
