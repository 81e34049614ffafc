"""Pulumi CLIs kept per version outside the checkout, so that no clone on this machine gets one twice.

A folder appears under its final name only when it is whole: it is filled under another name and renamed.
What an interrupted run left behind is swept away by the next one, under the lock that lets only one run at a
time fill a folder.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from toolchain.errors import ToolchainError
from toolchain.progress import say
from toolchain.pulumi_cli import PROGRAMS

GIB = 1 << 30


def home() -> Path:
    """Return the folder of all kept CLIs."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "liveperson-accounts" / "pulumi"


def is_whole(folder: Path) -> bool:
    """Tell whether a folder holds every program of a CLI."""
    return all(os.access(folder / program, os.X_OK) for program in PROGRAMS)


def obtain(key: str, fill: Callable[[Path], None]) -> Path:
    """Return the folder kept under a key, filled first where it is missing."""
    folder = home() / key
    if is_whole(folder):
        return folder
    home().mkdir(parents=True, exist_ok=True)
    with _locked(key):
        if is_whole(folder):
            return folder
        for left_behind in home().glob(f".{key}.*"):
            shutil.rmtree(left_behind)
        if folder.exists():
            shutil.rmtree(folder)
        scratch = Path(tempfile.mkdtemp(prefix=f".{key}.", dir=home()))
        try:
            fill(scratch)
            scratch.chmod(0o755)
            scratch.rename(folder)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return folder


def need_space(folder: Path, gib: float) -> None:
    """Stop where the disk that will hold a folder has too little room."""
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(existing).free / GIB
    if free < gib:
        raise ToolchainError(
            f"Too little disk space: {folder} needs {gib:.1f} GiB and has {free:.1f} GiB: "
            "free some, then run it again."
        )


@contextlib.contextmanager
def _locked(key: str) -> Iterator[None]:
    with (home() / f"{key}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Another set-up is getting pulumi {key}: waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
