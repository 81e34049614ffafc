"""Asks git what has changed in the project's folder, which may be a part of a repository."""

import subprocess
from pathlib import Path

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.escaping.addresses import with_quoted_addresses
from pulumi_liveperson.fleet.account import FleetError
from pulumi_liveperson.fleet.accounts.programs import FOLDER

NO_COMMIT = "0"  # forges name the commit before the first one with zeros only


def resolved_commit(revision: str) -> str:
    """Return the id of the commit that a revision names; raises a `FleetError` if there is none."""
    _git("rev-parse", "--git-dir")
    name = f"{revision}^{{commit}}"
    found = _run("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    if found.returncode == 0:
        return found.stdout.decode().strip()
    shown = visible(revision)
    if _git("rev-parse", "--is-shallow-repository").strip() == b"true":
        raise FleetError(
            f"this checkout does not contain {shown}, because it is shallow: run `git fetch --unshallow`, or "
            "check out the complete history (`fetch-depth: 0` for actions/checkout, GIT_DEPTH: 0 on GitLab)."
        )
    raise FleetError(
        f"git knows no commit {shown}: check the name, or fetch it with `git fetch origin {shown}`."
    )


def changed_files(commit: str) -> set[Path]:
    """Return the files of this folder that differ from a commit, also uncommitted ones, relative to it."""
    # Without renames, so both the former and the new name of a file are in the list.
    options = ("--name-only", "--relative", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", "-z")
    untracked = _paths(_git("ls-files", "--others", "--exclude-standard", "-z"))
    return _paths(_git("diff", *options, commit, "--")) | {path for path in untracked if _is_of_project(path)}


def former_content(commit: str, path: Path) -> bytes | None:
    """Return the content of a file in a commit, or `None` if the commit does not contain it."""
    name = str(path) if path.is_absolute() else f"./{path}"
    if path.is_absolute():
        top = Path(_git("rev-parse", "--show-toplevel").decode().rstrip("\n"))
        name = str(path.resolve().relative_to(top)) if path.resolve().is_relative_to(top) else name
    found = _run("cat-file", "blob", f"{commit}:{name}")
    return found.stdout if found.returncode == 0 else None


def _is_of_project(path: Path) -> bool:
    """Return whether an untracked file belongs to the project; others, such as results, are of a pipeline."""
    return path.parts[0] == FOLDER.name or path.suffix in {".py", ".yaml"}


def _paths(listed: bytes) -> set[Path]:
    return {Path(name.decode(errors="surrogateescape")) for name in listed.split(b"\0") if name}


def _git(*command: str) -> bytes:
    done = _run(*command)
    if done.returncode:
        said = with_quoted_addresses(visible(done.stderr.decode(errors="replace").strip()))
        raise FleetError(
            f"git cannot compare this folder with another commit: {said} Run the command in a git checkout."
        )
    return done.stdout


def _run(*command: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(  # noqa: S603 - no shell; each part is a constant or a separate argument
            ["git", "--no-optional-locks", *command],  # noqa: S607 - intentionally found on PATH
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise FleetError(f"the command `git` cannot be run: {error.strerror}: install git.") from None
