"""Days and hours of an occasion as text: `closed on 25 and 26 Dec 2026`, `open 09:00 to 12:00`."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from pulumi_liveperson.events.expansion import Hours
from pulumi_liveperson.review.dates import clock, day, days
from pulumi_liveperson.review.differences import DayHours, Days
from pulumi_liveperson.review.lines import External, Line, enumerated, quoted, shortened

_NAMED_ONE_BY_ONE = 3


def describe_hours(hours: DayHours, date: dt.date, *, with_zone: bool) -> Line:
    """Return the hours of a day: `closed`, `open 09:00 to 12:00 and 13:00 to 17:00`.

    Hours over several days have dates, and come first: `closed from 24 Dec 2026 12:00 to ...`.
    """
    parts: list[Line] = []
    ordered = sorted(hours, key=lambda each: not each.long)
    for (working, zone, _), group in groupby(ordered, key=lambda each: (each.working, each.zone, each.long)):
        windows = [_window(each, date) for each in group]
        state = "open" if working else "closed"
        text: Line = (
            (state,) if windows == ["all day"] and not working else (f"{state} {' and '.join(windows)}",)
        )
        parts.append((*text, " in ", External(shortened(zone))) if with_zone else text)
    return enumerated(parts, last=", and ")


def when(hours: DayHours, groups: Sequence[Days]) -> Line:
    """Return the days for hours, to follow them; only names if the hours already contain dates."""
    if all(each.long for each in hours):
        return in_brackets(groups[0].names)
    return (" ", *on_days(groups))


def on_days(groups: Sequence[Days]) -> Line:
    """Return days, with their names if these are few."""
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
    """Return the names of days in brackets after a space; empty if they have none."""
    return (" (", *enumerated([quoted(name) for name in names[:_NAMED_ONE_BY_ONE]]), ")") if names else ()


def _window(hours: Hours, date: dt.date) -> str:
    if hours.all_day:
        return "all day"
    start = dt.datetime.combine(date, hours.begins)
    end = start + hours.length
    if hours.long:
        return f"from {day(start)} {clock(start.time())} to {day(end)} {clock(end.time())}"
    if hours.nights and end.time() == dt.time():
        return f"{clock(hours.begins)} to 24:00"
    return f"{clock(hours.begins)} to {clock(end.time())}{' (next day)' if hours.nights else ''}"
