"""Pulumi CLIs kept per version outside the checkout, so that no clone on this machine gets one twice.

Other checkouts and pipelines share this folder. So it must belong to this user alone, and set-up copies
from it what it has checked: nothing that runs lies in here.

A folder appears under its final name only when it is whole: it is filled under another name and renamed.
What an interrupted run left behind is swept away by the next one, under the lock that lets only one run at a
time fill a folder.
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
    """Return the folder of all kept CLIs."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "liveperson-accounts" / "pulumi"


def contains(key: str, is_complete: Callable[[Path], bool]) -> bool:
    """Tell whether something whole is kept under a key; raises a `ToolchainError` if it may be another's."""
    folder = home() / key
    _require_own(home().parent, home(), folder, *(folder.iterdir() if folder.is_dir() else ()))
    return is_complete(folder)


def obtain(key: str, fill: Callable[[Path], None], is_complete: Callable[[Path], bool]) -> Path:
    """Return the folder kept under a key, filled first where it is missing or not whole."""
    folder = home() / key
    if contains(key, is_complete):
        return folder
    for each in (home().parent.parent, home().parent, home()):
        # Where the umask lets a group write, the folders must not be refused the next time.
        each.mkdir(mode=0o755, parents=True, exist_ok=True)
    with _locked(key):
        if contains(key, is_complete):
            return folder
        if folder.exists():
            print_status(f"{folder} is not whole, or not what was reviewed: getting it again.")
        create_folder(folder, fill)
    return folder


def create_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Let a folder appear under its name when it is filled; nobody else may write into it."""
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
    """Stop where the disk that will hold a folder has too little room."""
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(existing).free / GIB
    if free < gib:
        raise ToolchainError(
            f"Too little disk space: {folder} needs {gib:.1f} GiB and has {free:.1f} GiB: "
            "free some, then run it again."
        )


def _require_own(*paths: Path) -> None:
    for path in paths:
        if not path.exists():
            continue
        found = path.stat()
        # Whoever owns a link can lead it elsewhere after this look.
        if not {found.st_uid, path.lstat().st_uid} <= {0, os.geteuid()}:
            wrong = f"{path} belongs to another user"
        elif found.st_mode & _OTHERS_WRITE:
            wrong = f"Other users may write to {path}"
        else:
            continue
        raise ToolchainError(
            f"{wrong}, who can change what set-up runs. Remove all that is kept, then run it again: "
            f"`rm -r {shlex.quote(str(home().parent))}`. Where you may not do that, keep it elsewhere: "
            '`export XDG_CACHE_HOME="$(mktemp -d)"`.'
        )


@contextlib.contextmanager
def _locked(key: str) -> Iterator[None]:
    with (home() / f"{key}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print_status(f"Another set-up is getting pulumi {key}: waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
