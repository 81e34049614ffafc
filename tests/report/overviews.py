"""Hours of skills for tests: a year of a small account, and any hours in any time zones."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.hours.overview import Overview, overview
from tests.report.steps import event

BERLIN = "Europe/Berlin"
YEAR = dt.date(2026, 1, 1), dt.date(2027, 1, 1)
DECEMBER = dt.date(2026, 12, 1), dt.date(2027, 1, 1)
EVERY_DAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OFFICE = EVERY_DAY[:5]
# Clocks that change by half an hour, at midnight, in Ramadan, in the other half of the year, twice, or never.
ODD_ZONES = (
    *(BERLIN, "Europe/Dublin", "America/New_York", "America/Havana", "America/Santiago", "America/St_Johns"),
    *("Africa/Cairo", "Africa/Casablanca", "Asia/Beirut", "Asia/Kathmandu", "Atlantic/Azores", "UTC"),
    *("Australia/Lord_Howe", "Pacific/Chatham", "Antarctica/Troll", "Pacific/Apia", "Etc/GMT+12"),
)


def shifts(days: Any, start: str, end: str, zone: str = BERLIN) -> list[dict[str, Any]]:
    """Return the same hours on several weekdays."""
    return [{"day": day, "start": start, "end": end, "time_zone": zone} for day in days]


def special(start: str, end: str, name: str, *, working: bool = False, zone: str = BERLIN) -> dict[str, Any]:
    """Return an event."""
    return event(start, end, working=working, name=name, zone=zone)


HOLIDAYS = (
    special("2026-01-01", "2026-01-02", "New Year"),
    special("2026-09-20T12:00:00", "2026-09-20T18:00:00", "Open day", working=True),
    special("2026-12-24T09:00:00", "2026-12-24T13:00:00", "Christmas Eve", working=True),
    special("2026-12-25", "2026-12-27", "Christmas"),
)


def account(*names: str, dates: tuple[dt.date, dt.date] = YEAR, title: str = "acme/prod") -> Overview:
    """Return an account: an office with holidays, a night desk, and a skill that is always open."""
    skills = [*(Skill(f"1{number}", name) for number, name in enumerate(names or ("Support DE", "Billing")))]
    skills += [Skill("2", "Emergency", "always", "none"), Skill("3", "Night desk", "night", "none")]
    office = [*shifts(OFFICE, "09:00", "17:30"), *shifts(["SA"], "10:00", "14:00")]
    night = [*shifts(EVERY_DAY, "00:00", "06:00"), *shifts(EVERY_DAY, "20:00", "24:00")]
    always = shifts(EVERY_DAY, "00:00", "24:00", "Europe/London")
    objects = Configuration(
        skills,
        [
            Workdays("office", "Office", office, is_default=True),
            Workdays("night", "Night", night),
            Workdays("always", "Always", always),
        ],
        [SpecialOccasion("holidays", "Holidays", HOLIDAYS, is_default=True), SpecialOccasion("none", "None")],
    )
    return overview(objects, skills, dates, title=title)


def office(
    events: list[dict[str, Any]],
    *,
    days: Any = OFFICE,
    start: str = "09:00",
    shown_in: ZoneInfo | None = None,
) -> Overview:
    """Return a skill that is open on weekdays, with special days."""
    skills = [Skill("1", "Support DE")]
    hours = shifts(days, start, "17:30")
    objects = Configuration(
        skills,
        [Workdays("w", "Office", hours, is_default=True)],
        [SpecialOccasion("o", "Holidays", events, is_default=True)],
    )
    return overview(objects, skills, YEAR, title="acme/prod", shown_in=shown_in)


CLOCK_CHANGES = tuple(
    (zone, dt.date(2026, month, day), own)
    for zone, month, day in (
        *((BERLIN, 3, 29), (BERLIN, 10, 25), ("America/New_York", 11, 1), ("America/Havana", 11, 1)),
        *(("Australia/Lord_Howe", 4, 5), ("Africa/Cairo", 4, 24), ("America/Santiago", 9, 6)),
        *(("America/Santiago", 4, 5), ("Antarctica/Troll", 10, 25)),
    )
    for own in (zone, "UTC")
)
"""A zone, the day on which its clocks change, and the zone of hours that are shown in it."""


def alternating(zone: str, day: dt.date, own: str) -> Overview:
    """Return hours that begin or end at half past each hour, around a day."""
    edges = ["00:00", *(f"{hour:02}:30" for hour in range(24)), "24:00"]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    hours = [each for start, end in pairs for each in shifts(EVERY_DAY, start, end, own)]
    skills = [Skill("1", "Support DE")]
    objects = Configuration(skills, [Workdays("w", "W", hours, is_default=True)])
    weeks = dt.timedelta(days=18)
    return overview(objects, skills, (day - weeks, day + weeks), title="acme", shown_in=ZoneInfo(zone))


def elsewhere(hours: list[dict[str, Any]], day: dt.date, zone: str) -> Overview:
    """Return hours that are shown in a zone, for a week before a day and a week after it."""
    skills, week = [Skill("1", "Support DE")], dt.timedelta(days=7)
    objects = Configuration(skills, [Workdays("w", "W", hours, is_default=True)])
    return overview(objects, skills, (day - week, day + week), title="acme", shown_in=ZoneInfo(zone))


def always(zone: str) -> Overview:
    """Return a skill that is always open."""
    skills = [Skill("1", "Support DE")]
    hours = [Workdays("w", "W", shifts(EVERY_DAY, "00:00", "24:00", zone), is_default=True)]
    return overview(Configuration(skills, hours), skills, YEAR, title="acme")


def without_hours(dates: tuple[dt.date, dt.date] = YEAR) -> Overview:
    """Return a skill to which no hours apply."""
    skills = [Skill("1", "Support DE")]
    return overview(Configuration(skills), skills, dates, title="acme/prod")


def named(name: str) -> Overview:
    """Return an account in which each text of others is the same."""
    skills = [Skill("1", name), Skill("2", name, "none", "none")]
    hours = [Workdays("w", name, shifts(OFFICE, "09:00", "17:00"), is_default=True)]
    events = [SpecialOccasion("o", name, [special("2026-12-25", "2026-12-26", name)], is_default=True)]
    return overview(Configuration(skills, hours, events), skills, DECEMBER, title=name)


def many(number: int) -> Overview:
    """Return skills of which no two have the same hours."""
    skills = [Skill(str(each), f"Skill {each}", f"w{each}") for each in range(number)]
    hours = [
        Workdays(f"w{each}", "W", shifts(OFFICE, f"{6 + each % 4:02}:{each // 4:02}", "17:30"))
        for each in range(number)
    ]
    events = [SpecialOccasion("o", "Holidays", HOLIDAYS, is_default=True)]
    return overview(Configuration(skills, hours, events), skills, YEAR, title="acme/prod")


def _at(quarters: int) -> str:
    return f"{quarters // 4:02}:{quarters % 4 * 15:02}"


_zones = st.sampled_from(ODD_ZONES)
_edges = st.lists(st.integers(0, 96), min_size=2, max_size=2, unique=True).map(sorted)


@st.composite
def _shifts(draw: st.DrawFn, zones: st.SearchStrategy[str]) -> list[dict[str, Any]]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        start, end = draw(_edges)
        days = draw(st.sets(st.sampled_from(EVERY_DAY), min_size=1))
        found += shifts(days, _at(start), _at(end), draw(zones))
    return found


@st.composite
def _events(draw: st.DrawFn, first: dt.date, zones: st.SearchStrategy[str]) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(0, 4))):
        day = first + dt.timedelta(days=draw(st.integers(-1, 30)))
        name, zone = draw(st.sampled_from(["closed", f"Day {number}"])), draw(zones)
        if draw(st.booleans()):
            end = day + dt.timedelta(days=draw(st.integers(1, 3)))
            found.append(special(str(day), str(end), name, working=draw(st.booleans()), zone=zone))
        else:
            start, end_of_hours = draw(_edges.filter(lambda edges: edges[1] < 96))
            window = f"{day}T{_at(start)}:00", f"{day}T{_at(end_of_hours)}:00"
            found.append(special(*window, name, working=draw(st.booleans()), zone=zone))
    return found


@st.composite
def overviews(draw: st.DrawFn) -> Overview:
    """Return any hours of two skills over some weeks, around changes of the clocks more often than not."""
    zones = st.just(draw(_zones)) if draw(st.booleans()) else _zones
    changes = [
        dt.date(2026, *each) for each in ((2, 10), (3, 5), (3, 20), (4, 1), (9, 20), (10, 20), (10, 28))
    ]
    first = draw(st.sampled_from(changes)) + dt.timedelta(days=draw(st.integers(0, 9)))
    last = first + dt.timedelta(days=draw(st.integers(1, 30)))
    hours = [Workdays(each, each, draw(_shifts(zones))) for each in ("a", "b")]
    events = SpecialOccasion("c", "c", draw(_events(first, zones)), is_default=True)
    skills = [Skill("1", "One", "a"), Skill("2", "Two", draw(st.sampled_from(["b", None])))]
    shown_in = draw(st.none() | _zones.map(ZoneInfo))
    return overview(
        Configuration(skills, hours, [events]), skills, (first, last), title="acme", shown_in=shown_in
    )
