"""Writes the files of all commands.

A file is either complete or not written. It replaces an existing file only if `replace` is set. A symbolic
link is replaced and not followed: otherwise another user could choose with a link which file is overwritten.
"""

import os
import re
import tempfile
from pathlib import Path

_DEFAULT_MODE = 0o666  # before the umask is applied
_OPEN_FILE = re.compile("/dev/(stdout|stderr|fd/[0-9]+)")  # files that this process already has open


def write_file(path: Path, text: str, *, replace: bool) -> None:
    """Write a file; raises a `FileExistsError` if it already exists, and other `OSError`s.

    If the path is not a regular file, for example `/dev/stdout`, write to it directly.
    """
    if path.exists() and not replace:  # checked before anything is written
        raise FileExistsError
    if _OPEN_FILE.fullmatch(str(path)) or path.is_char_device() or path.is_fifo():
        path.write_text(text, encoding="utf-8")
        return
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_DEFAULT_MODE & ~_umask())
        if replace:
            Path(temporary).replace(path)
        else:
            _link(Path(temporary), path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _link(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)  # unlike a rename, this never replaces an existing file
    except FileExistsError:
        raise
    except OSError:  # the file system has no hard links
        if path.exists():
            raise FileExistsError from None
        temporary.replace(path)


def _umask() -> int:
    """Return the umask of the process; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
