"""A cache of Pulumi CLIs by version outside the checkout, so each one is downloaded or built only once.

Other checkouts and pipelines share this folder. So only this user may write to it, and set-up checks the
content and copies it: no program runs from the cache.

A folder gets its final name only when it is complete: it is filled under another name and then renamed. The
next run removes the remains of an interrupted run. A lock allows only one run at a time to fill a folder.
"""

import contextlib
import fcntl
import os
import shlex
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from toolchain.errors import ToolchainError
from toolchain.progress import print_status

GIB = 1 << 30
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def home() -> Path:
    """Return the folder of the cache."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "liveperson-accounts" / "pulumi"


def contains(key: str, is_complete: Callable[[Path], bool]) -> bool:
    """Return whether an entry is complete; raises `ToolchainError` if other users may write to it."""
    folder = home() / key
    _require_own(home().parent, home(), folder, *(folder.iterdir() if folder.is_dir() else ()))
    return is_complete(folder)


def obtain(key: str, fill: Callable[[Path], None], is_complete: Callable[[Path], bool]) -> Path:
    """Return the folder of an entry, and fill it first if it is missing or incomplete."""
    folder = home() / key
    if contains(key, is_complete):
        return folder
    for each in (home().parent.parent, home().parent, home()):
        # A umask may allow writes by a group, which the next run would refuse.
        each.mkdir(mode=0o755, parents=True, exist_ok=True)
    with _locked(key):
        if contains(key, is_complete):
            return folder
        if folder.exists():
            print_status(
                f"{folder} is incomplete, or not the reviewed version. It is downloaded or built again."
            )
        create_folder(folder, fill)
    return folder


def create_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Create a folder that appears under its name only when it is filled, and only this user may write to."""
    for left_behind in folder.parent.glob(f".{folder.name}.*"):
        shutil.rmtree(left_behind)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        fill(scratch)
        for each in scratch.iterdir():
            each.chmod(each.stat().st_mode & ~_OTHERS_WRITE)
        scratch.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def require_space(folder: Path, gib: float) -> None:
    """Raise a `ToolchainError` if the disk of a folder has too little free space."""
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(existing).free / GIB
    if free < gib:
        raise ToolchainError(
            f"Not enough disk space: {folder} needs {gib:.1f} GiB and has {free:.1f} GiB. "
            "Free some space, then run it again."
        )


def _require_own(*paths: Path) -> None:
    for path in paths:
        if not path.exists():
            continue
        found = path.stat()
        # The owner of a link can change its target after this check.
        if not {found.st_uid, path.lstat().st_uid} <= {0, os.geteuid()}:
            wrong = f"{path} belongs to another user"
        elif found.st_mode & _OTHERS_WRITE:
            wrong = f"Other users may write to {path}"
        else:
            continue
        raise ToolchainError(
            f"{wrong}, who can change what set-up installs. Remove the cache, then run it again: "
            f"`rm -r {shlex.quote(str(home().parent))}`. If you may not remove it, use another folder: "
            '`export XDG_CACHE_HOME="$(mktemp -d)"`.'
        )


@contextlib.contextmanager
def _locked(key: str) -> Iterator[None]:
    with (home() / f"{key}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print_status(f"Waiting for another set-up, which downloads or builds pulumi {key}.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
