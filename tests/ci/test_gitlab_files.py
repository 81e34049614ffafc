"""The rules that all pipelines of GitLab keep, and their scripts; `make check` lints whole files."""

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import warm
from tests.ci.actions import TEMPLATE
from tests.ci.github import read
from tests.ci.test_workflows import GITLAB, checked

SEVERAL_OPTIONS = "SC2086"
FOLDER = TEMPLATE / ".gitlab"
PARENT = read(TEMPLATE / ".gitlab-ci.yml")
TOKENS = {"AWS_ID_TOKEN": "token", "AZURE_ID_TOKEN": "token", "GOOGLE_ID_TOKEN": "token"}


def jobs(file: Path) -> dict[str, Any]:
    """Return the jobs of a pipeline by their names."""
    content = read(file).items()
    return {name: job for name, job in content if isinstance(job, dict) and {"script", "trigger"} & {*job}}


def scripted() -> list[tuple[str, dict[str, Any]]]:
    """Return the jobs with a script, with the names of their files."""
    return [(file.name, job) for file in GITLAB for job in jobs(file).values() if "script" in job]


def lines(script: str | list[str]) -> list[str]:
    return [script] if isinstance(script, str) else script


@pytest.mark.parametrize("file", GITLAB, ids=lambda file: file.name)
def test_scripts_have_no_mistake(file: Path) -> None:
    # The runner gives the shell these options.
    scripts = [
        "\n".join(["set -eo pipefail", *lines(job["script"])])
        for job in jobs(file).values()
        if "script" in job
    ]

    # A comment that lets it pass would be printed by every job.
    assert [found for each in scripts if (found := checked(each, f"--exclude={SEVERAL_OPTIONS}"))] == []


def test_every_job_has_an_end_and_a_child_pipeline_that_fails_fails_its_parent() -> None:
    started = [job for file in GITLAB for job in jobs(file).values() if "trigger" in job]

    assert [name for name, job in scripted() if "timeout" not in job and name != "unchanged.yml"] == []
    assert len(started) == 6
    assert all(job["trigger"]["strategy"] == "depend" for job in started)


@pytest.mark.threat("branch")
def test_a_job_gets_the_variables_of_an_environment_only_if_it_applies_or_comments() -> None:
    named = {name: job["environment"] for name, job in scripted() if "environment" in job}

    assert named == {"apply.yml": {"name": "$RING"}, "preview.yml": {"name": "comments", "action": "access"}}
    # A started pipeline gets only what is named here, and no variables of the person who has started it.
    inherited = [
        job["inherit"]["variables"] for file in GITLAB for job in jobs(file).values() if "trigger" in job
    ]
    assert inherited == [False] * 5 + [["RING", "SELECTION", "VALVES", "BUDGET"]]


def test_one_job_of_a_ring_applies_at_a_time_and_somebody_has_to_start_it() -> None:
    job = read(FOLDER / "apply.yml")["apply"]

    assert job["resource_group"] == "$RING"
    assert job["rules"] == [{"if": '$APPLY == "automatic"'}, {"when": "manual"}]
    assert "parallel" not in str(job)


def test_the_rings_are_applied_in_their_order() -> None:
    stages = PARENT["stages"]

    assert stages[-3:] == ["dev", "test", "prod"]
    assert [PARENT[ring]["stage"] for ring in stages[-3:]] == stages[-3:]


@pytest.mark.threat("fork")
def test_nothing_runs_for_a_fork_or_before_a_backend_is_set() -> None:
    off, request, branch = PARENT["workflow"]["rules"]

    assert off == {"if": '$PULUMI_BACKEND_URL == null || $PULUMI_BACKEND_URL == ""', "when": "never"}
    assert "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID" in request["if"]
    assert "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in branch["if"]


def test_only_an_update_writes_what_other_jobs_find_in_the_cache() -> None:
    set_up = read(FOLDER / "set-up.yml")
    policies = {
        name: job["variables"]["CACHE_POLICY"]
        for name, job in scripted() if "CACHE_POLICY" in job.get("variables", {})
    }  # fmt: skip

    assert set_up["default"]["cache"]["policy"] == "$CACHE_POLICY"
    assert set_up["variables"]["CACHE_POLICY"] == "pull"
    assert policies == {"apply.yml": "pull-push"}


@pytest.mark.threat("planted-file")
def test_the_comment_is_posted_by_reviewed_code() -> None:
    job = read(FOLDER / "preview.yml")["comment"]
    first, second, *others = job["script"]

    # The runner puts the report into the folder of the project, and no code.
    assert job["variables"]["GIT_STRATEGY"] == "empty"
    assert (job["cache"], job["before_script"]) == ([], [])
    assert "extends" not in job
    assert first == 'cd "$(mktemp -d)" || exit 1'
    assert second == 'git clone --quiet --depth 1 --branch "$CI_DEFAULT_BRANCH" "$CI_REPOSITORY_URL" .'
    assert [line for line in others if "cd " in line] == ['cd "$PROJECT_FOLDER" || exit 1']
    assert "GITLAB_TOKEN" not in "".join(file.read_text() for file in GITLAB)


def test_what_can_be_interrupted_replaces_the_shell() -> None:
    running = [
        line
        for _, job in scripted() for line in lines(job["script"])
        if re.search(r"fleet (preview|drift|apply) ", line)
    ]  # fmt: skip

    # The signals of a cancelled job may reach only the process of the script.
    assert len(running) == 4
    assert [line for line in running if not line.startswith("exec liveperson fleet ")] == []


@pytest.mark.parametrize(
    ("name", "default"), [("PULUMI_SKIP_CHECKPOINTS", "true"), ("PULUMI_PARALLEL", "64")]
)
def test_an_update_is_a_quick_one_unless_the_settings_say_otherwise(name: str, default: str) -> None:
    assert read(FOLDER / "apply.yml")["apply"]["variables"][name] == default


def written(
    folder: Path, number: int, rings: str = "", **variables: str
) -> "subprocess.CompletedProcess[str]":
    """Write the pipelines of a project with many stacks of the ring prod."""
    rows = [f"acme-{each},{71_000_000 + each},starter,prod" for each in range(number)]
    (folder / "accounts.csv").write_text("\n".join([f"stack,account,program,ring{rings}", *rows, ""]))
    (folder / "Pulumi.yaml").write_text("name: accounts\nruntime: python\n")
    (folder / "stacks").mkdir(exist_ok=True)
    (folder / "stacks" / "starter.py").write_text("def program():\n    pass\n")
    for each in range(number):
        account = f'config:\n  liveperson:accountId: "{71_000_000 + each}"\n  accounts:program: starter\n'
        (folder / f"Pulumi.acme-{each}.yaml").write_text(account)
    return subprocess.run(
        ["sh", FOLDER / "write-pipelines"],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{warm.environment()}/bin:{os.environ['PATH']}",
            "CI_PROJECT_DIR": str(folder),
            "CI_PIPELINE_SOURCE": "push",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_ring_is_divided_into_shards_and_its_settings_are_written_with_it(tmp_path: Path) -> None:
    done = written(
        tmp_path, 30, REPORT_OPTIONS="--never-closed 'Night desk'", MAX_FAILURES="2", MATCH="acme-*"
    )

    assert done.returncode == 0, done.stderr
    assert [*read(tmp_path / "pipeline-dev.yml")] == ["nothing"]
    prod = read(tmp_path / "pipeline-prod.yml")
    assert prod[".shards"] == {"parallel": {"matrix": [{"SHARD": ["1/2", "2/2"]}]}}
    assert prod["variables"] == {
        "RING": "prod",
        "SELECTION": "--ring prod --match=acme-*",
        "UNTOUCHED": "",
        "VALVES": "--never-closed 'Night desk'",
        "BUDGET": "2",
    }


def test_more_shards_than_gitlab_allows_are_refused_with_the_solution(tmp_path: Path) -> None:
    done = written(tmp_path, 201, SHARD_SIZE="1")

    assert done.returncode == 2
    assert "--size 2" in done.stderr
    assert not (tmp_path / "pipeline-prod.yml").exists()


def test_a_ring_that_the_pipeline_does_not_apply_is_refused(tmp_path: Path) -> None:
    done = written(tmp_path, 1, rings="\n*,,,staging\n*,,,prod")

    assert done.returncode == 2
    assert "the pipeline does not apply ring staging" in done.stderr


def signed_in(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a shell that has read `.ci/sign-in`."""
    done = subprocess.run(
        ["sh", "-euc", f". {TEMPLATE}/.ci/sign-in; env"],
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", done.stdout, re.MULTILINE))


def test_a_job_signs_in_to_a_cloud_with_its_own_token() -> None:
    found = signed_in(
        {
            **TOKENS,
            "AWS_ROLE_ARN": "arn:aws:iam::1:role/state",
            "AZURE_CLIENT_ID": "client",
            "AZURE_TENANT_ID": "tenant",
            "GOOGLE_WORKLOAD_IDENTITY_PROVIDER": "projects/1/providers/g",
            "GOOGLE_SERVICE_ACCOUNT": "state@project.example",
        }
    )

    for name in ("AWS_WEB_IDENTITY_TOKEN_FILE", "AZURE_FEDERATED_TOKEN_FILE"):
        assert Path(found[name]).read_text() == "token"
    google = json.loads(Path(found["GOOGLE_APPLICATION_CREDENTIALS"]).read_text())
    assert google["audience"].endswith("/providers/g")
    assert google["service_account_impersonation_url"].endswith("/state@project.example:generateAccessToken")
    assert Path(google["credential_source"]["file"]).read_text() == "token"


def test_a_job_without_the_variables_of_a_cloud_does_not_sign_in() -> None:
    assert {
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AZURE_FEDERATED_TOKEN_FILE",
        "GOOGLE_APPLICATION_CREDENTIALS",
    }.isdisjoint(signed_in(TOKENS))
