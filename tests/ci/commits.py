"""The git repository of a team: its files are pushed to the branch main, or proposed in a pull request."""

from pathlib import Path

from tests import warm
from tests.processes import ran

# What the first step of a job installs, without the downloads.
_SET_UP = """#!/bin/sh
set -eu
cd "$(dirname "$0")/.."
mkdir .venv
ln -s "{environment}"/* .venv
chmod +x host/pulumi-resource-pulumi-python
"""


def begin(folder: Path, project: Path | None = None) -> None:
    """Make a folder a repository, and let the jobs of its project install what this machine has."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", "https://github.com/team/accounts.git")
    (folder / ".git" / "info" / "exclude").write_text(".venv\n")  # a link here, and no folder
    ((project or folder) / ".ci" / "set-up").write_text(_SET_UP.format(environment=warm.environment()))


def commit(folder: Path) -> str:
    """Commit all files to the branch main, and return the id of the commit."""
    commit = _committed(folder)
    git(folder, "update-ref", "refs/heads/main", commit)
    git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    return commit


def propose(folder: Path) -> str:
    """Commit all files as the merge of a pull request into the branch main, and return its id."""
    commit = _committed(folder)
    git(folder, "checkout", "--quiet", "--detach", commit)
    return commit


def git(folder: Path, *command: str, check: bool = True) -> str:
    """Run a command of git, and return what it printed."""
    words = ["git", "-c", "user.name=Team", "-c", "user.email=team@example.com", *command]
    return ran(words, cwd=folder, check=check).stdout.strip()


def _committed(folder: Path) -> str:
    git(folder, "add", ".")
    main = git(folder, "rev-parse", "--quiet", "--verify", "main", check=False)
    parents = ["-p", main] if main else []
    return git(folder, "commit-tree", git(folder, "write-tree"), *parents, "-m", "x")
