"""Accounts with random hours, close to the days on which clocks change."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays

ODD_ZONES = (
    "Africa/Cairo",  # the clock changes at midnight
    "Africa/Casablanca",  # daylight saving is negative, and stops in Ramadan
    "Africa/El_Aaiun",
    "America/Asuncion",
    "America/Havana",  # 00:00 does not exist on a day in March
    "America/New_York",
    "America/Nuuk",  # the hour before midnight changes
    "America/Santiago",
    "America/Scoresbysund",
    "America/St_Johns",
    "Antarctica/Troll",  # two hours
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Atlantic/Azores",
    "Australia/Eucla",
    "Australia/Lord_Howe",  # half an hour
    "Etc/GMT+12",
    "Europe/Dublin",  # daylight saving is negative
    "Europe/Lisbon",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Easter",
    "Pacific/Kiritimati",  # UTC+14
    "Pacific/Niue",
    "UTC",
)
A_DAY = dt.timedelta(days=1)
QUARTER = dt.timedelta(minutes=15)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STARTS = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45))
_MIDNIGHTS = ("23:59", "23:59:59", "23:59:00")
_NIGHTLY = ("00:00", "00:15", "00:30", "01:00", "01:30", "02:00", "02:30", "03:00", "22:00", "23:00", "23:30")


@cache
def clock_changes(zone: str) -> tuple[dt.datetime, ...]:
    """Return the moments from 2025 to 2028 at which a clock changes, or another one if none does."""
    days = [dt.datetime(2025, 1, 1, tzinfo=dt.UTC) + number * A_DAY for number in range(4 * 365)]
    quarters = [
        day + number * QUARTER
        for day in days
        if _offset(day, zone) != _offset(day + A_DAY, zone)
        for number in range(1, 97)
    ]
    changes = [each for each in quarters if _offset(each - QUARTER, zone) != _offset(each, zone)]
    return tuple(changes) or (dt.datetime(2026, 3, 29, 1, tzinfo=dt.UTC),)


def _offset(moment: dt.datetime, zone: str) -> dt.timedelta | None:
    return moment.astimezone(ZoneInfo(zone)).utcoffset()


_ODD = ("08:07", "09:59:30", "16:01:01", "23:58:59")
_starts = st.sampled_from(_STARTS) | st.sampled_from(_NIGHTLY)
_ends = st.sampled_from(_STARTS[1:]) | st.sampled_from(_NIGHTLY[1:]) | st.sampled_from(_MIDNIGHTS)


def _time(times: st.SearchStrategy[str], odd: tuple[str, ...]) -> st.SearchStrategy[str]:
    return times | st.sampled_from(odd) if odd else times


def _with_seconds(time: str) -> str:
    return time if time.count(":") == 2 else f"{time}:00"


@st.composite
def shifts(draw: st.DrawFn, zones: st.SearchStrategy[str], odd: tuple[str, ...]) -> Mapping[str, Any]:
    start, end = draw(_time(_starts, odd)), draw(_time(_ends, ("24:00", *odd)))
    if _with_seconds(end) <= _with_seconds(start):
        end = "24:00"
    return {"day": draw(st.sampled_from(_DAYS)), "start": start, "end": end, "time_zone": draw(zones)}


@st.composite
def events(
    draw: st.DrawFn, zones: st.SearchStrategy[str], around: dt.date, odd: tuple[str, ...]
) -> Mapping[str, Any]:
    first = around + draw(st.integers(-3, 3) | st.sampled_from([-60, -8, 8, 60])) * A_DAY
    zone, working = draw(zones), draw(st.sampled_from([True, True, False]))
    form = draw(st.sampled_from(["hours", "hours", "nights", "midnight", "day", "dates", "whole days"]))
    last = first + draw(st.integers(1, 3)) * A_DAY
    start, end = (_with_seconds(draw(_time(times, odd))) for times in (_starts, _ends))
    if form in ("day", "dates"):
        window = (f"{first}", f"{first if form == 'day' else last}")
    elif form == "whole days":
        window = (f"{first}T00:00:00", f"{last - A_DAY}T23:59:00")
    elif form == "midnight":
        window = (f"{first}T{start}", f"{first + A_DAY}T00:00:00")
    elif form == "nights":
        window = (f"{first}T{start}", f"{last}T{end}")
    else:
        window = (f"{first}T{start}", f"{first}T{end if end > start else '23:59:59'}")
    event: dict[str, Any] = {
        "meta": {"working": working, "name": draw(st.sampled_from(["closed", "open", "one", "two", ""]))},
        "start": {"date_time": window[0], "time_zone": zone},
        "end": {"date_time": window[1], "time_zone": zone},
    }
    days = draw(st.sampled_from([None, None, None, 0, 1, 2, 4]))
    if days is not None:
        event["recurrence"] = [f"RRULE:FREQ=DAILY;COUNT={days};INTERVAL=1"] if days else []
    return event


@st.composite
def accounts(draw: st.DrawFn, *, on_quarters: bool = False) -> tuple[Configuration, dt.datetime]:
    """Return an account, and a moment at which a clock changes in one of its zones."""
    odd = () if on_quarters else _ODD
    zone, other = draw(st.sampled_from(ODD_ZONES)), draw(st.sampled_from(ODD_ZONES))
    change = draw(st.sampled_from(clock_changes(zone)))
    around = change.astimezone(ZoneInfo(zone)).date()
    one = st.just(zone)
    zones = draw(st.sampled_from([one, one, st.sampled_from([zone, zone, other])]))
    weekly_zones = draw(st.sampled_from([zones, zones, st.just(other)]))
    defaults = st.sampled_from([True, False])
    workdays = [
        Workdays(
            number, f"week {number}", draw(st.lists(shifts(weekly_zones, odd), max_size=8)), draw(defaults)
        )
        for number in ("9", "10")[draw(st.integers(0, 2)) :]
    ]
    occasions = [
        SpecialOccasion(
            number, f"days {number}", draw(st.lists(events(zones, around, odd), max_size=5)), draw(defaults)
        )
        for number in ("9", "10")[draw(st.integers(0, 2)) :]
    ]
    ids = st.sampled_from([None, "", "9", "10", "10", "7"])
    skills = [Skill(str(n), f"skill {n}", draw(ids), draw(ids)) for n in range(draw(st.integers(1, 2)))]
    return Configuration(skills, workdays, occasions), change
