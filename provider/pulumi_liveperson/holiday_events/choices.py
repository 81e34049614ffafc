"""The days that a program leaves out, or on which it has hours, by their dates or by their names."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from pulumi_liveperson.holiday_events.findings import Findings, similar
from pulumi_liveperson.holiday_events.package import Country, Days
from pulumi_liveperson.shifts.times import END_OF_DAY, LAST_MINUTE, end_time, start_time

Hours = tuple[str, str]
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_NAMES = 30  # in a message


class Choice(NamedTuple):
    """An entry of `without` or `hours`: a date or a name."""

    path: str
    value: str

    @property
    def date(self) -> dt.date | None:
        """The date, or None if the entry is a name."""
        return dt.date.fromisoformat(self.value) if _DATE.fullmatch(self.value) else None


def checked_choices(path: str, entries: object, findings: Findings) -> list[Choice]:
    """Return the entries that are dates or names; any other entry is an error in `findings`."""
    if entries is None:
        return []
    several = [entries] if isinstance(entries, str | dt.date) else entries
    if not isinstance(several, Iterable):
        findings.mistake(path, f"must contain dates and names, not {entries!r}")
        return []
    return [choice for each in several if (choice := _choice(path, each, findings))]


def checked_hours(hours: object, findings: Findings) -> dict[Choice, Hours]:
    """Return the opening hours of each entry; an invalid entry is an error in `findings`."""
    if hours is not None and not isinstance(hours, Mapping):
        findings.mistake(
            "hours", f"must be a dict such as {{'2026-12-24': ('09:00', '13:00')}}, not {hours!r}"
        )
        return {}
    found: dict[Choice, Hours] = {}
    for entry, value in (hours or {}).items():
        choice = _choice("hours", entry, findings)
        if choice is not None:
            try:
                found[choice] = _hours(value)
            except ValueError as error:
                findings.mistake(f"hours[{entry!r}]", str(error))
    return found


def remaining(days: Days, without: Iterable[Choice], findings: Findings) -> Days:
    """Return the days without the entries; an entry that means no day is an error in `findings`."""
    kept = {day: list(names) for day, names in days.items()}
    for choice in without:
        found = _days_of(choice, days)
        if not found:
            findings.mistake("without", _unknown(choice, days))
        for day in found:
            names = kept.get(day, [])
            kept[day] = [] if choice.date else [each for each in names if not each.is_called(choice.value)]
    return {day: names for day, names in kept.items() if names}


def opened(
    country: Country, left_out: AbstractSet[dt.date], hours: Mapping[Choice, Hours], findings: Findings
) -> dict[dt.date, Hours]:
    """Return the opening hours of each day; a date has priority over a name.

    A name that means no holiday and no half day is an error in `findings`. So is a date in another year, and
    a day that is left out.
    """
    if not hours:
        return {}
    days: Days = {**country.half_days, **country.public}
    found: dict[dt.date, Hours] = {}
    for choice, window in sorted(hours.items(), key=lambda each: each[0].date is not None):
        if choice.date is not None:
            meant = {choice.date}
            if choice.date.year not in country.years:
                findings.mistake("hours", f"{choice.value} is not in the years of this call")
        else:
            meant = _days_of(choice, days)
            if not meant:
                findings.mistake("hours", _unknown(choice, days))
        if meant and meant <= left_out:
            findings.mistake("hours", f"{choice.value!r} is in without too")
        found |= dict.fromkeys(meant - left_out, window)
    return found


def _days_of(choice: Choice, days: Days) -> set[dt.date]:
    if choice.date is not None:
        return {choice.date} & days.keys()
    return {day for day, names in days.items() if any(each.is_called(choice.value) for each in names)}


def _unknown(choice: Choice, days: Days) -> str:
    """Return the message for an entry that means none of the days."""
    wanted = choice.date
    if wanted is None:
        names = dict.fromkeys(each.plain for several in days.values() for each in several)
        listed = f"; the names are {', '.join(names)}" if len(names) <= _MOST_NAMES else ""
        return f"{choice.value!r} is not the name of a holiday{similar(choice.value, list(names)) or listed}"
    near = min(days, key=lambda day: (abs(day - wanted), day), default=None)
    hint = f"; the nearest is {near} ({days[near][0].text})" if near else ""
    return f"{choice.value} is not a holiday{hint}"


def _choice(path: str, entry: Any, findings: Findings) -> Choice | None:
    text = entry.strftime("%Y-%m-%d") if isinstance(entry, dt.date) else entry
    if not isinstance(text, str):
        findings.mistake(path, f"{entry!r} must be a date such as '2026-12-24', or the name of a holiday")
        return None
    choice = Choice(path, text.strip())
    try:
        _ = choice.date
    except ValueError as error:
        findings.mistake(path, f"{entry!r} does not exist: {error}")
        return None
    return choice


def _hours(value: Any) -> Hours:
    """Return the start and the end of a window; raises a `ValueError`."""
    if not (isinstance(value, tuple | list) and [type(each) for each in value] == [str, str]):
        raise ValueError(f"must be two times such as ('09:00', '13:00'), not {value!r}")
    opens, closes = start_time(value[0]), end_time(value[1])
    if closes <= opens:
        raise ValueError(f"{value[1]} must be after {value[0]}")
    return opens, LAST_MINUTE if closes == END_OF_DAY else closes
