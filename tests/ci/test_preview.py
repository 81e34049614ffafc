"""What a pull request on GitHub gets, with the workflow itself."""

from dataclasses import replace

import pytest

from tests.ci.comments import TOKEN, Comments
from tests.ci.github import Repository
from tests.ci.hostile import SAID, plant
from tests.ci.team import PROGRAM, SECRETS, Team

pytestmark = pytest.mark.engine

NAMED = PROGRAM.replace("Year end", "Turn of the year")
MARKER = "<!-- liveperson-accounts report: accounts -->"


def test_all_accounts_have_one_comment_with_what_the_change_touches(
    both: Team, pull_request: Repository, comments: Comments
) -> None:
    both.declare("support", NAMED)

    run = pull_request.run("preview.yml")

    assert run.succeeded == {"plan": True, "preview 1/1": True, "report": True, "comment": True}, run.said
    [comment] = comments.ours
    assert comment.startswith(f"{MARKER}\n")
    assert "Turn of the year" in comment
    assert "sales" not in comment
    assert run["report"].summary == comment
    assert "https://github.example/artifacts/report.html" in comment
    assert "Turn of the year" in (run.artefacts / "report.html" / "report.html").read_text()


@pytest.mark.slow
def test_the_next_run_replaces_the_comment_and_leaves_those_of_others(
    both: Team, pull_request: Repository, comments: Comments
) -> None:
    both.declare("support", NAMED)
    theirs = comments.say(f"{MARKER}\nSomebody's own words.")
    for number in range(3):
        comments.say(f"Remark {number}")
    pull_request.run("preview.yml")
    both.declare("sales", PROGRAM.replace("Lunch", "Meal"))
    both.declare("support", PROGRAM.replace("Lunch", "Meal"))

    pull_request.run("preview.yml")

    [comment] = comments.ours
    assert "Turn of the year" not in comment
    assert "The same change in 2 accounts" in comment.replace("all 2 accounts", "2 accounts")
    assert "Meal" in comment
    assert "own words" in comments.bodies[theirs]


@pytest.mark.slow
def test_a_change_that_touches_no_account_replaces_the_comment_of_one_that_did(
    both: Team, pull_request: Repository, comments: Comments
) -> None:
    (both.folder / "README.md").write_text("Something else.\n")
    silent = pull_request.run("preview.yml")
    both.declare("support", NAMED)
    pull_request.run("preview.yml")
    both.declare("support", PROGRAM)

    run = pull_request.run("preview.yml")

    assert silent.succeeded == run.succeeded == {"plan": True, "comment": True}
    assert "there is no previous report" in silent["comment"].log
    [comment] = comments.ours
    assert comment.startswith(f"{MARKER}\n### Fleet accounts: there is no report\n")
    assert "no longer touches an account" in comment


@pytest.mark.slow
def test_a_change_that_only_removes_an_account_from_the_table_says_what_happens_to_it(
    both: Team, pull_request: Repository, comments: Comments
) -> None:
    both.place(support="prod", sales="prod")
    both.commit()
    both.place(support="prod")
    both.stack("sales").configuration.unlink()

    run = pull_request.run("preview.yml")

    assert run.succeeded == {"plan": True, "preview 1/1": True, "report": True, "comment": True}, run.said
    [comment] = comments.ours
    assert "1 account removed from the table" in comment
    assert "`pulumi destroy --stack sales`" in comment
    assert both.described("sales") == ["Closed"]


@pytest.mark.slow
def test_a_preview_that_fails_is_reported_and_fails_the_jobs(
    both: Team, pull_request: Repository, comments: Comments
) -> None:
    both.declare("sales", NAMED)
    both.declare("support", 'StatusReason("lunch", text="")')

    run = pull_request.run("preview.yml")

    assert run.succeeded == {"plan": True, "preview 1/1": False, "report": False, "comment": True}
    assert "support" in comments.ours[0]
    assert "Turn of the year" in comments.ours[0]
    assert "report.html" in run.kept


@pytest.mark.slow
def test_a_passphrase_that_is_wrong_is_reported(
    both: Team, pull_request: Repository, comments: Comments
) -> None:
    both.declare("support", NAMED)

    run = replace(pull_request, secrets={**pull_request.secrets, "PULUMI_CONFIG_PASSPHRASE": "x"}).run(
        "preview.yml"
    )

    assert not run["report"].succeeded
    assert "passphrase" in comments.ours[0]


@pytest.mark.slow
def test_a_job_that_ends_without_results_is_missing_in_the_comment_and_fails_the_report(
    both: Team, pull_request: Repository, comments: Comments
) -> None:
    both.declare("sales", NAMED)
    both.declare("support", NAMED)
    script = both.folder / ".ci" / "set-up"
    script.write_text(script.read_text() + 'test "$GITHUB_JOB ${SHARD-}" != "preview 2/2"\n')
    small = {**pull_request.variables, "SHARD_SIZE": "1"}

    run = replace(pull_request, variables=small).run("preview.yml")

    assert run.succeeded == {
        "plan": True, "preview 1/2": True, "preview 2/2": False, "report": False, "comment": True
    }  # fmt: skip
    assert "Without a result: 1 account" in comments.ours[0]


@pytest.mark.slow
def test_a_table_that_is_wrong_fails_and_replaces_the_previous_report(
    both: Team, pull_request: Repository, comments: Comments
) -> None:
    both.declare("support", NAMED)
    pull_request.run("preview.yml")
    both.place(sales="dev", support="canary")

    run = pull_request.run("preview.yml")

    assert run.succeeded == {"plan": False, "comment": True}
    assert "canary" in run["plan"].log
    [comment] = comments.ours
    assert comment.startswith(f"{MARKER}\n### Fleet accounts: there is no report\n")
    assert "ended without a result" in comment
    assert "https://github.com/team/accounts/actions/runs/1" in comment


@pytest.mark.slow
def test_a_safety_valve_that_refuses_is_reported_and_fails_the_jobs(
    team: Team, pull_request: Repository, comments: Comments
) -> None:
    team.declare("support", PROGRAM.replace("StatusReason(", "# "))
    options = {**pull_request.variables, "REPORT_OPTIONS": "--max-deletes 0 --no-default-change"}

    run = replace(pull_request, variables=options).run("preview.yml")

    assert (run["preview 1/1"].succeeded, run["report"].succeeded) == (False, False)
    assert "--max-deletes 0" in comments.ours[0].replace("\\", "")


@pytest.mark.slow
def test_drift_is_shown_to_reviewers(team: Team, pull_request: Repository, comments: Comments) -> None:
    team.declare("support", NAMED)
    team.edit(description="Closed, on call only")

    run = pull_request.run("preview.yml")

    assert run["report"].succeeded
    assert "Closed, on call only" in comments.ours[0]


@pytest.mark.slow
def test_a_comment_that_cannot_be_posted_fails_the_job(
    team: Team, pull_request: Repository, comments: Comments
) -> None:
    team.declare("support", NAMED)
    comments.refuses = True

    job = pull_request.run("preview.yml")["comment"]

    assert job.conclusions["Post the comment"] == "failure"
    assert "pull-requests: write" in job.log


@pytest.mark.threat("fork")
@pytest.mark.parametrize("repository", ["stranger/accounts", None])
def test_nothing_runs_for_a_fork(pull_request: Repository, repository: str | None) -> None:
    payload = pull_request.payload
    theirs = {**payload["pull_request"], "head": {"repo": {"full_name": repository}}}

    fork = replace(pull_request, payload={**payload, "pull_request": theirs})

    assert fork.run("preview.yml").jobs == {}


@pytest.mark.parametrize("workflow", ["preview.yml", "apply.yml", "drift.yml"])
def test_nothing_runs_before_a_backend_is_set(
    pull_request: Repository, merge: Repository, night: Repository, workflow: str
) -> None:
    happened = {"preview.yml": pull_request, "apply.yml": merge, "drift.yml": night}[workflow]

    assert replace(happened, variables={}).run(workflow).jobs == {}


@pytest.mark.threat("branch")
def test_code_of_a_branch_never_has_the_token_that_writes(
    team: Team, pull_request: Repository, comments: Comments
) -> None:
    seen = plant(team)

    run = pull_request.run("preview.yml")

    assert run["comment"].succeeded, run["comment"].log
    assert comments.ours == [SAID]
    written = seen.read_text()
    assert written.count("GITHUB_RUN_ID") == 4  # in the plan, the preview and twice in the report
    assert written.count(SECRETS["PULUMI_CONFIG_PASSPHRASE"]) == 1
    assert TOKEN not in written
