"""Which rights, secrets and caches the jobs of the pipelines have."""

import re
from pathlib import Path

import pytest

from tests.ci.actions import TEMPLATE
from tests.ci.github import read
from tests.ci.test_workflows import ACTIONS, EACH_FILE, FILES, GITLAB, jobs, scripted, steps


@EACH_FILE
def test_permissions_are_the_least(file: Path) -> None:
    workflow = read(file)

    assert workflow["permissions"] in ({}, {"contents": "read"})
    beyond = [job["permissions"] for job in workflow["jobs"].values() if "permissions" in job]
    writing = [each for each in beyond if each != {"contents": "read"}]
    assert writing == ([{"contents": "read", "pull-requests": "write"}] if file.name == "preview.yml" else [])


@pytest.mark.threat("planted-file")
@EACH_FILE
def test_a_job_that_may_write_runs_reviewed_code_alone_and_has_no_secret(file: Path) -> None:
    writing = [job for job in jobs(file) if "write" in job.get("permissions", {}).values()]

    for job in writing:
        first, set_up, *others = job["steps"]
        assert first["with"]["ref"] == "${{ github.event.repository.default_branch }}"
        assert set_up == {"uses": "./.github/actions/set-up"}  # and so without a cache
        assert [step for step in others if "checkout" in step.get("uses", "")] == []
        # What the preview leaves comes to a place where nothing is run, and nothing is imported from.
        assert [step["with"]["path"] for step in others if "uses" in step] == ["${{ runner.temp }}/report"]
        assert "secrets." not in str(job)
        assert "PULUMI" not in str(job)


@EACH_FILE
def test_no_workflow_runs_for_strangers_with_the_rights_of_the_repository(file: Path) -> None:
    assert {"pull_request_target", "workflow_run", "issue_comment"}.isdisjoint(read(file)[True])


@pytest.mark.threat("branch")
def test_the_secrets_of_an_environment_reach_updates_alone() -> None:
    assert {file.name for file in FILES for job in jobs(file) if "environment" in job} == {"apply.yml"}
    # A job without an environment is given no variable whose scope is one.
    named = {
        file.name: job["environment"] for file in GITLAB for job in scripted(file) if "environment" in job
    }
    assert named == {"apply.yml": {"name": "$STACK"}, "preview.yml": {"name": "comments", "action": "access"}}


def test_only_an_update_writes_what_other_jobs_find_in_the_cache() -> None:
    used = {
        (file.name, step.get("with", {}).get("cache", "none"))
        for file in FILES for step in steps(file) if step.get("uses") == "./.github/actions/set-up"
    }  # fmt: skip
    [action] = ACTIONS
    caching = [step for step in read(action)["runs"]["steps"] if "cache" in str(step)]

    assert used == {
        ("apply.yml", "write"),
        ("drift.yml", "read"),
        ("preview.yml", "read"),
        ("preview.yml", "none"),
        ("stacks.yml", "read"),
    }
    assert [(step["uses"].partition("@")[0], step["if"]) for step in caching] == [
        ("actions/cache/restore", "inputs.cache == 'read'"),
        ("actions/cache", "inputs.cache == 'write'"),
    ]


def test_only_an_update_writes_what_other_jobs_of_gitlab_find_in_the_cache() -> None:
    set_up = read(TEMPLATE / ".gitlab" / "set-up.yml")
    policies = {
        file.name: job["variables"]["CACHE_POLICY"]
        for file in GITLAB for job in scripted(file) if "CACHE_POLICY" in job.get("variables", {})
    }  # fmt: skip

    assert set_up["default"]["cache"]["policy"] == "$CACHE_POLICY"
    assert set_up["variables"]["CACHE_POLICY"] == "pull"
    assert policies == {"apply.yml": "pull-push"}


@pytest.mark.threat("planted-file")
def test_the_comment_on_gitlab_is_posted_by_reviewed_code() -> None:
    job = read(TEMPLATE / ".gitlab" / "preview.yml")["comment"]
    first, second, *others = job["script"]

    # The runner puts the report into the folder of the project, and no code.
    assert job["variables"]["GIT_STRATEGY"] == "empty"
    assert (job["cache"], job["before_script"]) == ([], [])
    assert first == 'cd "$(mktemp -d)" || exit 1'
    assert second == 'git clone --quiet --depth 1 --branch "$CI_DEFAULT_BRANCH" "$CI_REPOSITORY_URL" .'
    assert [line for line in others if "cd " in line] == []
    assert "GITLAB_TOKEN" not in "".join(file.read_text() for file in GITLAB)


@EACH_FILE
def test_secrets_are_given_only_to_steps_that_look_at_an_account(file: Path) -> None:
    text = file.read_text()
    holding = [step for step in steps(file) if "secrets." in str(step)]
    looking = re.compile(r"(pulumi|liveperson (snapshot|hours)) ")

    assert "inherit" not in text
    assert text.count("secrets.") == sum(str(step).count("secrets.") for step in holding)
    assert [step["name"] for step in holding if not looking.search(step["run"])] == []
    assert [
        step["name"] for step in steps(file) if looking.search(str(step.get("run"))) and step not in holding
    ] == []


def test_all_steps_that_look_at_an_account_have_the_same_secrets() -> None:
    given = [step["env"] for file in FILES for step in steps(file) if "secrets." in str(step)]

    assert len(given) == 8
    assert all(each == given[0] for each in given)
    assert all(value == f"${{{{ secrets.{name} }}}}" for name, value in given[0].items())
