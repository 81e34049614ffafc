"""What a preview, the night and an update do where the keys of the backend can only read."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.ci.bucket import READING, WRITING, Bucket, served
from tests.ci.comments import Comments
from tests.ci.github import Repository
from tests.ci.team import CHANGED, Team

pytestmark = [pytest.mark.engine, pytest.mark.threat("branch")]


@pytest.fixture
def bucket(both: Team) -> Iterator[Bucket]:
    """The state of the team, in a bucket."""
    with served(both.folder.parent / "state") as found:
        yield found


def reading(happened: Repository, bucket: Bucket) -> Repository:
    """Return the same with the bucket as its backend, and with keys that only read."""
    return with_keys(happened, bucket, READING)


def with_keys(happened: Repository, bucket: Bucket, keys: dict[str, str]) -> Repository:
    return replace(
        happened,
        variables={**happened.variables, "PULUMI_BACKEND_URL": bucket.url},
        secrets={**happened.secrets, **keys},
    )


def in_role(happened: Repository, bucket: Bucket, name: str) -> Repository:
    """Return the same with a role of AWS instead of keys; the stand-in for the sign-in has keys for it."""
    role = {"AWS_ROLE_ARN": f"arn:aws:iam::123456789012:role/{name}", "AWS_REGION": "eu-west-1"}
    return replace(happened, variables={**happened.variables, "PULUMI_BACKEND_URL": bucket.url, **role})


@pytest.mark.slow
def test_a_preview_of_a_pull_request_writes_nothing_to_the_backend(
    team: Team, pull_request: Repository, comments: Comments, bucket: Bucket
) -> None:
    team.declare("support", CHANGED)

    run = reading(pull_request, bucket).run("preview.yml")

    assert run["preview 1/1"].succeeded, run.said
    assert "Closed all day" in comments.ours[0]
    assert bucket.refused == []


@pytest.mark.slow
def test_the_night_finds_drift_and_writes_nothing_to_the_backend(
    team: Team, night: Repository, bucket: Bucket
) -> None:
    team.edit(description="Closed, on call only")

    run = reading(night, bucket).run("drift.yml")

    assert not run["drift 1/1"].succeeded
    assert "Closed, on call only" in run["report"].summary
    assert bucket.refused == []


@pytest.mark.slow
@pytest.mark.parametrize("way", ["keys", "role"])
def test_an_update_has_the_keys_that_can_write(
    team: Team, merge: Repository, bucket: Bucket, way: str
) -> None:
    team.declare("support", CHANGED)
    signed_in = with_keys(merge, bucket, WRITING) if way == "keys" else in_role(merge, bucket, "writes")

    run = signed_in.run("apply.yml")

    assert run["prod apply 1/1"].succeeded, run.said
    assert bucket.keys == {WRITING["AWS_ACCESS_KEY_ID"]}
    assert bucket.refused == []
    assert "Closed all day" in team.stack().state()


@pytest.mark.slow
def test_an_update_fails_before_it_sends_anything_to_the_account(
    team: Team, merge: Repository, bucket: Bucket
) -> None:
    team.declare("support", CHANGED)

    run = in_role(merge, bucket, "reads").run("apply.yml")

    assert (run["prod preview 1/1"].succeeded, run["prod apply 1/1"].succeeded) == (True, False)
    assert "AccessDenied" in run["prod result"].summary
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
