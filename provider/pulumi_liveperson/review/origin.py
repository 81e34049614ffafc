"""The origin of a report: its account, its time, and the commit of the checkout."""

import datetime as dt
import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ACCOUNT = "liveperson:accountId"
_VARIABLE = "LIVEPERSON_ACCOUNT_ID"
_IS_ACCOUNT = re.compile(r"[a-zA-Z0-9_]{1,20}", re.ASCII)
_IS_COMMIT = re.compile(r"# branch\.oid ([0-9a-f]{40,64})")
_SHORT = 12
# Untracked files of the program are run too; other untracked files, such as those of a pipeline, are not.
_PROGRAM_FILES = (".py", ".yaml")


@dataclass(frozen=True)
class Commit:
    """The commit of a checkout."""

    id: str
    is_dirty: bool
    """Whether the checkout has changes that are not committed."""

    def description(self) -> str:
        """Return the commit with its short id, and whether the checkout has other changes."""
        return f"commit {self.id[:_SHORT]}{', with changes that are not committed' if self.is_dirty else ''}"


@dataclass(frozen=True)
class Origin:
    """The account, the time and the commit of a report."""

    account: str | None
    """`None` if it is unknown."""
    time: str
    """In UTC, such as `2026-11-29T08:15:00Z`."""
    commit: Commit | None
    """`None` if this folder is not a git checkout."""


def origin(document: Any, *, runs_here: bool) -> Origin:
    """Return the origin of a report that is created now.

    The environment can contain the account too. It has priority if the preview runs in this environment.
    """
    return origin_at(document, commit(), runs_here=runs_here)


def origin_at(document: Any, at: Commit | None, *, runs_here: bool) -> Origin:
    """Return the origin of a report that is created now from a known commit."""
    named, configured = os.environ.get(_VARIABLE), _configured(document)
    account = (named or configured) if runs_here else (configured or named)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)
    return Origin(account or None, f"{now.isoformat()}Z", at)


def commit() -> Commit | None:
    """Return the commit of the checkout in this folder."""
    command = ["git", "--no-optional-locks", "status", "--porcelain=v2", "--branch"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603 - no external arguments
    except OSError:  # git is not installed
        return None
    lines = done.stdout.decode(errors="replace").splitlines()
    ids = [found[1] for line in lines if (found := _IS_COMMIT.fullmatch(line))]
    changes = [line for line in lines if not line.startswith("# ")]
    is_dirty = any(not line.startswith("? ") or line.endswith(_PROGRAM_FILES) for line in changes)
    return Commit(ids[0], is_dirty) if ids and done.returncode == 0 else None


def _configured(document: Any) -> str | None:
    """Return the account from the configuration in a preview or a plan, which may be masked."""
    configuration = document.get("config") if isinstance(document, Mapping) else None
    named = configuration.get(_ACCOUNT) if isinstance(configuration, Mapping) else None
    return named if isinstance(named, str) and _IS_ACCOUNT.fullmatch(named) else None
