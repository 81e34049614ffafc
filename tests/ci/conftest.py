import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.ci.comments import TOKEN, Api, Comments, served
from tests.ci.github import Runner
from tests.ci.team import SECRETS, Team

REPOSITORY = "team/accounts"
NUMBER = 12


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, running: Simulator) -> tuple[Path, dict[str, Any]]:
    """The folder of a team that has begun, and what its accounts hold."""
    running.control.reset()
    folder = tmp_path_factory.mktemp("team")
    Team(folder, running).begin()
    return folder, running.control.snapshot()


@pytest.fixture
def both(tmp_path: Path, prepared: tuple[Path, dict[str, Any]], simulator: Simulator) -> Team:
    """A team with two stacks, which are applied."""
    folder, accounts = prepared
    shutil.copytree(folder, tmp_path, symlinks=True, dirs_exist_ok=True)
    simulator.control.restore(accounts)
    return Team(tmp_path, simulator)


@pytest.fixture
def team(both: Team) -> Team:
    """A team with one stack, which is applied."""
    both.stack("sales").configuration.unlink()
    return both


@pytest.fixture
def comments() -> Iterator[Comments]:
    """The comments of pull request 12."""
    issues = f"/repos/{REPOSITORY}/issues"
    api = Api(f"{issues}/{NUMBER}/comments", f"{issues}/comments", "Authorization", f"Bearer {TOKEN}")
    with served(api) as found:
        yield found


@pytest.fixture
def pull_request(both: Team, comments: Comments) -> Runner:
    """A runner for what happens on pull request 12."""
    event = {
        "pull_request": {"number": NUMBER, "head": {"repo": {"full_name": REPOSITORY}}},
        "repository": {"name": "accounts", "default_branch": "main"},
    }
    return runner(both, event, "refs/pull/12/merge", comments.url)


@pytest.fixture
def merge(both: Team) -> Runner:
    """A runner for what happens on the branch main."""
    event = {"repository": {"name": "accounts", "default_branch": "main"}}
    return runner(both, event, "refs/heads/main", "http://127.0.0.1:9")


def runner(team: Team, event: dict[str, Any], ref: str, api: str) -> Runner:
    given = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": api,
        "GITHUB_REF": ref,
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_RUN_ID": "77",
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_SHA": team.commit(),
    }
    github = {
        "event": event,
        "ref": ref,
        "ref_name": ref.rpartition("/")[2],
        "repository": REPOSITORY,
        "token": TOKEN,
    }
    return Runner(
        team.folder, {**team.machine, **given}, github, {"PULUMI_BACKEND_URL": team.backend}, SECRETS
    )
