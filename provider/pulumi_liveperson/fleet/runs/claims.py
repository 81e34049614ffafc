"""Lets only one run at a time write the results of a stack into a folder."""

import fcntl
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pulumi_liveperson.fleet.account import Account, FleetError

_FILE = ".lock"  # the system removes the locks in it when a run ends, also when it is killed


@contextmanager
def claimed(folder: Path, accounts: Iterable[Account]) -> Iterator[None]:
    """Claim the results of accounts in a `with` block; raises a `FleetError` if another run has one of them.

    Runs over other stacks can use the folder at the same time. Where a file system has no locks, nothing is
    claimed.
    """
    with _opened(folder / _FILE) as file:
        for account in accounts:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, zlib.crc32(account.stack.encode()))
            except (BlockingIOError, PermissionError):  # both mean a lock of another process
                raise FleetError(
                    f"another run works on stack {account.stack} with the results in {folder}: wait for its "
                    "end, or name another folder with --results."
                ) from None
            except OSError:
                break
        yield


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("ab")
    except OSError as error:
        raise FleetError(f"{path} cannot be written: {error.strerror}.") from None
