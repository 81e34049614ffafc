"""Reads an iCalendar file (RFC 5545).

A program may read what another system wrote, so everything that such a file can be is one clear error.
"""

import os
import re
import stat
from pathlib import Path

from icalendar import Calendar, Event

from pulumi_liveperson.holiday_events.findings import Findings, similar

MOST_BYTES = 2_000_000
"""A larger file is refused; a calendar of public holidays has a few hundred kilobytes at most."""
_BEGIN = re.compile(r"\s*BEGIN:VCALENDAR\b", re.IGNORECASE)


def events_of(path: object, findings: Findings) -> list[Event]:
    """Return the events of a file; a file that cannot be read is an error in `findings`."""
    if not isinstance(path, str | os.PathLike):
        findings.mistake("path", f"must be the path of an iCalendar file as text, not {path!r}")
        return []
    text = _text(Path(path), findings)
    if text is None:
        return []
    if not _BEGIN.match(text):
        findings.mistake("path", "is not an iCalendar file: it does not start with BEGIN:VCALENDAR")
        return []
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # The library does not promise which errors an invalid file causes.
        findings.mistake("path", f"is not a valid iCalendar file: {str(error)[:200] or type(error).__name__}")
        return []
    if not calendars:
        findings.mistake("path", "is not a complete iCalendar file: END:VCALENDAR is missing")
    elif not events:
        findings.mistake("path", "is a calendar without events (VEVENT)")
    return [each for each in events if isinstance(each, Event)]


def _text(path: Path, findings: Findings) -> str | None:
    """Return the text of a file without a byte order mark, or None and an error in `findings`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a device or a pipe"
            findings.mistake("path", f"is {kind}, not an iCalendar file")
            return None
        if status.st_size > MOST_BYTES:
            size = f"{status.st_size / 1e6:.1f} MB"
            findings.mistake("path", f"has {size}; the maximum is {MOST_BYTES // 1_000_000} MB")
            return None
        content = path.read_bytes()
    except FileNotFoundError:
        findings.mistake("path", f"does not exist in {Path.cwd()}{_neighbours(path)}")
        return None
    except (OSError, ValueError) as error:  # a ValueError for a null character in the path
        reason = getattr(error, "strerror", None) or str(error)
        findings.mistake("path", f"cannot be read: {reason}")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        findings.mistake(
            "path",
            f"is not UTF-8 text: line {line} contains the byte 0x{content[error.start]:02X}. Convert the "
            f"file, for example with `iconv -f ISO-8859-1 -t UTF-8`",
        )
        return None


def _neighbours(path: Path) -> str:
    try:
        return similar(path.name, [each.name for each in path.parent.iterdir()])
    except OSError:
        return ""
