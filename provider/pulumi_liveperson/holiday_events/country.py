"""The public holidays of a country, from the package `holidays`."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from pulumi_liveperson.events.event import Event
from pulumi_liveperson.events.names import OPEN
from pulumi_liveperson.events.shortcuts import closed, open_hours
from pulumi_liveperson.holiday_events.arguments import checked_years, checked_zone, shown_years
from pulumi_liveperson.holiday_events.choices import checked_choices, checked_hours, opened, remaining
from pulumi_liveperson.holiday_events.findings import Findings
from pulumi_liveperson.holiday_events.package import (
    Country,
    Name,
    check_holidays,
    check_language,
    check_subdivision,
    check_years,
    entity_of,
)

_DELIMITER = "; "  # of the names of one day


def public_holidays(
    country: str,
    years: int | Iterable[int],
    *,
    time_zone: str,
    subdivision: str | None = None,
    language: str | None = None,
    observed: bool = True,
    without: str | dt.date | Iterable[str | dt.date] = (),
    hours: Mapping[str | dt.date, tuple[str, str]] | None = None,
) -> list[Event]:
    """Return an event for each public holiday of a country, such as `"GB", [2026, 2027], subdivision="ENG"`.

    - `country`, `subdivision`, `language`: codes of the package `holidays`; by default the whole country, and
      its own language.
    - `years`: one or several.
    - `observed`: whether to add the working day that replaces a holiday on a weekend. The day on the weekend
      stays, unless the law moves it.
    - `without`: dates and names to leave out. A name without "(observed)" means both days.
    - `hours`: opening hours such as `{"2026-12-24": ("09:00", "13:00")}`, by date or by name. They replace
      the closure. They also open a date that is not a holiday, and a half day of the package.

    The preview reports a wrong argument as an error, and estimated dates in a warning. Outside a Pulumi
    program, a wrong argument raises a `RunError`. The events are in the order of their dates.
    """
    findings = Findings("public_holidays", country, shown_years(years))
    known_years = checked_years(years, findings)
    entity = entity_of(country, findings)
    if entity is not None:
        check_years(country, entity, known_years, findings)
        check_subdivision(country, entity, subdivision, findings)
        check_language(country, entity, language, findings)
    found = None
    if not findings:
        found = Country(entity, known_years, subdivision, language, observed=observed)
        check_holidays(country, found, known_years, findings)
    checked_zone(time_zone, findings)
    left_out, windows = checked_choices("without", without, findings), checked_hours(hours, findings)
    events: list[Event] = []
    if found is not None:
        days = remaining(found.public, left_out, findings)
        open_days = opened(found, found.public.keys() - days.keys(), windows, findings)
        for day in sorted(days.keys() | open_days.keys()):
            names = days.get(day) or found.half_days.get(day, [])
            events.append(_event(day, names, open_days.get(day), time_zone))
        _warn_of_estimates(days, findings)
    findings.report()
    return [] if findings else events


def _event(day: dt.date, names: Sequence[Name], hours: tuple[str, str] | None, time_zone: str) -> Event:
    name = _DELIMITER.join(each.text for each in names)
    if hours is None:
        return closed(day.isoformat(), time_zone=time_zone, name=name)
    return open_hours(day.isoformat(), *hours, time_zone=time_zone, name=name or OPEN)


def _warn_of_estimates(days: Mapping[dt.date, Sequence[Name]], findings: Findings) -> None:
    estimated = [
        f"{day} ({each.plain})" for day, names in sorted(days.items()) for each in names if each.is_estimated
    ]
    if estimated:
        findings.warning(
            "estimated-dates",
            f"dates that are estimates, and may change when they are announced: {', '.join(estimated)}",
        )
