"""Durations with their units: `90 seconds`, `2 minutes`, `1 day`."""

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


def _whole(amount: Any) -> int | None:
    is_number = isinstance(amount, int) or (isinstance(amount, float) and amount.is_integer())
    return int(amount) if is_number and not isinstance(amount, bool) else None
