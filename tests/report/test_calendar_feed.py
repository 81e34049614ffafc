"""The hours as a calendar, as an application that subscribes to it reads them."""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given, settings

from pulumi_liveperson.escaping import without_commands
from pulumi_liveperson.hours.moments import is_ambiguous, midnight
from pulumi_liveperson.hours.overview import Overview
from pulumi_liveperson.hours.stretches import Span, State, united
from pulumi_liveperson.review.effective.calendar_feed import render
from pulumi_liveperson.review.effective.time_zones import time_zone
from tests.report.overviews import (
    CLOCK_CHANGES,
    ODD_ZONES,
    account,
    alternating,
    many,
    named,
    overviews,
    without_hours,
)
from tests.report.test_escaping import NASTY


def events(text: str) -> list[Any]:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def expanded(text: str, shown: Overview) -> dict[str, list[Span]]:
    """Return when each skill is open, as another library expands the rules."""
    day = dt.timedelta(days=1)
    start, end = (dt.datetime.combine(each, dt.time(), tzinfo=dt.UTC) for each in (shown.first, shown.last))
    found: dict[str, list[Span]] = {hours.skill.name: [] for hours in shown.skills}
    calendar = icalendar.Calendar.from_ical(text)
    for each in recurring_ical_events.of(calendar).between(start - 2 * day, end + 2 * day):
        if str(each["SUMMARY"]).endswith(": open"):
            [name] = each["CATEGORIES"].cats
            found[str(name)].append((each.start.astimezone(dt.UTC), each.end.astimezone(dt.UTC)))
    return found


def open_times(shown: Overview) -> dict[str, list[Span]]:
    return {
        hours.skill.name: united(
            (each.start, each.end) for each in hours.stretches if each.state is State.OPEN
        )
        for hours in shown.skills
    }


@settings(max_examples=40)
@given(overviews())
def test_another_library_expands_the_feed_to_the_same_hours(shown: Overview) -> None:
    found = expanded(render(shown), shown)

    assert {name: sorted(spans) for name, spans in found.items()} == open_times(shown)


@pytest.mark.parametrize(("zone", "day", "own"), CLOCK_CHANGES)
def test_a_change_of_the_clock_moves_no_open_time(zone: str, day: dt.date, own: str) -> None:
    shown = alternating(zone, day, own)
    text = render(shown)

    assert {name: sorted(spans) for name, spans in expanded(text, shown).items()} == open_times(shown)
    exceptions = [each.dt for event in events(text) if "EXDATE" in event for each in event["EXDATE"].dts]
    local = [each.replace(tzinfo=None) for each in exceptions]
    assert not [each for each in local if is_ambiguous(each, ZoneInfo(zone))]


def test_a_year_expands_to_the_same_hours() -> None:
    shown = account()

    assert {name: sorted(spans) for name, spans in expanded(render(shown), shown).items()} == open_times(
        shown
    )


def test_normal_hours_are_one_rule_without_the_special_days() -> None:
    [rule] = [
        each
        for each in events(render(account("Support DE")))
        if each["SUMMARY"] == "Support DE: open" and "MO" in each.get("RRULE", {}).get("BYDAY", [])
    ]

    assert rule["DTSTART"].dt == dt.datetime(2026, 1, 2, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    assert rule["DTEND"].dt.time() == dt.time(17, 30)
    assert rule["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261231T080000Z;BYDAY=MO,TU,WE,TH,FR"
    assert [each.dt.date().isoformat() for each in rule["EXDATE"].dts] == ["2026-12-24", "2026-12-25"]


def test_special_days_are_events_of_whole_days_with_their_names_and_hours() -> None:
    found = {
        str(each["SUMMARY"]): (each["DTSTART"].dt.isoformat(), each["DTEND"].dt.isoformat())
        for each in events(render(account("Support DE")))
        if not isinstance(each["DTSTART"].dt, dt.datetime)
    }

    assert found == {
        "Support DE: New Year, closed": ("2026-01-01", "2026-01-02"),
        "Support DE: Open day, 12:00\N{EN DASH}18:00": ("2026-09-20", "2026-09-21"),
        "Support DE: Christmas Eve, 09:00\N{EN DASH}13:00": ("2026-12-24", "2026-12-25"),
        "Support DE: Christmas, closed": ("2026-12-25", "2026-12-27"),
    }


def test_days_that_are_not_known_are_no_open_times() -> None:
    [event] = events(render(without_hours()))

    assert event["SUMMARY"] == "Support DE: not known"
    assert event["DTSTART"].dt == dt.date(2026, 1, 1)
    assert event["DTEND"].dt == dt.date(2027, 1, 1)


def test_a_skill_that_is_always_open_has_one_event() -> None:
    shown = account()
    [event] = [each for each in events(render(shown)) if each["SUMMARY"] == "Emergency: open"]

    assert event["DTSTART"].dt == midnight(shown.first, ZoneInfo("Europe/London"))
    assert event["DTEND"].dt == midnight(shown.last, ZoneInfo("Europe/London"))


def test_an_application_gets_what_it_needs_to_subscribe() -> None:
    text = render(account())
    calendar = icalendar.Calendar.from_ical(text)

    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["VERSION"] == "2.0"
    assert calendar["X-WR-CALNAME"] == "Opening hours: acme/prod"
    assert "\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in text
    assert "\r\nX-PUBLISHED-TTL:P1D\r\n" in text
    assert all(each["TRANSP"] == "TRANSPARENT" for each in events(text))
    uids = [str(each["UID"]) for each in events(text)]
    assert len(set(uids)) == len(uids)
    assert calendar.get_missing_tzids() == set()


def test_the_same_hours_give_the_same_text_and_stable_uids() -> None:
    assert render(account()) == render(account())

    def uids(shown: Overview) -> set[str]:
        return {str(each["UID"]) for each in events(render(shown))}

    assert uids(account("Support DE")) == uids(account("Another name"))
    assert not uids(account()) & uids(account(title="acme/test"))


@pytest.mark.parametrize(
    "words",
    [*NASTY, "a,b;c\\n", "W" * 300, "END:VCALENDAR\r\nBEGIN:VEVENT", "::error::x" * 8, "a:::error ##[b]"],
)
def test_words_of_others_stay_within_their_property(words: str) -> None:
    text = render(named(words))

    assert text.endswith("END:VCALENDAR\r\n")
    assert without_commands(text) == text
    assert not re.search(r"(?<!\r)\n", text)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert {line.partition(":")[2] for line in text.split("\r\n") if line.startswith("BEGIN:")} == {
        *("VCALENDAR", "VTIMEZONE", "STANDARD", "VEVENT")
    }
    assert len({str(each["SUMMARY"]) for each in events(text)}) == 2


@pytest.mark.parametrize("name", ODD_ZONES)
def test_a_definition_of_a_zone_says_what_the_database_says(name: str) -> None:
    zone, first, last = ZoneInfo(name), dt.date(2026, 1, 1), dt.date(2027, 1, 1)
    definition: Any = icalendar.Calendar.from_ical(time_zone(zone, first, last).to_ical())
    onsets = sorted(  # RFC 5545: an onset is in the local time before it
        (each["DTSTART"].dt - each["TZOFFSETFROM"].td, each["TZOFFSETTO"].td)
        for each in definition.subcomponents
    )

    moment, end = dt.datetime(2026, 1, 1), dt.datetime(2027, 1, 1)  # noqa: DTZ001 - UTC, as the onsets
    while moment < end:
        expected = moment.replace(tzinfo=dt.UTC).astimezone(zone).utcoffset()
        assert [offset for onset, offset in onsets if onset <= moment][-1] == expected, moment
        moment += dt.timedelta(minutes=30)


def test_a_year_of_a_skill_is_small() -> None:
    assert len(render(many(20))) < 20 * 5_000
