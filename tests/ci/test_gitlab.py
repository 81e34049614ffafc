"""What a merge request, a merge and the night on GitLab get, with the scripts of the pipeline itself."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.ci.comments import TOKEN, Api, Comments, served
from tests.ci.gitlab import Pipeline
from tests.ci.hostile import SAID, plant
from tests.ci.team import CHANGED, PROGRAM, SECRETS, Team
from tests.ci.test_drift import ending_holidays

pytestmark = [pytest.mark.engine, pytest.mark.slow]

NOTES = "/projects/5/merge_requests/12/notes"


@pytest.fixture
def notes() -> Iterator[Comments]:
    """The comments of merge request 12."""
    with served(Api(NOTES, NOTES, "PRIVATE-TOKEN", TOKEN)) as found:
        yield found


@pytest.fixture
def merge(both: Team) -> Pipeline:
    """A pipeline of the branch main."""
    return pipeline(both)


def pipeline(both: Team) -> Pipeline:
    given = {
        "CI_COMMIT_BRANCH": "main",
        "CI_DEFAULT_BRANCH": "main",
        "CI_JOB_URL": "https://gitlab.example/jobs/77",
        "CI_PIPELINE_SOURCE": "push",
        "CI_PROJECT_ID": "5",
        "CI_PIPELINE_URL": "https://gitlab.example/pipelines/7",
        "CI_PROJECT_NAME": "accounts",
        "CI_REPOSITORY_URL": str(both.folder),
        "GITLAB_CI": "true",
    }
    both.commit()
    settings = {**SECRETS, "PULUMI_BACKEND_URL": both.backend}
    return Pipeline(both.folder, {**both.machine, **given}, settings, {"comments": {"GITLAB_TOKEN": TOKEN}})


@pytest.fixture
def merge_request(merge: Pipeline, notes: Comments) -> Pipeline:
    """A pipeline of merge request 12."""
    kept = {name: value for name, value in merge.environment.items() if name != "CI_COMMIT_BRANCH"}
    given = {
        "CI_API_V4_URL": notes.url,
        "CI_MERGE_REQUEST_IID": "12",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "5",
        "CI_PIPELINE_SOURCE": "merge_request_event",
    }
    return replace(merge, environment={**kept, **given})


def test_each_stack_has_one_comment_which_the_next_run_replaces(
    both: Team, merge_request: Pipeline, notes: Comments
) -> None:
    both.declare("support", CHANGED)
    theirs = notes.say("<!-- liveperson-accounts report: accounts/support -->\nSomebody's own words.")
    for number in range(3):
        notes.say(f"Remark {number}")

    first = merge_request.run()

    assert {name: ended.code for name, ended in first.items()} == {
        "preview sales": 0,
        "preview support": 0,
        "comment sales": 0,
        "comment support": 0,
    }
    assert len(notes.ours) == 2
    assert "Closed all day" in notes.ours[1]

    both.declare("support", PROGRAM.replace("Lunch", "Meal"))
    merge_request.run()

    assert len(notes.ours) == 2
    assert "Meal" in notes.ours[1]
    assert "Closed all day" not in notes.ours[1]
    assert "own words" in notes.bodies[theirs]


def test_a_preview_that_fails_and_a_valve_that_refuses_fail_the_job_and_are_told(
    team: Team, merge_request: Pipeline, notes: Comments
) -> None:
    team.declare("support", CHANGED.replace("Lunch", ""))
    failed = merge_request.run()["preview support"]

    assert failed.code != 0
    assert "the preview failed" in notes.ours[0]
    assert (team.folder / "report-support.html").exists()

    team.declare("support", 'StatusReason("lunch", text="Lunch")')
    valve = {**merge_request.variables, "REPORT_OPTIONS": "--max-deletes 0 --no-default-change"}
    refused = replace(merge_request, variables=valve).run()["preview support"]

    assert refused.code == 3
    assert "**Refused**" in notes.ours[0]
    assert len(notes.ours) == 1


def test_a_preview_without_a_result_replaces_the_previous_report(
    team: Team, merge_request: Pipeline, notes: Comments
) -> None:
    team.declare("support", CHANGED)
    merge_request.run()
    (team.folder / "report-support.md").unlink()
    wrong = {**merge_request.variables, "PULUMI_CONFIG_PASSPHRASE": "wrong"}

    ended = replace(merge_request, variables=wrong).run()

    assert ended["preview support"].code != 0
    assert "the preview failed" in notes.ours[0]
    assert "Closed all day" not in notes.ours[0]
    assert "https://gitlab.example/pipelines/7" in notes.ours[0]


def test_code_of_a_branch_never_has_the_token_that_writes(
    team: Team, merge_request: Pipeline, notes: Comments
) -> None:
    seen = plant(team)

    ended = merge_request.run()

    assert ended["comment support"].code == 0, ended["comment support"].log
    assert notes.ours == [SAID]
    assert SECRETS["PULUMI_CONFIG_PASSPHRASE"] in seen.read_text()
    assert TOKEN not in seen.read_text()


def test_nothing_of_the_artefacts_of_a_preview_is_run_where_the_comment_is_posted(
    team: Team, merge_request: Pipeline, notes: Comments
) -> None:
    seen = team.folder.parent / "seen"
    shell, python = f"env >> {seen}\n", f"open({str(seen)!r}, 'a').write('run')\n"
    modules = (
        "pulumi_liveperson/__init__.py",
        "pulumi_liveperson/__main__.py",
        "sitecustomize.py",
        "argparse.py",
        "requests.py",
    )
    planted = {
        ".venv/bin/activate": shell,
        "Makefile": f"setup:\n\t{shell}",
        **dict.fromkeys(modules, python),
    }

    ended = replace(merge_request, planted=planted).run()

    assert ended["comment support"].code == 0, ended["comment support"].log
    assert len(notes.ours) == 1
    assert not seen.exists()


def test_a_merge_is_applied_to_every_stack(both: Team, merge: Pipeline) -> None:
    both.declare("sales", CHANGED)
    both.declare("support", CHANGED)

    ended = merge.run()

    assert {name: each.code for name, each in ended.items()} == {"apply sales": 0, "apply support": 0}
    assert both.described("sales") + both.described("support") == ["Closed all day"] * 2


def test_an_update_leaves_what_the_account_held_before(team: Team, merge: Pipeline) -> None:
    team.declare("support", CHANGED)

    ended = merge.run()["apply support"]

    assert ended.job["artifacts"]["paths"] == ["snapshot-$STACK.json"]
    kept = json.loads((team.folder / "snapshot-support.json").read_text())
    [occasion] = kept["collections"]["SpecialOccasion"]["objects"]
    assert occasion["description"] == "Closed"


def test_an_edit_that_nobody_has_reviewed_stops_the_update_before_it_begins(
    team: Team, merge: Pipeline
) -> None:
    team.declare("support", CHANGED)
    team.edit(description="Closed, on call only")

    ended = merge.run()["apply support"]

    assert ended.code == 3
    assert "Refused by --fail-on-drift" in ended.log
    assert team.described() == ["Closed, on call only"]


def test_the_night_fails_on_drift_and_on_nothing_else(team: Team, merge: Pipeline) -> None:
    night = replace(merge, environment={**merge.environment, "CI_PIPELINE_SOURCE": "schedule"})
    team.declare("support", CHANGED)

    assert night.run()["drift support"].code == 0

    team.edit(description="Closed, on call only")
    drifted = night.run()["drift support"]

    assert drifted.code != 0
    assert "Closed, on call only" in drifted.log


def test_the_hours_are_compared_and_holidays_that_end_soon_fail_the_night(
    team: Team, merge: Pipeline
) -> None:
    night = replace(merge, environment={**merge.environment, "CI_PIPELINE_SOURCE": "schedule"})
    team.declare("support", ending_holidays(30))

    applied = merge.run()["apply support"]
    ended = night.run()["drift support"]

    assert (applied.code, ended.code) == (0, 3)
    assert "as LivePerson reports, 0 differences." in applied.log
    assert "as LivePerson reports, 0 differences." in ended.log
    assert "Holidays ends on " in ended.log


@pytest.mark.threat("fork")
def test_nothing_runs_for_a_fork_or_before_a_backend_is_set(merge_request: Pipeline, merge: Pipeline) -> None:
    theirs = {**merge_request.environment, "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "6"}
    branch = {**merge.environment, "CI_COMMIT_BRANCH": "idea"}

    assert replace(merge_request, environment=theirs).run() == {}
    assert replace(merge, environment=branch).run() == {}
    for pipeline in (merge_request, merge):
        assert replace(pipeline, variables={}).run() == {}
        assert replace(pipeline, variables={"PULUMI_BACKEND_URL": ""}).run() == {}


def test_somebody_has_to_start_an_update_unless_the_team_has_said_otherwise(merge: Pipeline) -> None:
    asked = merge.run()["apply support"].job["rules"]

    assert asked[-1] == {"when": "manual"}
    assert asked[0] == {"if": '$APPLY == "automatic"'}
