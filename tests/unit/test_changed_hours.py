"""The differences of two sets of hours, and their groups, contain each changed minute exactly once."""

import datetime as dt
import random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pulumi_liveperson import closed, open_hours, weekly
from pulumi_liveperson.hours.changed_days import Closure, SomeDays, groups
from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.hours.difference import Effect
from pulumi_liveperson.hours.evaluation import timeline
from pulumi_liveperson.hours.rollover import endings
from pulumi_liveperson.hours.stretches import State, Stretch

FIRST = dt.date(2027, 3, 1)
MINUTE = dt.timedelta(minutes=1)
SKILL = Skill("1", "Support", "10", "20")


def at_midnight(day: dt.date, zone: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)


def hours(shifts: Any, events: Any, *, zone: str, days: int = 60) -> list[Stretch]:
    """Return the hours of a skill with an occasion and workdays of its own."""
    configuration = Configuration(
        [SKILL], [Workdays("10", "W", shifts)], [SpecialOccasion("20", "O", events)]
    )
    period = at_midnight(FIRST, zone), at_midnight(FIRST + dt.timedelta(days=days), zone)
    return timeline(configuration, SKILL, period)


def some_hours(chance: random.Random, zone: str) -> list[Stretch]:
    """Return hours with other weekdays and special days each time."""
    shifts = weekly(
        chance.choice(["MO-FR", "MO-SU", "MO,WE"]), f"{chance.randint(0, 9):02}:30", "17:00", time_zone=zone
    )
    days = chance.sample(range(60), chance.randint(0, 8))
    events = []
    for number in days:
        date = (FIRST + dt.timedelta(days=number)).isoformat()
        if chance.random() < 0.5:
            events.append(closed(date, days=chance.randint(1, 4), time_zone=zone, name=f"D{number}"))
        else:
            events.append(open_hours(date, f"{chance.randint(0, 11):02}:00", "15:30", time_zone=zone))
    return hours(chance.choice([shifts, shifts, None]), events, zone=zone)


def state(stretches: list[Stretch], moment: dt.datetime) -> State:
    return next(each.state for each in stretches if each.start <= moment < each.end)


@pytest.mark.parametrize("seed", range(12))
def test_each_changed_minute_is_in_one_difference(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - examples, no secrets
    before, after = some_hours(chance, "Europe/Berlin"), some_hours(chance, "Europe/Berlin")
    effect = Effect(before, after)
    counted = {"lost": 0, "gained": 0, "doubtful": 0}

    moment = before[0].start + 15 * MINUTE
    while moment < before[-1].end:
        was, will_be = state(before, moment), state(after, moment)
        if was is not will_be:
            is_known = State.UNKNOWN not in (was, will_be)
            key = "doubtful" if not is_known else "gained" if will_be is State.OPEN else "lost"
            counted[key] += 30
        moment += 30 * MINUTE

    assert counted == {key: getattr(effect, key) / MINUTE for key in counted}


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Pacific/Apia"])
@pytest.mark.parametrize("seed", range(6))
def test_the_groups_contain_each_changed_hour_once(zone: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - examples, no secrets
    effect = Effect(some_hours(chance, zone), some_hours(chance, zone))

    found = groups(effect, ZoneInfo(zone))

    assert sum((each.gain for each in found), dt.timedelta(0)) == effect.gained - effect.lost


def test_equal_hours_have_no_differences() -> None:
    week = weekly("MO-FR", "09:00", "17:00", time_zone="Europe/Berlin")
    twice = hours(week, [], zone="Europe/Berlin"), hours([*week, *week], [], zone="Europe/Berlin")

    assert Effect(*twice).differences == ()
    assert groups(Effect(*twice), ZoneInfo("Europe/Berlin")) == []


def test_a_closed_week_is_one_closure_and_a_shorter_week_is_weekdays() -> None:
    week, short = (weekly("MO-FR", "09:00", end, time_zone="Europe/Berlin") for end in ("17:00", "16:00"))
    holiday = [closed("2027-03-22", days=5, time_zone="Europe/Berlin", name="Spring")]

    before = hours(week, [], zone="Europe/Berlin")
    [weekdays, closure] = groups(
        Effect(before, hours(short, holiday, zone="Europe/Berlin")), ZoneInfo("Europe/Berlin")
    )

    assert isinstance(weekdays, SomeDays)
    assert (weekdays.weekdays, len(weekdays.dates)) == ((0, 1, 2, 3, 4), 39)
    assert isinstance(closure, Closure)
    assert closure.names == ("Spring",)
    assert [each and f"{each:%a %d %H:%M}" for each in (closure.start, closure.end)] == [
        "Fri 19 16:00",
        "Mon 29 09:00",
    ]


def test_closed_days_far_from_each_other_are_not_one_closure() -> None:
    zone = "Europe/Berlin"
    sundays = weekly("SU", "09:00", "10:00", time_zone=zone)
    month = [closed("2027-03-02", days=29, time_zone=zone)]
    parts = [("2027-03-02", 7), ("2027-03-10", 13), ("2027-03-24", 7)]
    twice = [open_hours(f"2027-03-{day}", "10:00", "12:00", time_zone=zone) for day in ("09", "23")]
    opened = [*(closed(first, days=days, time_zone=zone) for first, days in parts), *twice]

    [found] = groups(
        Effect(hours(sundays, opened, zone=zone), hours(sundays, month, zone=zone)), ZoneInfo(zone)
    )

    assert isinstance(found, SomeDays)
    assert [each.day for each in found.dates] == [9, 23]


@pytest.mark.parametrize(
    ("end", "last"),
    [("2027-05-29", "2027-05-28"), ("2027-05-30", "2027-05-29"), ("2027-05-31", None)],
)
def test_an_occasion_ends_soon_if_its_last_day_is_within_the_time(end: str, last: str | None) -> None:
    events = [
        closed("2027-03-02", time_zone="Europe/Berlin"),
        {
            "meta": {"working": False},
            "start": {"date_time": "2027-05-20T00:00:00", "time_zone": "Europe/Berlin"},
            "end": {"date_time": f"{end}T00:00:00", "time_zone": "Europe/Berlin"},
        },
    ]
    occasions = [SpecialOccasion("20", "O", events), SpecialOccasion("21", "Unused", events)]

    found = endings(Configuration([SKILL], [], occasions), FIRST, dt.timedelta(days=90))

    assert [(each.occasion.name, each.last.isoformat(), len(each.skills)) for each in found] == (
        [("O", last, 1)] if last else []
    )


@pytest.mark.parametrize("events", [[], None, [{"meta": {}}]])
def test_an_occasion_without_a_known_end_does_not_end(events: Any) -> None:
    occasions = [SpecialOccasion("20", "O", events, is_default=True)]

    assert endings(Configuration([SKILL], [], occasions), FIRST, dt.timedelta(days=90)) == ()
