"""Which rights, secrets and caches the jobs of the pipelines have."""

import re
from pathlib import Path

import pytest

from tests.ci.github import WORKFLOWS, read
from tests.ci.test_workflows import ACTIONS, EACH_FILE, FILES, FOLDER, jobs, steps

SIGNING_IN = {
    "apply.yml": ("dev", "test", "prod"),
    "drift.yml": ("drift",),
    "preview.yml": ("preview",),
    "ring.yml": ("preview", "apply"),
}
"""The jobs that can sign in to a cloud, or call such jobs."""


@EACH_FILE
def test_permissions_are_the_least(file: Path) -> None:
    workflow = read(file)
    beyond = {
        name: {right: level for right, level in job["permissions"].items() if level != "read"}
        for name, job in workflow["jobs"].items() if "permissions" in job
    }  # fmt: skip
    signing_in = {name: {"id-token": "write"} for name in SIGNING_IN.get(file.name, ())}
    commenting = {"comment": {"pull-requests": "write"}} if file.name == "preview.yml" else {}

    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert {name: rights for name, rights in beyond.items() if rights} == {**signing_in, **commenting}


def test_only_jobs_that_look_at_an_account_sign_in_to_a_cloud() -> None:
    for file in FILES:
        for name, job in read(file)["jobs"].items():
            signs_in = "./.github/actions/sign-in" in [step.get("uses") for step in job.get("steps", [])]
            looks = "secrets." in str(job.get("steps"))
            calls = "uses" in job
            assert signs_in == looks == (not calls and name in SIGNING_IN.get(file.name, ()))


def test_a_job_signs_in_only_to_the_clouds_that_are_set() -> None:
    [action] = [each for each in ACTIONS if each.parent.name == "sign-in"]
    signing_in = read(action)
    given = [step["with"] for file in FILES for step in steps(file) if "sign-in" in step.get("uses", "")]

    assert [step["if"] for step in signing_in["runs"]["steps"]] == [
        "inputs.aws-role != ''",
        "inputs.azure-client != ''",
        "inputs.google-provider != ''",
    ]
    assert len(given) == 4
    # From variables, which an environment may replace: its role is another one than that of the repository.
    assert all(each == given[0] for each in given)
    assert [*given[0]] == [*signing_in["inputs"]]
    assert all(value.startswith("${{ vars.") for value in given[0].values())


@pytest.mark.threat("planted-file")
@EACH_FILE
def test_a_job_that_may_write_runs_reviewed_code_alone_and_has_no_secret(file: Path) -> None:
    writing = [job for job in jobs(file) if job.get("permissions", {}).get("pull-requests") == "write"]

    for job in writing:
        first, set_up, *others = job["steps"]
        assert first["with"]["ref"] == "${{ github.event.repository.default_branch }}"
        assert set_up == {"uses": "./.github/actions/set-up", "with": {"folder": FOLDER}}  # without a cache
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
    named_jobs = [
        (file.name, name, job["environment"])
        for file in FILES for name, job in read(file)["jobs"].items() if "environment" in job
    ]  # fmt: skip
    assert named_jobs == [("ring.yml", "apply", "${{ inputs.ring }}")]


def test_only_an_update_writes_what_other_jobs_find_in_the_cache() -> None:
    used = {
        (file.name, step.get("with", {}).get("cache", "none"))
        for file in FILES for step in steps(file) if step.get("uses") == "./.github/actions/set-up"
    }  # fmt: skip
    [action] = [each for each in ACTIONS if each.parent.name == "set-up"]
    caching = [step for step in read(action)["runs"]["steps"] if "cache" in str(step)]

    assert used == {
        ("apply.yml", "write"),
        ("ring.yml", "write"),
        ("ring.yml", "read"),
        ("drift.yml", "read"),
        ("preview.yml", "read"),
        ("preview.yml", "none"),
    }
    assert [(step["uses"].partition("@")[0], step["if"]) for step in caching] == [
        ("actions/cache/restore", "inputs.cache == 'read'"),
        ("actions/cache", "inputs.cache == 'write'"),
    ]


@EACH_FILE
def test_secrets_are_given_only_to_steps_that_look_at_an_account(file: Path) -> None:
    text = file.read_text()
    holding = [step for step in steps(file) if "secrets." in str(step)]
    passed_on = [job for job in read(file)["jobs"].values() if "secrets" in job]
    looking = re.compile(r"liveperson fleet (preview|drift|apply) ")

    assert "inherit" not in text
    assert text.count("secrets.") == sum(str(each).count("secrets.") for each in [*holding, *passed_on])
    assert [step["name"] for step in holding if not looking.search(step["run"])] == []
    assert [
        step["name"] for step in steps(file) if looking.search(str(step.get("run"))) and step not in holding
    ] == []


def test_all_steps_that_look_at_an_account_have_the_same_secrets() -> None:
    given = [step["env"] for file in FILES for step in steps(file) if "secrets." in str(step)]
    passed_on = [job["secrets"] for job in read(WORKFLOWS / "apply.yml")["jobs"].values() if "secrets" in job]
    accepted = read(WORKFLOWS / "ring.yml")[True]["workflow_call"]["secrets"]

    assert len(given) == 4
    assert all(each == given[0] for each in given)
    for name, value in given[0].items():
        # What a role has, if the job has signed in to one, comes before keys.
        assert value.replace(f"env.{name} || ", "") == f"${{{{ secrets.{name} }}}}"
    assert passed_on == [{name: f"${{{{ secrets.{name} }}}}" for name in given[0]}] * 3
    assert list(accepted) == list(given[0])
