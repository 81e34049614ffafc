"""What a preview, the night and an update do where the keys of the backend can only read."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.ci.bucket import READING, WRITING, Bucket, served
from tests.ci.comments import Comments
from tests.ci.github import Runner
from tests.ci.team import CHANGED, SECRETS, Team

pytestmark = [pytest.mark.engine, pytest.mark.threat("branch")]


@pytest.fixture
def bucket(both: Team) -> Iterator[Bucket]:
    """The state of the team, in a bucket."""
    with served(both.folder.parent / "state") as found:
        yield found


def reading(runner: Runner, bucket: Bucket) -> Runner:
    """Return the same runner with the bucket as its backend, and with keys that only read."""
    return replace(
        runner,
        variables={**runner.variables, "PULUMI_BACKEND_URL": bucket.url},
        secrets={**SECRETS, **READING},
    )


def test_a_preview_of_a_pull_request_writes_nothing_to_the_backend(
    team: Team, pull_request: Runner, comments: Comments, bucket: Bucket
) -> None:
    team.declare("support", CHANGED)

    jobs = reading(pull_request, bucket).run("preview.yml")

    assert jobs["Preview support"].succeeded, jobs["Preview support"].log
    assert "Closed all day" in comments.ours[0]
    assert bucket.refused == []


def test_the_night_finds_drift_and_writes_nothing_to_the_backend(
    team: Team, merge: Runner, bucket: Bucket
) -> None:
    quiet = reading(merge, bucket).run("drift.yml")["Drift of support"]
    team.edit(description="Closed, on call only")
    drifted = reading(merge, bucket).run("drift.yml")["Drift of support"]

    assert quiet.succeeded, quiet.log
    assert drifted.conclusions["Look for drift"] == "failure"
    assert "Closed, on call only" in drifted.summary
    assert bucket.refused == []


def test_an_update_has_the_keys_of_its_environment_while_a_preview_has_not(
    team: Team, pull_request: Runner, merge: Runner, bucket: Bucket
) -> None:
    team.declare("support", CHANGED)
    protected = {"support": WRITING}

    previewed = replace(reading(pull_request, bucket), environments=protected).run("preview.yml")
    used = set(bucket.keys)
    applied = replace(reading(merge, bucket), environments=protected).run("apply.yml")["Apply support"]

    assert previewed["Preview support"].succeeded
    assert used == {READING["AWS_ACCESS_KEY_ID"]}
    assert applied.succeeded, applied.log
    assert bucket.refused == []
    assert team.described() == ["Closed all day"]
    assert "Closed all day" in team.stack().state()


def test_an_update_fails_before_it_sends_anything_to_the_account(
    team: Team, merge: Runner, bucket: Bucket
) -> None:
    team.declare("support", CHANGED)

    job = reading(merge, bucket).run("apply.yml")["Apply support"]

    assert (job.conclusions["Preview"], job.conclusions["Apply"]) == ("success", "failure")
    assert "AccessDenied" in job.log
    assert team.described() == ["Closed"]


@pytest.mark.parametrize(
    "command", [("stack", "import", "--file=state.json"), ("stack", "rm", "--yes", "--force")]
)
def test_nobody_overwrites_or_deletes_the_state_with_such_keys(
    team: Team, bucket: Bucket, command: tuple[str, ...]
) -> None:
    stack = team.stack()
    before = stack.state()
    (team.folder / "state.json").write_text(before.replace("Closed", "Open"))

    done = stack.pulumi(*command, PULUMI_BACKEND_URL=bucket.url, **READING)

    assert done.exit_code != 0
    assert "AccessDenied" in done.said
    assert stack.state() == before
