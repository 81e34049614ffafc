"""What a pull request on GitHub gets, with the steps of the workflow itself."""

from dataclasses import replace

import pytest

from tests.ci.comments import TOKEN, Comments
from tests.ci.github import Runner
from tests.ci.hostile import SAID, plant
from tests.ci.team import PROGRAM, SECRETS, Team

pytestmark = pytest.mark.engine

NAMED = PROGRAM.replace("Year end", "Turn of the year")
UNCHANGED = "LivePerson account sales: nothing changes; 2 unchanged"


def headlines(comments: Comments) -> list[str]:
    """Return what the comments are about."""
    return sorted(body.splitlines()[1].removeprefix("### ") for body in comments.ours)


def test_each_stack_has_one_comment_which_the_next_run_replaces(
    both: Team, pull_request: Runner, comments: Comments
) -> None:
    both.declare("support", NAMED)
    theirs = comments.say("<!-- liveperson-accounts report: accounts/support -->\nSomebody's own words.")
    for number in range(3):
        comments.say(f"Remark {number}")

    first = pull_request.run("preview.yml")

    assert {name: job.succeeded for name, job in first.items()} == {
        "List": True,
        "Preview sales": True,
        "Preview support": True,
        "Comment sales": True,
        "Comment support": True,
    }  # fmt: skip
    assert headlines(comments) == [UNCHANGED, "LivePerson account support: 1 changed; 1 unchanged"]
    assert "Turn of the year" in comments.ours[1]

    both.declare("support", PROGRAM.replace("Lunch", "Meal"))
    second = pull_request.run("preview.yml")

    assert all(job.succeeded for job in second.values())
    assert len(comments.ours) == 2
    assert "Turn of the year" not in comments.ours[1]
    assert "Meal" in comments.ours[1]
    assert "own words" in comments.bodies[theirs]


def test_the_page_is_kept_and_the_summary_says_what_the_comment_says(
    team: Team, pull_request: Runner, comments: Comments
) -> None:
    team.declare("support", PROGRAM + 'StatusReason("break", text="Break")')

    job = pull_request.run("preview.yml")["Preview support"]

    assert list(job.artefacts) == ["report-support.html", "report-support"]
    assert "Break" in job.artefacts["report-support.html"]
    assert [job.summary] == comments.ours


@pytest.mark.usefixtures("team")
def test_the_comment_leads_to_the_page(pull_request: Runner, comments: Comments) -> None:
    job = pull_request.run("preview.yml")["Preview support"]

    assert job.succeeded, job.log
    assert "https://github.example/artifacts/report-support.html" in comments.ours[0]


def test_a_preview_that_fails_is_reported_and_fails_the_job(
    team: Team, pull_request: Runner, comments: Comments
) -> None:
    team.declare("support", 'StatusReason("lunch", text="")')

    jobs = pull_request.run("preview.yml")

    assert not jobs["Preview support"].succeeded
    assert headlines(comments)[0] == "LivePerson account support: the preview failed"
    assert jobs["Comment support"].succeeded
    assert "report-support.html" in jobs["Preview support"].artefacts


def test_a_preview_without_a_result_replaces_the_previous_report(
    team: Team, pull_request: Runner, comments: Comments
) -> None:
    team.declare("support", NAMED)
    pull_request.run("preview.yml")

    wrong = replace(pull_request, secrets={**pull_request.secrets, "PULUMI_CONFIG_PASSPHRASE": "wrong"})
    jobs = wrong.run("preview.yml")

    assert not jobs["Preview support"].succeeded
    assert headlines(comments) == ["LivePerson account support: the preview failed"]
    assert "https://github.example/team/accounts/actions/runs/77" in comments.ours[0]
    assert "Turn of the year" not in comments.ours[0]


def test_a_preview_that_leaves_no_report_replaces_that_of_the_last_one(
    team: Team, pull_request: Runner, comments: Comments
) -> None:
    team.declare("support", NAMED)
    pull_request.run("preview.yml")
    pull_request.meanwhile["Pass on the comment"] = (team.folder / "report.md").unlink

    jobs = pull_request.run("preview.yml")

    assert jobs["Comment support"].succeeded
    assert headlines(comments) == ["LivePerson account support: the preview failed"]
    assert "ended without a result" in comments.ours[0]


def test_a_safety_valve_that_refuses_is_reported_and_fails_the_job(
    team: Team, pull_request: Runner, comments: Comments
) -> None:
    team.declare("support", PROGRAM.replace("StatusReason(", "# "))
    options = {**pull_request.variables, "REPORT_OPTIONS": "--max-deletes 0 --no-default-change"}

    jobs = replace(pull_request, variables=options).run("preview.yml")

    assert not jobs["Preview support"].succeeded
    assert "> **Refused** by --max-deletes 0" in comments.ours[0].replace("\\", "")
    assert "report: Refused by --max-deletes 0" in jobs["Preview support"].log


def test_drift_is_shown_to_reviewers(team: Team, pull_request: Runner, comments: Comments) -> None:
    team.edit(description="Closed, on call only")

    jobs = pull_request.run("preview.yml")

    assert jobs["Preview support"].succeeded
    assert "1 changed by other people" in headlines(comments)[0]
    assert "Changed in LivePerson by other people" in comments.ours[0]


@pytest.mark.usefixtures("team")
def test_a_comment_that_cannot_be_posted_fails_the_job(pull_request: Runner, comments: Comments) -> None:
    comments.refuses = True

    job = pull_request.run("preview.yml")["Comment support"]

    assert job.conclusions["Post the comment"] == "failure"
    assert "pull-requests: write" in job.log


@pytest.mark.threat("fork")
@pytest.mark.parametrize("repository", ["stranger/accounts", None])
def test_nothing_runs_for_a_fork(pull_request: Runner, repository: str | None) -> None:
    event = pull_request.github["event"]
    theirs = {**event["pull_request"], "head": {"repo": {"full_name": repository}}}

    fork = replace(pull_request, github={**pull_request.github, "event": {**event, "pull_request": theirs}})

    assert fork.run("preview.yml") == {}


@pytest.mark.parametrize("workflow", ["preview.yml", "apply.yml", "drift.yml"])
def test_nothing_runs_before_a_backend_is_set(pull_request: Runner, merge: Runner, workflow: str) -> None:
    fork = pull_request if workflow == "preview.yml" else merge

    assert replace(fork, variables={}).run(workflow) == {}


def test_code_of_a_branch_never_has_the_token_that_writes(
    team: Team, pull_request: Runner, comments: Comments
) -> None:
    seen = plant(team)

    jobs = pull_request.run("preview.yml")

    assert jobs["Comment support"].succeeded, jobs["Comment support"].log
    assert comments.ours == [SAID]
    assert SECRETS["PULUMI_CONFIG_PASSPHRASE"] not in seen.read_text()
    assert "GITHUB_RUN_ID" in seen.read_text()
    assert TOKEN not in seen.read_text()
