"""The rules of docs/hours.md, each with an example of LivePerson where there is one, and the open questions.

[KB] is the knowledge centre: "Working hours management best practices" and "Shift scheduler configuration
guide". [SO] and [WD] are the appendices of the Special Occasions API and the Workdays API, [SK] is the one of
the Skills API. E12 is about conversations, which the evaluation does not know.
"""

import dataclasses
import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pulumi_liveperson import closed, open_all_day, open_hours, weekly
from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.hours.evaluation import answer, timeline
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.hours.stretches import State

ZONE = "Europe/Lisbon"
BILLING = Skill("1", "Billing")
MONDAY, TUESDAY, SUNDAY = "2026-12-07", "2026-12-08", "2026-12-13"


def _week(
    days: str = "MO-FR", start: str = "09:00", end: str = "18:00", *, id_: str = "1", is_default: bool = True
) -> Workdays:
    return Workdays(id_, f"week {id_}", weekly(days, start, end, time_zone=ZONE), is_default)


def _occasion(*events: Any, id_: str = "1", is_default: bool = True) -> SpecialOccasion:
    return SpecialOccasion(id_, f"occasion {id_}", events, is_default)


def _account(workdays: Workdays | None = None, occasion: SpecialOccasion | None = None) -> Configuration:
    return Configuration([BILLING], [workdays] if workdays else [], [occasion] if occasion else [])


def _hours(first: str, last: str, **event: Any) -> dict[str, Any]:
    zone = event.get("zone", ZONE)
    return {
        "meta": {"working": event.get("working", True), "name": "hours"},
        "start": {"date_time": first, "time_zone": zone},
        "end": {"date_time": last, "time_zone": zone},
        "recurrence": event.get("recurrence", []),
    }


def _at(local: str, zone: str = ZONE) -> dt.datetime:
    return dt.datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))


def _open(account: Configuration, first: str, days: int = 1, *, skill: Skill = BILLING) -> list[str]:
    """Return when a skill is open on some days, in local time."""
    start = _at(first)
    stretches = timeline(account, skill, (start, start + dt.timedelta(days=days)))
    shown: list[str] = []
    before = None
    for each in stretches:
        if each.state is State.OPEN:
            begins, ends = (f"{edge.astimezone(start.tzinfo):%a %H:%M}" for edge in (each.start, each.end))
            if before == each.start:
                shown[-1] = f"{shown[-1].split(' - ')[0]} - {ends}"
            else:
                shown.append(f"{begins} - {ends}")
            before = each.end
    return shown


def _asked(account: Configuration, local: str, zone: str = ZONE) -> set[str]:
    """Return the keys of the questions on which an answer depends."""
    return {question.key for question in answer(account, BILLING, _at(local, zone)).questions}


# E1


def test_own_workdays_replace_the_default_workdays() -> None:
    """E1, [WD], [KB]."""
    own = _week("SU", "12:00", "14:00", id_="2", is_default=False)
    account = Configuration([BILLING], [_week(), own])
    assert _open(account, MONDAY, 7, skill=Skill("2", "Weekend", "2")) == ["Sun 12:00 - Sun 14:00"]
    assert _open(account, MONDAY) == ["Mon 09:00 - Mon 18:00"]


def test_an_own_special_occasion_replaces_the_default_one() -> None:
    """E1, [SO], [KB]."""
    holidays = _occasion(closed(MONDAY, time_zone=ZONE))
    own = _occasion(closed(TUESDAY, time_zone=ZONE), id_="2", is_default=False)
    account = Configuration([BILLING], [_week("MO-TU")], [holidays, own])
    assert _open(account, MONDAY, 7) == ["Tue 09:00 - Tue 18:00"]
    assert _open(account, MONDAY, 7, skill=Skill("2", "Own", None, "2")) == ["Mon 09:00 - Mon 18:00"]


def test_the_two_kinds_of_hours_are_looked_up_independently() -> None:
    """E1, inferred: the default occasion also applies to a skill with its own workdays."""
    own = _week("MO-TU", "12:00", "14:00", id_="2", is_default=False)
    account = Configuration([BILLING], [_week(), own], [_occasion(closed(MONDAY, time_zone=ZONE))])
    assert _open(account, MONDAY, 7, skill=Skill("2", "Own", "2")) == ["Tue 12:00 - Tue 14:00"]


def test_a_skill_with_an_empty_special_occasion_ignores_the_default_one() -> None:
    """E1, [KB]: how to leave a skill out of the holidays of the account."""
    holidays = _occasion(closed(MONDAY, time_zone=ZONE))
    account = Configuration([BILLING], [_week()], [holidays, _occasion(id_="2", is_default=False)])
    assert _open(account, MONDAY) == []
    assert _open(account, MONDAY, skill=Skill("2", "Emergency", None, "2")) == ["Mon 09:00 - Mon 18:00"]


# E2 to E5


def test_an_occasion_replaces_the_workdays_of_its_day() -> None:
    """E2, [KB]: 10 to 15 on a day with a shift from 9 to 18 is 10 to 15."""
    account = _account(_week(), _occasion(open_hours(MONDAY, "10:00", "15:00", time_zone=ZONE)))
    assert _open(account, MONDAY, 2) == ["Mon 10:00 - Mon 15:00", "Tue 09:00 - Tue 18:00"]


def test_an_occasion_outside_the_workdays_of_its_day_is_not_merged_with_them() -> None:
    """E2, [SO]: 16 to 22 on a Monday with a shift from 9 to 12 is 16 to 22."""
    account = _account(
        _week("MO", "09:00", "12:00"), _occasion(open_hours(MONDAY, "16:00", "22:00", time_zone=ZONE))
    )
    assert _open(account, MONDAY) == ["Mon 16:00 - Mon 22:00"]


def test_an_occasion_opens_a_day_without_a_shift() -> None:
    """E2, [KB]."""
    account = _account(_week(), _occasion(open_hours(SUNDAY, "10:00", "15:00", time_zone=ZONE)))
    assert _open(account, SUNDAY) == ["Sun 10:00 - Sun 15:00"]


def test_open_events_of_one_day_are_united() -> None:
    """E3, [KB]: 10 to 15 and 10 to 18 is 10 to 18."""
    events = [open_hours(MONDAY, "10:00", end, time_zone=ZONE) for end in ("15:00", "18:00")]
    assert _open(_account(_week(), _occasion(*events)), MONDAY) == ["Mon 10:00 - Mon 18:00"]


def test_a_closed_event_beats_an_open_one_of_the_same_day() -> None:
    """E4, [KB]: open from 10 to 15, and closed on the day, is closed."""
    events = [open_hours(MONDAY, "10:00", "15:00", time_zone=ZONE), closed(MONDAY, time_zone=ZONE)]
    for order in (events, events[::-1]):
        assert _open(_account(_week(), _occasion(*order)), MONDAY) == []


def test_a_closed_event_of_several_days_beats_open_ones_on_each_of_them() -> None:
    """E4, [KB]."""
    events = [
        open_hours(MONDAY, "10:00", "15:00", days=3, time_zone=ZONE),
        closed(TUESDAY, days=2, time_zone=ZONE),
    ]
    account = _account(_week(), _occasion(*events))
    assert _open(account, MONDAY, 4) == ["Mon 10:00 - Mon 15:00", "Thu 09:00 - Thu 18:00"]


def test_shifts_that_overlap_are_united() -> None:
    """E5, [KB]: 10 to 15 and 12 to 18 is 10 to 18."""
    shifts = [
        *weekly("MO", "10:00", "15:00", time_zone=ZONE),
        *weekly("MO", "12:00", "18:00", time_zone=ZONE),
    ]
    assert _open(_account(Workdays("1", "week", shifts, is_default=True)), MONDAY) == [
        "Mon 10:00 - Mon 18:00"
    ]


def test_a_weekday_without_a_shift_is_closed() -> None:
    """Section of the Workdays API, inferred: the console stores nothing for a day that is off."""
    found = answer(_account(_week()), BILLING, _at(f"{SUNDAY}T12:00"))
    assert (found.state, found.questions) == (State.CLOSED, frozenset())


# E6 to E8


def test_a_closed_event_of_thirty_days_closes_thirty_days() -> None:
    """E6, [SO], [KB]: the most that LivePerson accepts."""
    account = _account(_week("MO-SU"), _occasion(closed(MONDAY, days=30, time_zone=ZONE)))
    assert _open(account, MONDAY, 31) == ["Wed 09:00 - Wed 18:00"]
    assert answer(account, BILLING, _at(f"{MONDAY}T00:00")).until == _at("2027-01-06T09:00")


@pytest.mark.parametrize("evening", ["23:59", "23:59:00", "23:59:59", "24:00"])
def test_hours_over_midnight_are_two_shifts_without_a_gap(evening: str) -> None:
    """E7, [KB]: 21:00 to 23:59, and 00:00 to 01:00 on the next day."""
    shifts = [
        {"day": "MO", "start": "21:00", "end": evening, "time_zone": ZONE},
        {"day": "TU", "start": "00:00", "end": "01:00", "time_zone": ZONE},
    ]
    account = _account(Workdays("1", "nights", shifts, is_default=True))
    assert _open(account, MONDAY, 7) == ["Mon 21:00 - Tue 01:00"]
    assert answer(account, BILLING, _at(f"{MONDAY}T22:00")).until == _at(f"{TUESDAY}T01:00")


@pytest.mark.parametrize("evening", ["2026-12-07T23:59", "2026-12-07T23:59:59", "2026-12-08T00:00:00"])
def test_events_over_midnight_are_two_events_without_a_gap(evening: str) -> None:
    """E7, [KB]; the next day belongs to the second event only."""
    first = _hours(f"{MONDAY}T21:00:00", evening)
    account = _account(_week(), _occasion(first))
    assert _open(account, MONDAY, 2) == ["Mon 21:00 - Tue 00:00", "Tue 09:00 - Tue 18:00"]
    both = _account(_week(), _occasion(first, _hours(f"{TUESDAY}T00:00:00", f"{TUESDAY}T01:00:00")))
    assert _open(both, MONDAY, 2) == ["Mon 21:00 - Tue 01:00"]


def test_an_event_on_several_dates_has_its_hours_on_each_of_them() -> None:
    """E7a, [KB]: the console shows dates, and hours of each date."""
    account = _account(_week(), _occasion(open_hours(SUNDAY, "10:00", "15:00", days=2, time_zone=ZONE)))
    assert _open(account, SUNDAY, 3) == [
        "Sun 10:00 - Sun 15:00",
        "Mon 10:00 - Mon 15:00",
        "Tue 09:00 - Tue 18:00",
    ]


def test_the_manual_state_decides_if_no_object_applies() -> None:
    """E8, [KB]: the state is unknown, and not closed."""
    others = Configuration([BILLING], [_week(is_default=False)], [_occasion(is_default=False)])
    for account in (_account(), others):
        found = answer(account, BILLING, _at(f"{MONDAY}T12:00"))
        assert (found.state, found.until, found.cause) == (State.UNKNOWN, None, None)


# E9 to E11


def test_the_time_to_respond_is_the_time_until_the_skill_opens() -> None:
    """E9, [KB], [WD]: three hours until the shift begins add three hours to the response."""
    found = answer(_account(_week()), BILLING, _at(f"{MONDAY}T06:00"))
    assert found.state is State.CLOSED
    assert found.until is not None
    assert found.until - _at(f"{MONDAY}T06:00") == dt.timedelta(hours=3)


def test_the_time_to_respond_spans_closed_days_and_a_clock_change() -> None:
    """E9, [KB]; after a holiday and a weekend on which the clocks skip an hour."""
    account = _account(_week("FR,MO"), _occasion(closed("2026-03-27", time_zone=ZONE)))
    now = _at("2026-03-26T21:00").astimezone(dt.UTC)
    found = answer(account, BILLING, now)
    assert found.until is not None
    assert found.until - now == dt.timedelta(days=3, hours=12 - 1)


def test_a_skill_within_a_shift_does_not_wait() -> None:
    """E9, [KB]: the time is 0, from the first moment of a shift to the last."""
    account = _account(_week())
    assert answer(account, BILLING, _at(f"{MONDAY}T09:00")).state is State.OPEN
    assert answer(account, BILLING, _at(f"{MONDAY}T17:59:59")).state is State.OPEN
    assert answer(account, BILLING, _at(f"{MONDAY}T08:59:59")).state is State.CLOSED
    assert answer(account, BILLING, _at(f"{MONDAY}T18:00")).state is State.CLOSED


def test_only_the_hours_of_a_skill_are_an_input() -> None:
    """E10 and E11, [KB]: agents who are online, campaigns and the routing do not change the hours."""
    assert {each.name for each in dataclasses.fields(Configuration)} == {
        "skills",
        "workdays",
        "special_occasions",
    }
    assert {each.name for each in dataclasses.fields(Skill)} == {
        "id",
        "name",
        "working_hours_id",
        "special_occasion_id",
        "not_managed",
    }


# The examples of docs/hours.md


def test_the_example_of_a_week_with_a_special_occasion() -> None:
    events = [
        open_hours("2026-12-24", "09:00", "13:00", time_zone=ZONE),
        closed("2026-12-25", days=2, time_zone=ZONE),
    ]
    account = _account(_week("MO-FR", "09:00", "17:30"), _occasion(*events))
    assert _open(account, "2026-12-24", 5) == ["Thu 09:00 - Thu 13:00", "Mon 09:00 - Mon 17:30"]


def test_the_example_of_the_clocks_in_london() -> None:
    shifts = weekly("SU", "01:30", "04:00", time_zone="Europe/London")
    account = _account(Workdays("1", "nights", shifts, is_default=True))
    spring = answer(account, BILLING, _at("2026-03-28T12:00", "Europe/London"))
    assert spring.until == _at("2026-03-29T02:30", "Europe/London")
    autumn = answer(account, BILLING, _at("2026-10-24T12:00", "Europe/London"))
    assert autumn.until == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)


# The open questions


def test_common_hours_depend_on_no_question() -> None:
    account = Configuration(
        [BILLING],
        [
            Workdays(
                "1",
                "week",
                [
                    *weekly("MO-FR", "09:00", "17:30", time_zone=ZONE),
                    *weekly("SA", "10:00", "14:00", time_zone=ZONE),
                ],
                is_default=True,
            ),
            _week(id_="2", is_default=False),
        ],
        [
            _occasion(
                closed("2026-12-25", days=2, time_zone=ZONE),
                open_hours("2026-12-24", "09:00", "13:00", time_zone=ZONE),
                open_all_day("2026-11-30", time_zone=ZONE),
                closed("2026-01-01", time_zone=ZONE),
            ),
            _occasion(id_="2", is_default=False),
        ],
    )
    for skill in (BILLING, Skill("2", "Own", "2", "2")):
        for stretch in timeline(account, skill, (_at("2026-01-01T00:00"), _at("2027-01-01T00:00"))):
            assert stretch.questions == frozenset()


def test_q1_an_occasion_in_another_zone_replaces_its_own_day() -> None:
    lisbon = Workdays("1", "week", weekly("MO-SU", "00:00", "24:00", time_zone=ZONE), is_default=True)
    account = _account(lisbon, _occasion(closed(MONDAY, time_zone="Asia/Tokyo")))
    found = timeline(account, BILLING, (_at("2026-12-06T00:00"), _at("2026-12-09T00:00")))
    assert [(each.start, each.state, {question.key for question in each.questions}) for each in found] == [
        (_at("2026-12-06T00:00"), State.OPEN, set()),
        (_at("2026-12-06T15:00"), State.CLOSED, {"Q1"}),
        (_at("2026-12-07T00:00"), State.CLOSED, set()),
        (_at("2026-12-07T15:00"), State.OPEN, {"Q1"}),
        (_at("2026-12-08T00:00"), State.OPEN, set()),
    ]


def test_q1_is_named_between_an_open_and_a_closed_day() -> None:
    here = Workdays("1", "week", weekly("MO-SU", "09:00", "17:00", time_zone=ZONE), is_default=True)
    events = [open_all_day(MONDAY, time_zone="Asia/Tokyo"), closed(TUESDAY, time_zone="Asia/Tokyo")]
    account = _account(here, _occasion(*events))
    assert _asked(account, f"{TUESDAY}T01:00", "Asia/Tokyo") == {"Q1"}, "it is Monday in Lisbon"
    assert _asked(account, f"{TUESDAY}T12:00", "Asia/Tokyo") == set()


def test_q1_is_named_with_zones_that_are_more_than_a_day_apart() -> None:
    line = Workdays("1", "week", weekly("MO-SU", "00:00", "24:00", time_zone="Etc/GMT+12"), is_default=True)
    account = _account(
        line, _occasion(_hours(f"{MONDAY}T09:00:00", f"{MONDAY}T17:00:00", zone="Pacific/Kiritimati"))
    )
    assert "Q1" in _asked(account, f"{MONDAY}T23:30", "Etc/GMT+12")


def test_q2_an_event_that_closes_hours_closes_its_day() -> None:
    lunch = _hours(f"{MONDAY}T12:00:00", f"{MONDAY}T13:00:00", working=False)
    account = _account(_week(), _occasion(lunch))
    assert _open(account, MONDAY, 2) == ["Tue 09:00 - Tue 18:00"]
    assert _asked(account, f"{MONDAY}T10:00") == {"Q2"}
    assert _asked(account, f"{TUESDAY}T10:00") == set()


def test_q4_an_open_event_over_several_dates_has_no_pause() -> None:
    sale = _hours(f"{MONDAY}T07:00:00", "2026-12-09T23:00:00")
    account = _account(_week(), _occasion(sale))
    assert _open(account, MONDAY, 3) == ["Mon 07:00 - Wed 23:00"]
    assert _asked(account, f"{TUESDAY}T03:00") == {"Q4"}
    assert _asked(account, "2026-12-10T10:00") == set()


def test_q5_a_daily_rule_opens_the_same_hours_on_each_day() -> None:
    account = _account(_week(), _occasion(open_hours(MONDAY, "10:00", "15:00", days=2, time_zone=ZONE)))
    assert _open(account, MONDAY, 2) == ["Mon 10:00 - Mon 15:00", "Tue 10:00 - Tue 15:00"]
    assert _asked(account, f"{TUESDAY}T12:00") == {"Q5"}
    once = _hours(
        f"{MONDAY}T10:00:00", f"{MONDAY}T15:00:00", recurrence=["RRULE:FREQ=DAILY;COUNT=1;INTERVAL=1"]
    )
    assert _asked(_account(_week(), _occasion(once)), f"{MONDAY}T12:00") == set()


def test_q6_the_last_minute_of_a_day_is_open_if_the_end_is_23_59() -> None:
    account = _account(_week("MO", "20:00", "23:59"))
    assert answer(account, BILLING, _at(f"{MONDAY}T23:59:30")).state is State.OPEN
    assert _asked(account, f"{MONDAY}T23:59:30") == {"Q6"}
    assert _asked(account, f"{MONDAY}T23:58") == set()


def test_q6_the_hour_after_23_59_is_named_if_23_59_exists_twice() -> None:
    """In Cairo, the clocks of 30 October 2025 go from 23:59 back to 23:00."""
    shifts = [{"day": "TH", "start": "20:00", "end": "23:59", "time_zone": "Africa/Cairo"}]
    account = _account(Workdays("1", "week", shifts, is_default=True))
    second = dt.datetime(2025, 10, 30, 21, 30, tzinfo=dt.UTC)
    found = answer(account, BILLING, second)
    assert (found.state, found.until) == (State.OPEN, dt.datetime(2025, 10, 30, 22, tzinfo=dt.UTC))
    assert Question.LAST_MINUTE in found.questions


@pytest.mark.parametrize("working", [True, False])
def test_q8_a_date_as_the_end_does_not_count(working: bool) -> None:  # noqa: FBT001
    account = _account(_week(), _occasion(_hours(MONDAY, TUESDAY, working=working)))
    assert _open(account, MONDAY, 2)[-1] == "Tue 09:00 - Tue 18:00"
    assert _asked(account, f"{MONDAY}T12:00") == set()
    assert _asked(account, f"{TUESDAY}T12:00") == {"Q8"}, "the workdays decide, if this date does not count"
    assert _asked(account, "2026-12-09T12:00") == set()


def test_q8_two_equal_dates_are_this_day() -> None:
    account = _account(_week(), _occasion(_hours(MONDAY, MONDAY, working=False)))
    assert _open(account, MONDAY, 2) == ["Tue 09:00 - Tue 18:00"]
    assert _asked(account, f"{MONDAY}T12:00") == {"Q8"}
    assert _asked(account, f"{TUESDAY}T12:00") == set()


def test_q9_each_event_counts_in_its_own_zone() -> None:
    there = "Asia/Tokyo"
    events = [closed("2026-06-01", time_zone=there), open_hours(MONDAY, "10:00", "15:00", time_zone=ZONE)]
    account = _account(_week(), _occasion(*events))
    assert _open(account, MONDAY) == ["Mon 10:00 - Mon 15:00"]
    assert "Q9" in _asked(account, f"{MONDAY}T12:00"), "although the other event is months away"
    assert "Q9" in _asked(account, "2026-12-06T16:00"), "it is Monday there"
    assert "Q9" not in _asked(account, "2026-12-06T12:00")


def test_q9_two_names_of_one_place_are_one_zone() -> None:
    events = [
        closed(MONDAY, time_zone="Asia/Calcutta"),
        closed(TUESDAY, time_zone="Asia/Kolkata"),
    ]
    assert "Q9" not in _asked(_account(_week(), _occasion(*events)), f"{MONDAY}T12:00")


def test_q10_a_shift_at_a_clock_change_names_the_question() -> None:
    account = _account(_week("SU", "00:15", "01:30"))
    assert _asked(account, "2026-10-25T00:30") == {"Q10"}
    second = dt.datetime(2026, 10, 25, 1, 15, tzinfo=dt.UTC)  # 01:15 for the second time
    found = answer(account, BILLING, second)
    assert (found.state, found.questions) == (State.CLOSED, frozenset({Question.CLOCK_CHANGE}))
    assert _asked(account, "2026-10-25T03:00") == set()
    assert _asked(account, "2026-10-18T00:30") == set()


def test_q10_an_event_at_a_clock_change_names_the_question() -> None:
    event = _hours("2026-03-29T01:30:00", "2026-03-29T04:00:00")
    account = _account(_week(), _occasion(event))
    assert _open(account, "2026-03-29") == ["Sun 02:30 - Sun 04:00"]
    assert _asked(account, "2026-03-29T12:00") == {"Q10"}


def test_q10_hours_that_are_later_by_the_change_do_not_reach_the_next_date() -> None:
    """In Nuuk, the clocks of 28 March 2026 go from 23:00 to 00:00. The event does not touch the Sunday."""
    nuuk = "America/Nuuk"
    saturday = _hours("2026-03-28T20:00:00", "2026-03-28T23:30:00", zone=nuuk)
    sunday = _hours("2026-03-29T10:00:00", "2026-03-29T12:00:00", zone=nuuk)
    account = _account(None, _occasion(saturday, sunday))
    found = answer(account, BILLING, _at("2026-03-28T21:00", nuuk))
    assert (found.state, found.until) == (State.OPEN, _at("2026-03-29T00:00", nuuk))


def test_q12_workdays_without_shifts_are_closed() -> None:
    account = _account(Workdays("1", "none", (), is_default=True))
    assert answer(account, BILLING, _at(f"{MONDAY}T12:00")).state is State.CLOSED
    assert _asked(account, f"{MONDAY}T12:00") == {"Q12"}


@pytest.mark.parametrize("skill", [Skill("1", "Billing", "7"), Skill("1", "Billing", None, "7")])
def test_q13_the_default_applies_to_a_skill_that_names_deleted_hours(skill: Skill) -> None:
    account = _account(_week(), _occasion(closed(TUESDAY, time_zone=ZONE)))
    found = answer(account, skill, _at(f"{MONDAY}T12:00"))
    assert (found.state, found.questions) == (State.OPEN, frozenset({Question.DELETED_OBJECT}))


def test_q14_an_occasion_counts_without_workdays() -> None:
    account = _account(None, _occasion(open_hours(MONDAY, "10:00", "15:00", time_zone=ZONE)))
    assert _open(account, MONDAY) == ["Mon 10:00 - Mon 15:00"]
    assert answer(account, BILLING, _at(f"{MONDAY}T20:00")).state is State.CLOSED
    assert answer(account, BILLING, _at(f"{TUESDAY}T12:00")).state is State.UNKNOWN
    assert _asked(account, f"{MONDAY}T12:00") == {"Q14"}
    assert _asked(account, f"{TUESDAY}T12:00") == set()


def test_q16_of_two_defaults_the_one_with_the_lowest_id_applies() -> None:
    """Ids are numbers: 9 is lower than 10."""
    account = Configuration([BILLING], [_week("MO", "12:00", "14:00", id_="10"), _week("MO", id_="9")])
    assert _open(account, MONDAY) == ["Mon 09:00 - Mon 18:00"]
    assert _asked(account, f"{MONDAY}T12:00") == {"Q16"}


@pytest.mark.parametrize("field", ["working_hours_id", "special_occasion_id"])
def test_hours_that_the_program_does_not_manage_are_named(field: str) -> None:
    skill = Skill("1", "Billing", not_managed=frozenset({field}))
    found = answer(_account(_week()), skill, _at(f"{MONDAY}T12:00"))
    assert (found.state, found.questions) == (State.OPEN, frozenset({Question.NOT_MANAGED}))


# What cannot be read


def test_a_shift_that_cannot_be_read_can_only_open_more() -> None:
    shifts = [*weekly("MO", "10:00", "15:00", time_zone=ZONE), {"day": "MO", "start": "soon"}]
    account = _account(Workdays("1", "week", shifts, is_default=True))
    assert answer(account, BILLING, _at(f"{MONDAY}T12:00")).state is State.OPEN
    assert answer(account, BILLING, _at(f"{MONDAY}T20:00")).state is State.UNKNOWN
    assert _asked(account, f"{MONDAY}T20:00") == {"unreadable"}


@pytest.mark.parametrize(
    "unreadable",
    [
        _hours(MONDAY, f"{TUESDAY}T12:00", zone="Europe/Atlantis"),
        _hours(MONDAY, TUESDAY, recurrence=["RRULE:FREQ=WEEKLY"]),
        _hours("soon", TUESDAY),
        {},
    ],
)
def test_an_event_that_cannot_be_read_can_close_every_day_but_open_none_that_is_closed(
    unreadable: dict[str, Any],
) -> None:
    account = _account(_week(), _occasion(closed(MONDAY, time_zone=ZONE), unreadable))
    assert answer(account, BILLING, _at(f"{MONDAY}T12:00")).state is State.CLOSED
    assert answer(account, BILLING, _at(f"{TUESDAY}T12:00")).state is State.UNKNOWN
    assert _asked(account, f"{TUESDAY}T12:00") == {"unreadable"}


def test_objects_that_cannot_be_read_make_the_state_unknown() -> None:
    secret_week = Workdays("1", "week", None, is_default=True)
    secret_days = SpecialOccasion("1", "days", None, is_default=True)
    for account in (_account(secret_week), _account(_week(), secret_days)):
        found = answer(account, BILLING, _at(f"{MONDAY}T12:00"))
        assert (found.state, found.questions) == (State.UNKNOWN, frozenset({Question.UNREADABLE}))
    holidays = _occasion(closed(MONDAY, time_zone=ZONE))
    assert answer(_account(secret_week, holidays), BILLING, _at(f"{MONDAY}T12:00")).state is State.CLOSED
