"""The report that a job has left which runs the code of a branch: anything may stand in its place."""

import errno
import os
import re
import stat
from pathlib import Path

from pulumi_liveperson.review.markdown import LONGEST, length

_MOST_BYTES = 4 * LONGEST
# No name that a forge would tell somebody about, also where HTML writes a part of it; ours have none.
_MENTION = re.compile(
    r"@(?!\u200b|&#8203;)|&(?:#0*64(?![0-9])|#x0*40(?![0-9a-f])|commat(?=;));?(?!\u200b)", re.IGNORECASE
)
# GitLab obeys a line such as `/close`, with the rights of whoever has written the comment.
_ORDER = re.compile(r"((?:^|[\n\r])\s*/)(?=\w)")
_GAP = "\u200b"


class NoReportError(Exception):
    """Something that is no report stands in the place of one; the message says what."""


def read_report(path: Path, marker: str) -> str:
    """Return the report that begins with the marker, made harmless; nothing if there is none."""
    text = _read(path)
    if not text.strip():
        return ""
    if text.partition("\n")[0] != marker:
        raise NoReportError("it does not begin with the marker of its stack")
    harmless = _ORDER.sub(rf"\1{_GAP}", _MENTION.sub(rf"\g<0>{_GAP}", text))
    if length(harmless) > LONGEST:
        raise NoReportError("it is longer than a comment can be")
    return harmless


def _read(path: Path) -> str:
    try:
        with open(path, "rb", opener=_opened) as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return ""
    except OSError:
        raise NoReportError("it is no ordinary file") from None
    if len(content) > _MOST_BYTES:
        raise NoReportError("it is longer than a comment can be")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise NoReportError("it is not UTF-8") from None


def _opened(path: str, flags: int) -> int:
    """Open a file, but follow no link, and wait for nobody who writes into a pipe."""
    found = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
    if stat.S_ISREG(os.fstat(found).st_mode):
        return found
    os.close(found)
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
