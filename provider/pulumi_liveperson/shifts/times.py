"""The days and times of shifts.

Days have the two letters of RFC 5545. A time is `HH:MM` or `HH:MM:SS`. The console offers 23:59 as its last
minute, so an end of 23:59 means the end of the day.
"""

import re

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MIDNIGHT = "00:00"
LAST_MINUTE = "23:59"
END_OF_DAY = "24:00"
_TIME = re.compile(r"(?P<minute>(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)(?::(?P<second>[0-5][0-9]))?", re.ASCII)


def start_time(text: str) -> str:
    """Return the canonical form of a start, without zero seconds; raises a `ValueError`."""
    found = _parts(text)
    if found is None or found[0] == END_OF_DAY:
        raise ValueError(f"{text!r} must be HH:MM or HH:MM:SS, from 00:00 to 23:59")
    minute, second = found
    return minute if second == "00" else f"{minute}:{second}"


def end_time(text: str) -> str:
    """Return the canonical form of an end, in which the end of the day is 24:00; raises a `ValueError`."""
    found = _parts(text)
    if found is None:
        raise ValueError(f"{text!r} must be HH:MM or HH:MM:SS, to 24:00 at the latest")
    minute, second = found
    if minute == END_OF_DAY or (minute, second) == (LAST_MINUTE, "00"):
        return END_OF_DAY
    return minute if second == "00" else f"{minute}:{second}"


def next_day(day: str) -> str:
    """Return the day after a day."""
    return DAYS[(DAYS.index(day) + 1) % len(DAYS)]


def _parts(text: str) -> tuple[str, str] | None:
    """Return the hour with its minute, and the second, of a time."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    minute, second = found["minute"], found["second"] or "00"
    return None if minute == END_OF_DAY and second != "00" else (minute, second)
