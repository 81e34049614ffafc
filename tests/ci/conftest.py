import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.ci.comments import TOKEN, Api, Comments, served
from tests.ci.github import REPOSITORY, Repository
from tests.ci.team import SECRETS, Team

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
def pull_request(both: Team, comments: Comments) -> Repository:
    """What happens on pull request 12."""
    both.commit()
    payload = {
        "number": NUMBER,
        "pull_request": {"number": NUMBER, "head": {"repo": {"full_name": REPOSITORY}}},
        "repository": {"name": "accounts", "default_branch": "main"},
    }
    return repository(both, "pull_request", payload, {"GITHUB_API_URL": comments.url})


@pytest.fixture
def merge(both: Team) -> Repository:
    """What happens on the branch main."""
    payload = {"ref": "refs/heads/main", "repository": {"name": "accounts", "default_branch": "main"}}
    return repository(both, "push", payload, {})


@pytest.fixture
def night(merge: Repository) -> Repository:
    """What happens at night."""
    return replace(merge, event="schedule")


def repository(team: Team, event: str, payload: dict[str, Any], given: dict[str, str]) -> Repository:
    variables = {"PULUMI_BACKEND_URL": team.backend}
    secrets = {**SECRETS, "GITHUB_TOKEN": TOKEN}
    return Repository(team.folder, team.machine, event, payload, variables, secrets, given)
