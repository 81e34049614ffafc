"""Durations with their units: `90 seconds`, `2 minutes`, `1 day`."""

import datetime as dt
from typing import Any

from pulumi_liveperson.review.lines import Line, count, value

_MINUTE = 60
_UNITS = ((86_400, "day"), (3_600, "hour"), (_MINUTE, "minute"), (1, "second"))


def seconds(amount: Any) -> Line:
    """Return a number of seconds in the largest unit that divides it."""
    whole = _whole(amount)
    if whole is None:
        return value(amount)
    size, unit = next((each for each in _UNITS if whole and whole % each[0] == 0), _UNITS[-1])
    return (count(whole // size, unit),)


def minutes(amount: Any) -> Line:
    """Return a number of minutes in the largest unit that divides it."""
    whole = _whole(amount)
    return value(amount) if whole is None else seconds(whole * _MINUTE) if whole else ("0 minutes",)


def hours(length: dt.timedelta) -> str:
    """Return a duration in hours and minutes: `68 hours`, `30 minutes`, `7 hours and 30 minutes`."""
    whole, rest = divmod(round(length.total_seconds() / _MINUTE), _MINUTE)
    parts = [count(number, unit) for number, unit in ((whole, "hour"), (rest, "minute")) if number]
    return " and ".join(parts) or "0 hours"


def _whole(amount: Any) -> int | None:
    is_number = isinstance(amount, int) or (isinstance(amount, float) and amount.is_integer())
    return int(amount) if is_number and not isinstance(amount, bool) else None
