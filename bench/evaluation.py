"""Measures the evaluation of hours: a year of 100 skills, of which each has its own hours."""

import datetime as dt
import time
from collections.abc import Mapping
from typing import Any

from bench.figures import Figure, Row
from pulumi_liveperson import closed, open_hours, weekly
from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.hours.overview import overview
from pulumi_liveperson.review.effective import calendar_feed, page, table

SKILLS = 100
YEAR = dt.date(2027, 1, 1), dt.date(2028, 1, 1)
SECONDS = 2.0
_ZONES = "Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"


def evaluation() -> list[Row]:
    """Return the seconds to evaluate every day of a year, and to show them; no two skills share an object."""
    configuration = _configuration()
    start = time.perf_counter()
    shown = overview(configuration, configuration.skills, YEAR, title="bench")
    days = sum(len(each.days) for each in shown.skills)
    rows = [_row(f"evaluate {days:,} days of {SKILLS} skills", time.perf_counter() - start, SECONDS)]
    for what, render in {
        "a table": table.render,
        "a page": page.render,
        "a calendar": calendar_feed.render,
    }.items():
        start = time.perf_counter()
        render(shown)
        rows.append(_row(f"show them as {what}", time.perf_counter() - start))
    return rows


def _row(what: str, seconds: float, target: float | None = None) -> Row:
    figures = {"measured": Figure(f"{seconds:.2f} s", seconds, target)}
    return Row(what, figures if target is None else {**figures, "target": Figure(f"≤ {target:.2f} s")})


def _configuration() -> Configuration:
    numbers = [str(number) for number in range(SKILLS)]
    zones = [_ZONES[number % len(_ZONES)] for number in range(SKILLS)]
    both = list(zip(numbers, zones, strict=True))
    return Configuration(
        [Skill(number, f"skill {number}", number, number) for number in numbers],
        [Workdays(number, f"desk {number}", _week(zone)) for number, zone in both],
        [SpecialOccasion(number, f"holidays {number}", _holidays(zone)) for number, zone in both],
    )


def _week(zone: str) -> list[Mapping[str, Any]]:
    times = [("MO-FR", "08:00", "12:00"), ("MO-FR", "13:00", "17:30"), ("SA", "21:00", "02:00")]
    return [shift for each in times for shift in weekly(*each, time_zone=zone)]


def _holidays(zone: str) -> list[Mapping[str, Any]]:
    days = [YEAR[0] + dt.timedelta(days=9 * number) for number in range(40)]
    events = [closed(day.isoformat(), time_zone=zone, name=f"Day {day.day}") for day in days]
    sales = open_hours("2027-11-25", "07:00", "23:00", days=5, time_zone=zone, name="Sales")
    return [*events, sales]
