"""Reads the values of the command's options: moments, dates, time zones and names of skills."""

import datetime as dt
import re
import shlex
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from pulumi_liveperson.cli.report.source import BadInputError
from pulumi_liveperson.client.equivalence.names import name_key
from pulumi_liveperson.events.zones import known_zones
from pulumi_liveperson.hours.configuration import Skill
from pulumi_liveperson.hours.moments import DAY, UnknownZoneError, zone

NOW, TODAY = "now", "today"
MOST_DAYS = 400
_WEEK, _YEAR = 7, 365
_YEARS = range(1970, 3000)
_HORIZON = re.compile(r"([1-9][0-9]{0,3})([dw])", re.ASCII)
_WAIT = re.compile(r"([1-9][0-9]{0,3})([sm])", re.ASCII)
_SECONDS = {"s": 1, "m": 60}
_LONGEST_WAIT = 3600
_MOST_NAMES = 3

Dates = tuple[dt.date, dt.date]
"""A first date, and the date after the last one."""


def moment_of(text: str, where: ZoneInfo | None) -> dt.datetime:
    """Return a moment with its offset, or the current one; a correction uses the offset of a zone."""
    if text == NOW:
        return dt.datetime.now(dt.UTC).replace(microsecond=0)
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise BadInputError(
            f"--at {text!r} is not a moment: write it like `--at 2026-12-24T10:00:00+00:00`, or `--at now`."
        )
    if found.tzinfo is None:
        local = found.astimezone() if where is None else found.replace(tzinfo=where)
        raise BadInputError(
            f"--at {text!r} has no offset, so it is a different moment in each time zone: write for example "
            f"`--at {local.isoformat()}`."
        )
    return found


def date_of(option: str, text: str) -> dt.date:
    """Return a date, or the date of this machine's clock."""
    if text == TODAY:
        return dt.datetime.now().astimezone().date()
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise BadInputError(
            f"{option} {text!r} is not a date: write it like `{option} 2026-12-24`, or `{option} {TODAY}`."
        )
    return found


def dates_of(
    day: str | None, first: str | None, last: str | None, year: str | None, *, is_long: bool = False
) -> Dates:
    """Return the dates of a day, of a year or of a period.

    Without a last date, they are a week; with `is_long`, a year. Without a first one, they begin today.
    """
    if year is not None:
        if not (year.isdecimal() and year.isascii() and int(year) in _YEARS):
            raise BadInputError(f"--year {year!r} is not a year: write it like `--year 2026`.")
        return dt.date(int(year), 1, 1), dt.date(int(year) + 1, 1, 1)
    if day is not None:
        only = date_of("--day", day)
        return only, only + DAY
    start = date_of("--from", TODAY if first is None else first)
    end = start + (_YEAR if is_long else _WEEK) * DAY if last is None else date_of("--to", last) + DAY
    if end <= start:
        raise BadInputError(
            f"--to {end - DAY} is before --from {start}: write `--from {end - DAY} --to {start}`."
        )
    if (end - start).days > MOST_DAYS:
        latest = start + (MOST_DAYS - 1) * DAY
        raise BadInputError(
            f"the period has {(end - start).days} days, and the limit is {MOST_DAYS}: write for example "
            f"`--from {start} --to {latest}`."
        )
    return start, end


def horizon_of(text: str) -> dt.timedelta:
    """Return a horizon in days or weeks."""
    found = _HORIZON.fullmatch(text)
    days = 0 if found is None else int(found[1]) * (_WEEK if found[2] == "w" else 1)
    if not 0 < days <= MOST_DAYS:
        raise BadInputError(
            f"--horizon {text!r} is not a number of days or weeks up to {MOST_DAYS} days: write for example "
            "`--horizon 90d` or `--horizon 12w`."
        )
    return days * DAY


def wait_of(text: str) -> float:
    """Return a time in seconds."""
    found = _WAIT.fullmatch(text)
    seconds = 0 if found is None else int(found[1]) * _SECONDS[found[2]]
    if not 0 < seconds <= _LONGEST_WAIT:
        raise BadInputError(
            f"--wait {text!r} is not a number of seconds or minutes up to one hour: write for example "
            "`--wait 90s` or `--wait 5m`."
        )
    return float(seconds)


def zone_of(text: str) -> ZoneInfo:
    """Return a time zone by its name in the IANA database; upper and lower case do not count."""
    try:
        return zone(text)
    except UnknownZoneError:
        raise BadInputError(
            f"--time-zone {text!r} is not an IANA time zone: write "
            f"{_alternatives('--time-zone', _similar(text, known_zones()) or ['Europe/Lisbon'])}."
        ) from None


def chosen(skills: Sequence[Skill], names: Iterable[str], title: str) -> list[Skill]:
    """Return the skills that are named, by name or id; without names, all skills in alphabetical order."""
    ordered = sorted(skills, key=lambda each: (each.name.casefold(), each.name, each.id))
    wanted = [each for name in names for each in _named(ordered, name, title)]
    return list(dict.fromkeys(wanted)) or ordered


def _named(skills: Sequence[Skill], name: str, title: str) -> list[Skill]:
    found = (
        [each for each in skills if each.name == name]
        or [each for each in skills if name_key(each.name) == name_key(name)]
        or [each for each in skills if each.id == name]
    )
    if found:
        return found
    similar = _similar(name, [each.name for each in skills])
    advice = (
        f"Write {_alternatives('--skill', similar)}."
        if similar
        else "Without --skill, `liveperson hours` shows all skills."
    )
    raise BadInputError(f"the {title} has no skill with the name or id {name!r}. {advice}")


def _similar(text: str, known: Iterable[str]) -> list[str]:
    by_key = {each.casefold(): each for each in known}
    last_part = {each.rpartition("/")[2]: each for each in by_key}
    close = get_close_matches(text.casefold(), by_key, _MOST_NAMES)
    close += [last_part[each] for each in get_close_matches(text.casefold(), last_part, 1, 0.8)]
    return [by_key[each] for each in dict.fromkeys(close)][:_MOST_NAMES]


def _alternatives(option: str, values: Sequence[str]) -> str:
    return " or ".join(f"`{option} {shlex.quote(each)}`" for each in values)
