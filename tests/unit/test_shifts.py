"""Workdays offline: the rules of shifts, the calls of `weekly`, and which shifts mean the same."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson import Shift, weekly
from pulumi_liveperson.client.equivalence.shifts import with_dates
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.lint.shifts import findings
from pulumi_liveperson.shifts.shift import in_order
from pulumi_liveperson.shifts.times import DAYS
from pulumi_liveperson.shifts.weekly import weeks
from tests.objects import LISBON, shift
from tests.unit.declarations import LEFT_OUT, Props, checked, desk, mistakes, workdays

DAY = "must be 'MO', 'TU', 'WE', 'TH', 'FR', 'SA' or 'SU'"


def typed(*arguments: Any, zone: str = LISBON) -> Props:
    return desk(shifts=weekly(*arguments, time_zone=zone))


BROKEN: dict[str, tuple[Props, str, str]] = {
    "no description": (desk(description=LEFT_OUT), "description", "is missing"),
    "no shift": (desk(shifts=[]), "shifts", "must contain at least one shift"),
    "no shifts": (desk(shifts=LEFT_OUT), "shifts", "is missing"),
    "end before start": (
        desk(shifts=[shift("FR", "21:00", "02:00")]),
        "shifts[0].end",
        (
            "02:00 must be after start 21:00; write a shift over midnight as two, "
            'which weekly("FR", "21:00", "02:00", ...) returns'
        ),
    ),
    "no time at all": (
        typed("MO", "00:00", "00:00"),
        "shifts[0].end",
        "00:00 is the start; the end of the day is 24:00",
    ),
    "start in the last minute": (
        typed("MO", "23:59", "24:00"),
        "shifts[0].start",
        "23:59 must be before 23:59, which LivePerson has as the end of the day",
    ),
    "start in the last seconds": (
        typed("MO", "23:59:30", "23:59"),
        "shifts[0].start",
        "23:59:30 must be before 23:59",
    ),
    "unknown zone": (
        typed("MO", "09:00", "17:00", zone="Lisbon"),
        "shifts[0].time_zone",
        "'Lisbon' is not an IANA time zone",
    ),
    "former zone": (
        typed("MO", "09:00", "17:00", zone="Asia/Calcutta"),
        "shifts[0].time_zone",
        "'Asia/Calcutta' is a former name; write Asia/Kolkata",
    ),
    "hour 25": (
        typed("MO", "09:00", "25:00"),
        "shifts[0].end",
        "'25:00' must be HH:MM or HH:MM:SS, to 24:00",
    ),
    "more than 24 hours": (
        typed("MO", "09:00", "33:30"),
        "shifts[0].end",
        "'33:30' must be HH:MM or HH:MM:SS, to 24:00",
    ),
    "one digit": (
        typed("MO", "9:00", "17:00"),
        "shifts[0].start",
        "'9:00' must be HH:MM or HH:MM:SS, from 00:00",
    ),
    "start at 24:00": (desk(shifts=[shift("MO", "24:00", "24:00")]), "shifts[0].start", "to 23:59"),
    "three letters": (typed("MON", "09:00", "17:00"), "shifts[0].day", f"{DAY}, not 'MON'"),
    "a range of nothing": (typed("MO-FRI", "09:00", "17:00"), "shifts[0].day", f"{DAY}, not 'MO-FRI'"),
    "small letters": (typed("mo", "09:00", "17:00"), "shifts[0].day", f"{DAY}, not 'mo'"),
    "a number for a day": (typed([1], "09:00", "17:00"), "shifts[0].day", f"{DAY}, not 1"),
    "nothing for days": (typed(None, "09:00", "17:00"), "shifts[0].day", f"{DAY}, not None"),
    "a list in a list": (typed([["MO"]], "09:00", "17:00"), "shifts[0].day", f"{DAY}, not ['MO']"),
    "a date": (
        desk(shifts=[{**shift(), "date": "2026-03-02"}]),
        "shifts[0].date",
        "is not a field of this resource",
    ),
    "LivePerson's spelling": (
        desk(shifts=[{**shift(), "timeZone": LISBON}]),
        "shifts[0].timeZone",
        "write time_zone",
    ),
}


@pytest.mark.parametrize(("declared", "path", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_one_message_in_the_words_that_were_typed(
    declared: Props, path: str, reason: str
) -> None:
    [(found_path, found_reason)] = mistakes(workdays(), declared)

    assert found_path == path
    assert reason in found_reason


def test_one_mistake_in_a_call_for_several_days_is_one_message() -> None:
    [(path, reason)] = mistakes(workdays(), typed("MO-FR", "09:00", "25:00"))

    assert path == "shifts[0].end"
    assert reason.endswith("(for 5 items)")


def test_the_first_of_several_items_is_named() -> None:
    several = [
        *weekly("MO-FR", "08:00", "09:00", time_zone=LISBON),
        *weekly("MO-SU", "9", "25", time_zone=LISBON),
    ]

    found = mistakes(workdays(), desk(shifts=several))

    assert [path for path, _ in found] == ["shifts[5].end", "shifts[5].start"]


def test_all_mistakes_are_found_together() -> None:
    several = [
        *weekly("MON", "09:00", "17:00", time_zone=LISBON),
        *weekly("TU", "09:00", "25:00", time_zone="Lisbon"),
    ]

    found = mistakes(workdays(), desk(name="", shifts=several))

    assert [path for path, _ in found] == ["name", "shifts[0].day", "shifts[1].end", "shifts[1].time_zone"]


@pytest.mark.parametrize(
    ("days", "several"),
    [
        ("MO-FR", DAYS[:5]),
        ("MO,WE,FR", ("MO", "WE", "FR")),
        ("MO-TU, FR", ("MO", "TU", "FR")),
        ("SA-MO", ("SA", "SU", "MO")),
        ("MO-SU", DAYS),
        (("TU", "TH"), ("TU", "TH")),
        ({"WE": 1}, ("WE",)),
    ],
)
def test_weekly_takes_ranges_lists_and_iterables(days: Any, several: tuple[str, ...]) -> None:
    assert weekly(days, "09:00", "17:30", time_zone=LISBON) == [shift(day) for day in several]


@pytest.mark.parametrize(
    ("end", "parts"),
    [
        ("02:00", [shift("SU", "21:00", "24:00"), shift("MO", "00:00", "02:00")]),
        ("00:00", [shift("SU", "21:00", "24:00")]),
        ("24:00", [shift("SU", "21:00", "24:00")]),
    ],
)
def test_weekly_splits_a_shift_over_midnight(end: str, parts: list[Props]) -> None:
    found = weekly("SU", "21:00", end, time_zone=LISBON)

    assert found == parts
    assert mistakes(workdays(), desk(shifts=found)) == []


@pytest.mark.parametrize("end", ["23:59", "23:59:00", "24:00", "24:00:00"])
def test_the_end_of_a_day_has_one_form(end: str) -> None:
    assert checked(workdays(), desk(shifts=[shift("MO", "00:00:00", end)]))["shifts"] == [
        shift("MO", "00:00", "24:00")
    ]


def test_the_order_of_shifts_means_nothing() -> None:
    several = [shift("SU"), shift("MO", "13:00"), shift("MO", "08:00", "12:00")]

    declared = checked(workdays(), desk(shifts=several))

    assert declared == checked(workdays(), desk(shifts=several[::-1]))
    assert declared["shifts"] == [several[2], several[1], several[0]]


@pytest.mark.parametrize(
    ("several", "remark"),
    [
        ([shift("MO", "09:00", "12:00"), shift("MO", "12:00", "17:30")], None),
        ([shift("MO"), shift("TU"), shift("MO", zone="Europe/Paris")], None),
        (
            [shift("MO"), shift("MO", "10:00", "11:00"), shift("MO", "12:00", "13:00")],
            "MO 09:00 to 17:30 and 10:00 to 11:00; MO 09:00 to 17:30 and 12:00 to 13:00",
        ),
        (
            [shift(day, start, "20:00") for day in DAYS for start in ("09:00", "13:00")]
            + [shift("SU", "19:00", "20:00")],
            "; WE 09:00 to 20:00 and 13:00 to 20:00; 5 more",
        ),
    ],
)
def test_each_shift_that_another_overlaps_is_named_once(several: list[Props], remark: str | None) -> None:
    shown = checked(workdays(), desk(shifts=several))["shifts"]
    found = [each.text for each in findings(shown, dt.date(2026, 1, 1)) if each.name == "overlapping-shifts"]

    assert (found == []) if remark is None else found[0].endswith(remark)


TIMES = st.integers(0, 24 * 60 - 1).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
SHIFTS = st.builds(
    lambda day, start, minutes, zone: shift(day, start, _later(start, minutes), zone=zone),
    st.sampled_from(DAYS),
    TIMES,
    st.integers(1, 24 * 60),
    st.sampled_from([LISBON, "Europe/Paris"]),
)


def _later(start: str, minutes: int) -> str:
    end = min(int(start[:2]) * 60 + int(start[3:]) + minutes, 24 * 60)
    return f"{end // 60:02}:{end % 60:02}" if end != 24 * 60 - 1 else "24:00"


@given(st.lists(SHIFTS, min_size=1, max_size=12))
def test_the_calls_of_weekly_for_some_shifts_return_these_shifts(several: list[Shift]) -> None:
    calls = weeks(several)

    found = [each for days, start, end, zone in calls for each in weekly(days, start, end, time_zone=zone)]
    assert in_order(found) == in_order(several)


def test_the_common_week_is_one_call_and_a_lunch_break_two() -> None:
    week = weekly("MO-FR", "09:00", "17:30", time_zone=LISBON)
    mornings, afternoons = (
        weekly("MO-FR", *times, time_zone=LISBON) for times in (("09:00", "12:00"), ("13:00", "17:30"))
    )

    assert weeks(week) == [("MO-FR", "09:00", "17:30", LISBON)]
    assert weeks([*afternoons, *mornings]) == [
        ("MO-FR", "09:00", "12:00", LISBON),
        ("MO-FR", "13:00", "17:30", LISBON),
    ]


def event(
    start: str, end: str, rules: Any = (), zone: str = LISBON, end_zone: str = LISBON, **others: Any
) -> dict[str, Any]:
    return {
        "start": {"dateTime": start, "timeZone": zone},
        "end": {"dateTime": end, "timeZone": end_zone},
        "recurrence": list(rules) if isinstance(rules, tuple) else rules,
        **others,
    }


DIFFERENT_ZONES = (LISBON, "Africa/Cairo", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata")
MONDAY = {"day": "MO", "start": "00:00", "end": "24:00", "timeZone": LISBON}
WEEKLY = "RRULE:FREQ=WEEKLY;BYDAY={}"
RULES = (WEEKLY.format("MO"),)


@pytest.mark.parametrize(
    "held",
    [
        event("2026-03-02", "2026-03-03", RULES),
        event("2026-03-02", "2026-03-02", RULES),
        event("2026-03-02T00:00:00", "2026-03-02T23:59:00", RULES),
        event("2019-12-30T00:00:00", "2019-12-31T00:00:00", RULES),
        event("2026-03-02T00:00:00", "2026-03-02T23:59:00", ()),
        event("2026-03-02T00:00:00", "2026-03-02T23:59:00", None),
        event("2026-03-02T00:00:00", "2026-03-02T23:59:00", "freq=weekly;byday=mo"),
        event("2026-03-02T00:00:00", "2026-03-02T23:59:00", ("RRULE:FREQ=WEEKLY;INTERVAL=1;WKST=MO",)),
        event("2026-03-02T00:00Z", "2026-03-02T23:59:00+00:00", RULES),
    ],
)
def test_a_full_day_is_read_in_each_form_and_from_each_date(held: dict[str, Any]) -> None:
    assert WORKDAYS.received({"id": 1, "events": [held]}) == {"id": 1, "shifts": [MONDAY]}


def test_the_weekday_of_the_date_decides_and_that_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    held = event("2026-03-03T09:00:00", "2026-03-03T17:30:00", (WEEKLY.format("SU"),))

    read = [WORKDAYS.received({"id": 7, "events": [held]})["shifts"] for _ in range(3)]

    assert read == [[{"day": "TU", "start": "09:00", "end": "17:30", "timeZone": LISBON}]] * 3
    [said] = caplog.messages
    assert "the workdays object 7 has the rule BYDAY=SU" in said
    assert "the shift is on TU" in said


def test_an_event_over_midnight_is_read_as_two_shifts() -> None:
    [evening, night] = WORKDAYS.received({"events": [event("2026-03-06T21:00:00", "2026-03-07T02:00:00")]})[
        "shifts"
    ]

    assert (evening["day"], evening["start"], evening["end"]) == ("FR", "21:00", "24:00")
    assert (night["day"], night["start"], night["end"]) == ("SA", "00:00", "02:00")


@pytest.mark.parametrize(
    "held",
    [
        "closed",
        {},
        event("soon", "later", RULES),
        event("9999-12-31", "9999-12-31", RULES),
        event("9999-12-31T23:59:00", "9999-12-31T23:59:00", RULES),
        event("2026-03-02T17:00:00", "2026-03-02T09:00:00", RULES),
        event("2026-03-02T09:00:00", "2026-03-03T10:00:00", RULES),
        event("2026-03-02T09:00:00", "2026-03-02T10:00:00", RULES, end_zone="Europe/Paris"),
        event("2026-03-02T09:00:00", "2026-03-02T10:00:00", ("RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1",)),
        event("2026-03-02T09:00:00", "2026-03-02T10:00:00", ("RRULE:FREQ=WEEKLY;BYDAY=MO,TU",)),
        event("2026-03-02T09:00:00", "2026-03-02T10:00:00", ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",)),
    ],
)
def test_an_event_that_is_no_weekly_shift_stays_and_is_sent_back_unchanged(held: Any) -> None:
    read = WORKDAYS.received({"events": [held]})

    assert read == {"shifts": [held]}
    assert WORKDAYS.sent(read) == {"events": [held]}


def test_what_is_sent_has_a_date_of_the_weekday_and_keeps_unknown_fields() -> None:
    several = [{**MONDAY, "day": day, "colour": "red"} for day in DAYS]

    sent = WORKDAYS.sent({"name": "x", "shifts": several})

    assert WORKDAYS.received(sent) == {"name": "x", "shifts": several}
    assert sent["events"][0]["recurrence"] == [WEEKLY.format("MO")]
    assert sent["events"][0]["end"]["dateTime"].endswith("T23:59:00")
    assert len({each["start"]["dateTime"] for each in sent["events"]}) == len(DAYS)


def test_a_shift_in_the_last_minute_of_a_day_keeps_its_length() -> None:
    held = event("2026-03-02T23:59:00", "2026-03-03T00:00:00", RULES)

    read = WORKDAYS.received({"events": [held]})

    assert read == {"shifts": [{"day": "MO", "start": "23:59", "end": "24:00", "timeZone": LISBON}]}
    assert WORKDAYS.received(WORKDAYS.sent(read)) == read


def test_the_rule_of_an_event_that_is_no_weekly_shift_is_compared_and_can_be_declared() -> None:
    one, other = (
        WORKDAYS.received(
            {
                "id": 1,
                "name": "x",
                "events": [
                    event("2026-03-02T09:00:00", "2026-03-02T10:00:00", (WEEKLY.format(days),), colour="red")
                ],
            }
        )
        for days in ("MO,TU", "MO,WE")
    )

    assert WORKDAYS.differences(one, other) == ["shifts"]
    declared = WORKDAYS.content(one)
    assert WORKDAYS.sent(declared)["events"][0]["recurrence"] == [WEEKLY.format("MO,TU")]
    assert WORKDAYS.sent(WORKDAYS.merge_unknown(one, declared))["events"][0]["colour"] == "red"


@pytest.mark.parametrize(
    ("day", "zone", "today", "date"),
    [
        ("SU", LISBON, "2026-03-22", "2026-03-22"),
        ("SU", LISBON, "2026-03-29", "2026-03-22"),  # set forward at 01:00
        ("SU", LISBON, "2026-03-30", "2026-04-05"),
        ("SU", LISBON, "2026-10-31", "2026-11-01"),  # set back at 02:00
        ("FR", "Africa/Cairo", "2026-04-24", "2026-04-17"),  # set forward at 00:00, the end of Thursday
        ("TH", "Africa/Cairo", "2026-04-24", "2026-04-30"),
        ("WE", "Africa/Cairo", "2026-04-24", "2026-04-22"),
        ("SA", "Africa/Cairo", "2026-04-25", "2026-04-25"),
        ("SU", "Nowhere/City", "2026-03-29", "2026-03-29"),
    ],
)
def test_what_is_sent_has_a_date_on_which_the_clock_does_not_change(
    day: str, zone: str, today: str, date: str
) -> None:
    wire = {"shifts": [{**MONDAY, "day": day, "timeZone": zone}]}

    [sent] = with_dates(wire, dt.date.fromisoformat(today))["events"]

    assert sent["start"]["dateTime"] == f"{date}T00:00:00"
    assert sent["recurrence"] == [WEEKLY.format(day)]


def test_what_is_sent_has_a_date_at_most_seven_days_away_in_each_zone() -> None:
    first = dt.date(2026, 1, 1)
    for today in (first + dt.timedelta(days=number) for number in range(365)):
        several = [{**MONDAY, "day": day, "timeZone": zone} for day in DAYS for zone in DIFFERENT_ZONES]
        for sent in with_dates({"shifts": several}, today)["events"]:
            date = dt.date.fromisoformat(sent["start"]["dateTime"][:10])
            assert abs((date - today).days) <= len(DAYS)
            assert WEEKLY.format(DAYS[date.weekday()]) in sent["recurrence"]
