"""Reads the report of a job that ran the code of a branch; the file is untrusted input."""

import errno
import os
import stat
from pathlib import Path

from pulumi_liveperson.review.escaping import without_actions
from pulumi_liveperson.review.markdown import LONGEST, length

_MAX_BYTES = 4 * LONGEST


class InvalidReportError(Exception):
    """The file is not a valid report; the message contains the cause."""


def read_report(path: Path, marker: str) -> str:
    """Return the harmless report, or an empty text without one; raises an error if its marker is wrong."""
    text = _read(path)
    if not text.strip():
        return ""
    if text.partition("\n")[0] != marker:
        raise InvalidReportError("it does not begin with the marker of the stack")
    harmless = without_actions(text)
    if length(harmless) > LONGEST:
        raise InvalidReportError("it is longer than a comment may be")
    return harmless


def _read(path: Path) -> str:
    try:
        with open(path, "rb", opener=_opened) as file:
            content = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return ""
    except OSError:
        raise InvalidReportError("it is not a regular file") from None
    if len(content) > _MAX_BYTES:
        raise InvalidReportError("it is longer than a comment may be")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise InvalidReportError("it is not UTF-8") from None


def _opened(path: str, flags: int) -> int:
    """Open a regular file; do not follow a symbolic link, and do not wait for the writer of a pipe."""
    found = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
    if stat.S_ISREG(os.fstat(found).st_mode):
        return found
    os.close(found)
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
