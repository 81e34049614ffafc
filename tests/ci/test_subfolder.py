"""A project in a folder of a larger repository, with the workflows at the root of the repository."""

import shutil
from dataclasses import replace

import pytest

from tests.ci import commits
from tests.ci.comments import Comments
from tests.ci.github import Repository
from tests.ci.team import CHANGED, Team

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def moved(team: Team) -> Team:
    """Move the project into a folder of a larger repository."""
    root = team.folder.parent / "larger"
    shutil.rmtree(team.folder / ".git")
    shutil.move(team.folder, root / "teams" / "accounts")
    team.folder = root / "teams" / "accounts"
    shutil.move(team.folder / ".github", root / ".github")
    (root / "other").mkdir()
    commits.begin(root, team.folder)
    commits.commit(root)
    return team


def test_a_change_is_previewed_and_applied(
    team: Team, pull_request: Repository, merge: Repository, comments: Comments
) -> None:
    moved(team)
    root = team.folder.parents[1]
    variables = {**merge.variables, "PROJECT_FOLDER": "teams/accounts"}
    proposed, merged = (replace(each, folder=root, variables=variables) for each in (pull_request, merge))
    (root / "other" / "program.py").write_text("print()\n")

    untouched = proposed.run("preview.yml")
    team.declare("support", CHANGED)
    previewed = proposed.run("preview.yml")
    applied = merged.run("apply.yml")

    assert untouched.succeeded == {"plan": True, "comment": True}, untouched.said
    assert all(previewed.succeeded.values()), previewed.said
    assert "Closed all day" in comments.ours[0]
    assert "report.html" in previewed.kept
    assert applied["prod apply 1/1"].succeeded, applied.said
    assert [*applied.artefacts.glob("apply-prod-*/snapshots/support-*.json")]
    assert team.described() == ["Closed all day"]
