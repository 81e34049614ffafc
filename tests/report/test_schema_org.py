"""The hours as data for search engines, as a small reader of Google's rules reads them."""

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from pulumi_liveperson.hours.overview import Overview, SkillHours
from pulumi_liveperson.hours.stretches import State
from pulumi_liveperson.review.effective.schema_org import render, without_hours
from tests.report import overviews
from tests.report.overviews import account, named, shifts
from tests.report.test_page_escaping import WORSE

STEP = dt.timedelta(minutes=15)
WHOLE_DAY = 24 * 60


def points(shown: Overview) -> dict[str, Any]:
    return {each["name"]: each for each in json.loads(render(shown))["contactPoint"]}


def minutes(time: str) -> int:
    hours, rest = time.split(":")
    return 60 * int(hours) + int(rest)


def is_open(specifications: list[Any], local: dt.datetime) -> bool:
    """Return what a reader concludes: hours with dates replace those of the weekday."""
    date = local.date().isoformat()
    dated = [
        each for each in specifications if each.get("validFrom", "9") <= date <= each.get("validThrough", "0")
    ]
    weekly = [each for each in specifications if f"{local:%A}" in each.get("dayOfWeek", ())]
    applying = dated or weekly
    assert applying, f"nothing is said about {date}"
    now = 60 * local.hour + local.minute
    return any(begins <= now < ends for begins, ends in map(window, applying))


def window(specification: Any) -> tuple[int, int]:
    opens, closes = specification["opens"], specification["closes"]
    if (opens, closes) == ("00:00", "00:00"):
        return 0, 0
    if (opens, closes) == ("00:00", "23:59"):
        return 0, WHOLE_DAY
    return minutes(opens), minutes(closes) or WHOLE_DAY


def check(hours: SkillHours, specifications: list[Any]) -> None:
    for stretch in hours.stretches:
        moment = stretch.start
        while moment < stretch.end:
            local = moment.astimezone(hours.zone)
            other = local.replace(fold=1 - local.fold).astimezone(dt.UTC)
            is_twice = other.astimezone(hours.zone).replace(fold=local.fold) == local and other != moment
            says = is_open(specifications, local)
            if is_twice:  # local times cannot say more
                assert stretch.state is State.OPEN or not says, local
            else:
                assert says is (stretch.state is State.OPEN), local
            moment += STEP


@settings(max_examples=40)
@given(overviews.overviews())
def test_a_reader_concludes_the_same_hours(shown: Overview) -> None:
    found = points(shown)
    unknown = {skill.name for skill in without_hours(shown)}

    assert found.keys() == {hours.skill.name for hours in shown.skills} - unknown
    for hours in shown.skills:
        if hours.skill.name in found:
            check(hours, found[hours.skill.name]["hoursAvailable"])


@pytest.mark.parametrize(("zone", "day", "own"), overviews.CLOCK_CHANGES)
def test_a_change_of_the_clock_is_no_false_statement(zone: str, day: dt.date, own: str) -> None:
    shown = overviews.alternating(zone, day, own)

    check(shown.skills[0], points(shown)["Support DE"]["hoursAvailable"])


def test_a_skill_that_is_always_open_has_no_exception_where_the_clock_skips_midnight() -> None:
    [found] = points(overviews.always("Africa/Cairo"))["Support DE"]["hoursAvailable"]

    assert len(found["dayOfWeek"]) == 7


def test_a_year_is_a_week_and_its_special_days() -> None:
    hours = {"@type": "OpeningHoursSpecification"}
    week = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]

    def on(first: str, last: str, opens: str, closes: str) -> dict[str, str]:
        return {**hours, "validFrom": first, "validThrough": last, "opens": opens, "closes": closes}

    assert points(account())["Support DE"] == {
        "@type": "ContactPoint",
        "name": "Support DE",
        "contactType": "Support DE",
        "description": "The hours are in the time zone Europe/Berlin.",
        "hoursAvailable": [
            {**hours, "dayOfWeek": week, "opens": "09:00", "closes": "17:30"},
            {**hours, "dayOfWeek": ["Saturday"], "opens": "10:00", "closes": "14:00"},
            {**hours, "dayOfWeek": ["Sunday"], "opens": "00:00", "closes": "00:00"},
            on("2026-01-01", "2026-01-01", "00:00", "00:00"),
            on("2026-09-20", "2026-09-20", "12:00", "18:00"),
            on("2026-12-24", "2026-12-24", "09:00", "13:00"),
            on("2026-12-25", "2026-12-26", "00:00", "00:00"),
        ],
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Emergency", [("00:00", "23:59")]),  # Google's documentation: open all day
        ("Night desk", [("00:00", "06:00"), ("20:00", "00:00")]),
    ],
)
def test_whole_days_and_nights_are_as_in_googles_documentation(
    name: str, expected: list[tuple[str, str]]
) -> None:
    found = points(account())[name]["hoursAvailable"]

    assert [(each["opens"], each["closes"]) for each in found] == expected
    assert all(len(each["dayOfWeek"]) == 7 for each in found)


def test_a_skill_whose_hours_are_not_known_is_left_out() -> None:
    shown = overviews.without_hours()

    assert points(shown) == {}
    assert [skill.name for skill in without_hours(shown)] == ["Support DE"]


def test_a_weekday_without_a_normal_day_in_the_period_is_not_stated() -> None:
    found = points(account(dates=(dt.date(2026, 12, 24), dt.date(2026, 12, 28))))["Support DE"]

    assert [each["dayOfWeek"] for each in found["hoursAvailable"] if "dayOfWeek" in each] == [["Sunday"]]


@pytest.mark.parametrize("words", WORSE)
def test_words_of_others_cannot_end_the_script_element_of_a_page(words: str) -> None:
    text = render(named(words))

    assert not set("<>&") & set(text)
    assert text.isascii()
    assert len(json.loads(text)["contactPoint"]) == 2


def test_hours_shown_in_another_zone_are_that_zones() -> None:
    shown = account()
    elsewhere = ZoneInfo("Asia/Kathmandu")
    moved = Overview(
        shown.title,
        shown.first,
        shown.last,
        tuple(
            SkillHours(each.skill, elsewhere, each.first, each.last, each.stretches)
            for each in shown.skills[:1]
        ),
    )

    found = points(moved)["Support DE"]

    assert found["description"] == "The hours are in the time zone Asia/Kathmandu."
    assert found["hoursAvailable"][0]["opens"] in {"12:45", "13:45"}


@pytest.mark.parametrize(
    "hours",
    [
        shifts(["SU"], "05:00", "24:00", "UTC"),
        [*shifts(["SU"], "05:00", "24:00", "UTC"), *shifts(["MO"], "00:00", "05:00", "UTC")],
    ],
)
def test_midnight_that_exists_twice_is_open_only_if_it_is_open_twice(hours: Any) -> None:
    # In Havana, it is 00:00 at 04:00 UTC, and again at 05:00 UTC.
    shown = overviews.elsewhere(hours, dt.date(2026, 11, 1), "America/Havana")

    check(shown.skills[0], points(shown)["Support DE"]["hoursAvailable"])
