"""Days and hours of an occasion in words: `closed on 25 and 26 Dec 2026`, `open 09:00 to 12:00`."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from cli.report.dates import clock, day, days
from cli.report.differences import Days, Holds
from cli.report.events import Hours
from cli.report.words import Given, Line, enumerated, quoted, shortened

_NAMED_ONE_BY_ONE = 3
_ANY_DAY = dt.date(2000, 1, 1)


def holds(hours: Holds, *, with_zone: bool) -> Line:
    """Return what holds on a day: `closed`, `open 09:00 to 12:00 and 13:00 to 17:00`."""
    parts: list[Line] = []
    for (working, zone), group in groupby(hours, key=lambda each: (each.working, each.zone)):
        windows = [_window(each) for each in group]
        state = "open" if working else "closed"
        words: Line = (
            (state,) if windows == ["all day"] and not working else (f"{state} {' and '.join(windows)}",)
        )
        parts.append((*words, " in ", Given(shortened(zone))) if with_zone else words)
    return enumerated(parts, last=", and ")


def on_days(groups: Sequence[Days]) -> Line:
    """Return days, with what they are called where that can be said shortly."""
    dates = [date for group in groups for date in group.dates]
    names = list(dict.fromkeys(group.names for group in groups))
    if len(names) == 1:
        return (days(dates), *in_brackets(names[0]))
    if len(dates) > _NAMED_ONE_BY_ONE or not all(names):
        return (days(dates),)
    one_by_one: list[Line] = [
        (day(date), *in_brackets(group.names)) for group in groups for date in group.dates
    ]
    return ("on ", *enumerated(one_by_one))


def in_brackets(names: tuple[str, ...]) -> Line:
    """Return what days are called, after a space; nothing where they have no names."""
    return (" (", *enumerated([quoted(name) for name in names[:_NAMED_ONE_BY_ONE]]), ")") if names else ()


def _window(hours: Hours) -> str:
    if hours.all_day:
        return "all day"
    end = dt.datetime.combine(_ANY_DAY, hours.begins) + hours.length
    nights = (end.date() - _ANY_DAY).days
    if nights == 1 and end.time() == dt.time():
        return f"{clock(hours.begins)} to 24:00"
    later = "" if not nights else " the next day" if nights == 1 else f" {nights} days later"
    return f"{clock(hours.begins)} to {clock(end.time())}{later}"
