"""A report says of which stack and account it is, when it was made, and from which commit."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from pulumi_liveperson.review.origin import origin
from tests.processes import ran
from tests.report.reporting import captured, report
from tests.report.steps import preview, reason, step

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
FORMATS = ["markdown", "text", "html"]


def git(*words: str) -> str:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    done = ran(["git", *identity, *words], check=True)
    return done.stdout.strip()


@pytest.fixture
def commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A checkout in the working directory, and its commit."""
    monkeypatch.chdir(tmp_path)
    Path("stacks").mkdir()
    Path("stacks/prod.py").write_text("pass\n")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "First")
    return git("rev-parse", "HEAD")


@pytest.mark.parametrize("format_", FORMATS)
def test_the_report_names_stack_account_time_and_commit(format_: str, commit: str) -> None:
    said = report(captured("holidays"), "--format", format_)

    text = re.sub("<[^>]+>", "", said.out) if format_ == "html" else said.out
    assert re.search(rf"^Stack trial, account 71234567, {TIME}, commit {commit[:12]}$", text, re.MULTILINE)


def test_json_has_them_as_fields(commit: str) -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)

    said = report(captured("holidays"), "--format", "json").json

    assert (said["stack"], said["account"]) == ("trial", "71234567")
    assert said["commit"] == {"id": commit, "dirty": False}
    assert re.fullmatch(TIME, said["time"])
    assert before <= dt.datetime.fromisoformat(said["time"]) <= dt.datetime.now(dt.UTC)


@pytest.mark.parametrize(
    ("file", "dirty"),
    [("stacks/prod.py", True), ("stacks/new.py", True), ("Pulumi.prod.yaml", True), ("preview.json", False)],
)
def test_a_checkout_with_more_than_its_commit_is_marked(file: str, commit: str, *, dirty: bool) -> None:
    Path(file).write_text("something else\n")

    text = report(captured("holidays"), "--format", "text").out.splitlines()[1]
    found = report(captured("holidays"), "--format", "json").json["commit"]

    assert found == {"id": commit, "dirty": dirty}
    assert text.endswith(", with changes that are not committed") is dirty


def test_what_is_not_known_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = preview(step("delete", reason(), None))

    assert re.fullmatch(rf"Stack prod, {TIME}", report(document, "--format", "text").out.splitlines()[1])
    said = report(document, "--format", "json").json
    assert (said["account"], said["commit"]) == (None, None)


@pytest.mark.parametrize("account", ["[secret]", {"secure": "v1:ciphertext"}, "", None, 7])
def test_a_masked_account_is_not_shown(account: Any) -> None:
    assert origin({"config": {"liveperson:accountId": account}}, runs_here=False).account is None


def test_the_environment_names_the_account_and_wins_where_the_preview_runs_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LIVEPERSON_ACCOUNT_ID", "81234567")
    configured = {"config": {"liveperson:accountId": "71234567"}}

    accounts = [origin(each, runs_here=here).account for each in ({}, configured) for here in (True, False)]

    assert accounts == ["81234567", "81234567", "81234567", "71234567"]


def test_a_machine_without_git_reports_without_a_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    assert origin({}, runs_here=False).commit is None
