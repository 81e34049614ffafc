"""The one way in which a command writes a file.

The file is whole or not there, and replaces none unless that is asked for. A link is replaced and not
followed, so that nobody who has put one there chooses what is overwritten.
"""

import os
import re
import tempfile
from pathlib import Path

_AS_ANY_FILE = 0o666  # the umask takes from it
_OPEN = re.compile("/dev/(stdout|stderr|fd/[0-9]+)")  # what this process has open already


def write_file(path: Path, text: str, *, replace: bool) -> None:
    """Write a file; raises a `FileExistsError` if there is one already, and other `OSError`s.

    What is no file to begin with, such as `/dev/stdout`, is written to.
    """
    if path.exists() and not replace:  # known before anything is written
        raise FileExistsError
    if _OPEN.fullmatch(str(path)) or path.is_char_device() or path.is_fifo():
        path.write_text(text, encoding="utf-8")
        return
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(_AS_ANY_FILE & ~_umask())
        if replace:
            Path(beside).replace(path)
        else:
            _put(Path(beside), path)
    finally:
        Path(beside).unlink(missing_ok=True)


def _put(beside: Path, path: Path) -> None:
    try:
        path.hardlink_to(beside)  # which, unlike a rename, never takes the place of another
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError from None
        beside.replace(path)


def _umask() -> int:
    """Return what the surroundings take from the mode of a new file; asking for it sets it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
