"""The shift status follows LivePerson's rules for hours; the names are those of the list of rules, E1 to E8.

Sources: "Working hours management best practices" and "Shift scheduler configuration guide" (knowledge
centre), Workdays appendix, Shift Status API. Where they are silent, a test names the open question.
"""

import pytest

from liveperson_simulator.server import Simulator
from tests.simulator.api import ACCOUNT
from tests.simulator.desk import BERLIN, Desk, each_day, milliseconds, off, shift, working

THURSDAY = "2026-12-24"
FRIDAY = "2026-12-25"
NINE_TO_SIX = each_day("09:00-18:00")


@pytest.fixture
def desk(simulator: Simulator) -> Desk:
    return Desk(simulator)


def test_e1_a_skills_own_workdays_replace_the_default_ones(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    own = desk.workdays(*each_day("07:00-08:00"), name="early")
    before = desk.day(THURSDAY)
    desk.use(workdays=own)
    assert (before, desk.day(THURSDAY)) == ("09:00-18:00", "07:00-08:00")


def test_e1_a_skills_own_occasion_replaces_the_default_one_independent_of_its_workdays(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(off(THURSDAY), default=True)
    own = desk.occasion(off(FRIDAY), name="own")
    before = [desk.day(each) for each in (THURSDAY, FRIDAY)]
    desk.use(occasion=own)
    assert before == ["closed", "09:00-18:00"]
    assert [desk.day(each) for each in (THURSDAY, FRIDAY)] == ["09:00-18:00", "closed"]


def test_e1_an_own_occasion_without_events_switches_off_the_default_one(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(off(THURSDAY), default=True)
    desk.use(occasion=desk.occasion(name="none"))
    assert desk.day(THURSDAY) == "09:00-18:00"


def test_e1_a_deleted_or_missing_object_of_a_skill_means_the_default(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    own = desk.workdays(*each_day("07:00-08:00"), name="early")
    desk.use(workdays=own)
    desk.control.foreign_delete(ACCOUNT, "workinghours", own)
    deleted = desk.day(THURSDAY)
    desk.use(workdays=4_400_000_010)
    assert (deleted, desk.day(THURSDAY)) == ("09:00-18:00", "09:00-18:00")


def test_e2_an_occasion_replaces_the_workdays_of_its_day(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(working(THURSDAY, "10:00-15:00"), default=True)
    assert (desk.day(THURSDAY), desk.day(FRIDAY)) == ("10:00-15:00", "09:00-18:00")


def test_e3_working_events_of_one_day_are_united(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(working(THURSDAY, "10:00-15:00"), working(THURSDAY, "10:00-18:00"), default=True)
    assert desk.day(THURSDAY) == "10:00-18:00"


def test_e4_a_day_off_has_priority_over_working_events(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(working(THURSDAY, "10:00-15:00"), off(THURSDAY), default=True)
    assert desk.day(THURSDAY) == "closed"


def test_e5_overlapping_shifts_are_united(desk: Desk) -> None:
    desk.workdays(shift("TH 10:00-15:00"), shift("TH 12:00-18:00"), default=True)
    assert desk.day(THURSDAY) == "10:00-18:00"


def test_e6_thirty_days_off_close_each_of_them(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(off("2026-12-01", to="2026-12-31"), default=True)
    days = ["2026-11-30", "2026-12-01", "2026-12-30", "2026-12-31"]
    assert [desk.day(each) for each in days] == ["09:00-18:00", "closed", "closed", "09:00-18:00"]


def test_e7_a_shift_that_is_split_at_midnight_has_no_gap(desk: Desk) -> None:
    desk.workdays(shift("TH 21:00-23:59"), shift("FR 00:00-01:00"), default=True)
    status = desk.status(f"{THURSDAY}T22:00")
    assert (status["onShift"], status["nextOff"]) == (True, milliseconds(f"{FRIDAY}T01:00"))
    assert desk.is_open(f"{THURSDAY}T23:59:30")


def test_e7_all_hours_of_the_console_are_the_whole_day(desk: Desk) -> None:
    desk.workdays(shift("TH 00:00-23:59"), default=True)
    assert desk.day(THURSDAY) == "00:00-24:00"
    desk.occasion(off(THURSDAY, "00:00-23:59"), default=True)
    assert desk.day(THURSDAY) == "closed"


def test_e7a_a_daily_rule_repeats_the_hours_on_each_date(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(working(THURSDAY, "10:00-12:00", days=3), default=True)
    days = ["2026-12-23", THURSDAY, FRIDAY, "2026-12-26", "2026-12-27"]
    found = [desk.day(each) for each in days]
    assert found == ["09:00-18:00", "10:00-12:00", "10:00-12:00", "10:00-12:00", "09:00-18:00"]


@pytest.mark.parametrize(("state", "day"), [("online", "00:00-24:00"), ("offline", "closed")])
def test_e8_without_objects_the_manual_state_decides(desk: Desk, state: str, day: str) -> None:
    desk.control.set_knobs(manual_state=state)
    status = desk.status()
    assert desk.day(THURSDAY) == day
    assert (status["nextOn"], status["nextOff"]) == (None, None)


def test_e8_an_occasion_alone_decides_only_about_its_days(desk: Desk) -> None:
    desk.occasion(working(THURSDAY, "10:00-15:00"), default=True)
    found = []
    for state in ("online", "offline"):
        desk.control.set_knobs(manual_state=state)
        found.append((desk.day(THURSDAY), desk.day(FRIDAY)))
    assert found == [("10:00-15:00", "00:00-24:00"), ("10:00-15:00", "closed")]


def test_e8_a_manual_state_may_end(desk: Desk) -> None:
    desk.control.set_knobs(manual_state=milliseconds(f"{THURSDAY}T13:00") // 1000)
    assert (desk.day("2026-12-23"), desk.day(THURSDAY)) == ("closed", "13:00-24:00")


def test_q17_an_account_in_manual_mode_ignores_its_objects(desk: Desk) -> None:
    desk.use(workdays=desk.workdays(*NINE_TO_SIX), occasion=desk.occasion(off(THURSDAY)))
    desk.control.set_knobs(shift_mode="manual", manual_state="online")
    online = desk.day(THURSDAY)
    desk.control.set_knobs(manual_state="offline")
    assert (online, desk.day(FRIDAY)) == ("00:00-24:00", "closed")


def test_a_shift_excludes_its_end(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    times = ["08:59:59", "09:00:00", "17:59:59", "18:00:00"]
    assert [desk.is_open(f"{THURSDAY}T{each}") for each in times] == [False, True, True, False]


def test_an_occasion_that_ends_at_midnight_does_not_touch_the_next_day(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(off(THURSDAY, "00:00-00:00", to=f"{FRIDAY}T00:00:00"), default=True)
    assert (desk.day(THURSDAY), desk.day(FRIDAY)) == ("closed", "09:00-18:00")


def test_a_shift_without_hours_is_the_whole_day(desk: Desk) -> None:
    desk.workdays(shift("TH"), default=True)
    assert (desk.day("2026-12-23"), desk.day(THURSDAY)) == ("closed", "00:00-24:00")


def test_a_skill_that_is_always_open_has_no_next_change(desk: Desk) -> None:
    desk.workdays(*each_day(""), default=True)
    assert desk.status() == {"skillId": desk.skill, "onShift": True, "nextOn": None, "nextOff": None}


def test_the_weekday_of_the_start_has_priority_over_the_rule(desk: Desk) -> None:
    mismatch = shift("TH 09:00-18:00") | {"recurrence": ["RRULE:FREQ=WEEKLY;BYDAY=FR"]}
    desk.workdays(mismatch, default=True)
    assert (desk.day(THURSDAY), desk.day(FRIDAY)) == ("09:00-18:00", "closed")


def test_a_shift_past_midnight_ends_where_an_occasion_replaces_the_next_day(desk: Desk) -> None:
    night = shift("TH 21:00-00:00") | {"end": {"dateTime": "2026-03-06T03:00:00", "timeZone": BERLIN}}
    desk.workdays(night, default=True)
    before = desk.day(FRIDAY)
    desk.occasion(off(FRIDAY), default=True)
    assert (before, desk.day(THURSDAY), desk.day(FRIDAY)) == ("00:00-03:00", "21:00-24:00", "closed")


def test_a_change_is_found_more_than_a_year_ahead(desk: Desk) -> None:
    desk.workdays(*each_day(""), default=True)
    desk.occasion(off("2028-02-01"), default=True)
    assert desk.status("2026-12-24T12:00")["nextOff"] == milliseconds("2028-02-01T00:00")


def test_hours_follow_the_local_clock_over_a_clock_change(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    for day in ("2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"):
        assert desk.status(f"{day}T12:00")["nextOff"] == milliseconds(f"{day}T18:00")
        assert desk.day(day) == "09:00-18:00"


@pytest.mark.parametrize(
    ("reading", "spring", "autumn"),
    # In spring, 02:30 does not exist; in autumn, 02:30 happens at 00:30 and at 01:30 UTC.
    [
        ("java_time", "2026-03-29T01:30", "2026-10-25T00:30"),
        ("later_offset", "2026-03-29T00:30", "2026-10-25T01:30"),
    ],
)
def test_q10_a_skipped_time_moves_forward_and_a_repeated_one_is_the_first(
    desk: Desk, reading: str, spring: str, autumn: str
) -> None:
    desk.workdays(shift("SU 02:30-09:00"), default=True)
    desk.control.set_knobs(clock_change=reading)
    found = [desk.status(f"{day}T00:00")["nextOn"] for day in ("2026-03-29", "2026-10-25")]
    assert found == [milliseconds(spring, "UTC"), milliseconds(autumn, "UTC")]


@pytest.mark.parametrize(
    ("reading", "days"),
    # In New York, the 24th is 06:00 on the 24th to 06:00 on the 25th in Berlin, an hour less in Lisbon.
    [
        ("occasion_zone", ("00:00-06:00", "06:00-24:00")),
        ("workdays_zone", ("closed", "00:00-24:00")),
        ("account_zone", ("00:00-01:00", "01:00-24:00")),
    ],
)
def test_q1_an_occasion_replaces_the_day_of_its_own_zone(
    desk: Desk, reading: str, days: tuple[str, str]
) -> None:
    desk.workdays(*each_day(""), default=True)
    desk.occasion(off(THURSDAY, zone="America/New_York"), default=True)
    desk.control.set_knobs(occasion_date=reading)
    assert (desk.day(THURSDAY), desk.day(FRIDAY)) == days


def test_q1_a_whole_day_off_is_not_a_window_in_another_zone(desk: Desk) -> None:
    desk.workdays(*each_day(""), default=True)
    desk.occasion(off(THURSDAY, zone="America/New_York"), default=True)
    desk.control.set_knobs(occasion_date="workdays_zone", partial_day_off="window_then_workdays")
    assert desk.day(THURSDAY) == "closed"


def test_q2_a_day_whose_midnight_is_skipped_begins_with_its_first_instant(desk: Desk) -> None:
    beirut = "Asia/Beirut"
    desk.workdays(*each_day("", beirut), default=True)
    desk.occasion(off("2026-03-29", "12:00-13:00", zone=beirut), default=True)
    assert desk.status("2026-03-28T12:00")["nextOff"] == milliseconds("2026-03-28T22:00", "UTC")


@pytest.mark.parametrize(
    ("reading", "alone", "with_another"),
    [
        ("day", "closed", "closed"),
        ("window_then_closed", "closed", "10:00-12:00, 13:00-15:00"),
        ("window_then_workdays", "09:00-12:00, 13:00-18:00", "10:00-12:00, 13:00-15:00"),
    ],
)
def test_q2_q3_a_day_off_with_hours_closes_the_whole_day(
    desk: Desk, reading: str, alone: str, with_another: str
) -> None:
    desk.control.set_knobs(partial_day_off=reading)
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(off(THURSDAY, "12:00-13:00"), default=True)
    first = desk.day(THURSDAY)
    desk.occasion(off(THURSDAY, "12:00-13:00"), working(THURSDAY, "10:00-15:00"), default=True, name="other")
    assert (first, desk.day(THURSDAY)) == (alone, with_another)


@pytest.mark.parametrize("reading", ["day", "window_then_closed", "window_then_workdays"])
def test_q2_a_whole_day_off_is_closed_in_each_reading(desk: Desk, reading: str) -> None:
    desk.control.set_knobs(partial_day_off=reading)
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(off(THURSDAY), working(THURSDAY, "10:00-15:00"), default=True)
    assert desk.day(THURSDAY) == "closed"


@pytest.mark.parametrize(
    ("reading", "days"),
    [
        ("continuous", ["10:00-24:00", "00:00-24:00", "00:00-15:00"]),
        ("daily", ["10:00-15:00", "10:00-15:00", "10:00-15:00"]),
    ],
)
def test_q4_a_working_event_over_several_dates_is_open_all_the_time(
    desk: Desk, reading: str, days: list[str]
) -> None:
    desk.control.set_knobs(occasion_span=reading)
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(working(THURSDAY, "10:00-15:00", to="2026-12-26T15:00:00"), default=True)
    assert [desk.day(each) for each in (THURSDAY, FRIDAY, "2026-12-26")] == days
    assert desk.day("2026-12-27") == "09:00-18:00"


def test_q4_the_reading_makes_no_difference_for_whole_days(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(
        working(THURSDAY, "00:00-00:00", to=f"{FRIDAY}T23:59:00"),
        working("2026-12-26", to="2026-12-28"),
        default=True,
    )
    days = [THURSDAY, FRIDAY, "2026-12-26", "2026-12-27", "2026-12-28"]
    continuous = [desk.day(each) for each in days]
    desk.control.set_knobs(occasion_span="daily")
    assert continuous == [desk.day(each) for each in days] == ["00:00-24:00"] * 4 + ["09:00-18:00"]


@pytest.mark.parametrize("reading", ["continuous", "daily"])
def test_q4_a_working_event_over_one_midnight_is_open_over_it_in_each_reading(
    desk: Desk, reading: str
) -> None:
    desk.control.set_knobs(occasion_span=reading)
    desk.occasion(working(THURSDAY, "22:00-23:00", to=f"{FRIDAY}T02:00:00"), default=True)
    assert (desk.day(THURSDAY), desk.day(FRIDAY)) == ("22:00-24:00", "00:00-02:00")


@pytest.mark.parametrize("end", ["23:59:00", "23:59:59"])
def test_q6_the_last_minute_belongs_to_the_day(desk: Desk, end: str) -> None:
    shifts = [
        each | {"end": each["end"] | {"dateTime": each["end"]["dateTime"][:11] + end}}
        for each in each_day("00:00-23:59")
    ]
    desk.workdays(*shifts, default=True)
    without_gap = desk.status(f"{THURSDAY}T12:00")["nextOff"]
    desk.control.set_knobs(last_minute="gap")
    status = desk.status(f"{THURSDAY}T12:00")
    assert without_gap is None
    assert (status["nextOff"], status["nextOn"]) == (
        milliseconds(f"{THURSDAY}T{end}"),
        milliseconds(f"{FRIDAY}T00:00"),
    )


@pytest.mark.parametrize(
    ("reading", "days"), [("exclusive", ["closed", "09:00-18:00"]), ("inclusive", ["closed", "closed"])]
)
def test_q8_an_end_that_is_a_date_is_excluded(desk: Desk, reading: str, days: list[str]) -> None:
    desk.control.set_knobs(date_end=reading)
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(off(THURSDAY), default=True)
    assert [desk.day(each) for each in (THURSDAY, FRIDAY)] == days


def test_q8_an_end_that_is_also_the_start_is_included(desk: Desk) -> None:
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.occasion(working(THURSDAY, to=THURSDAY), default=True)
    assert (desk.day(THURSDAY), desk.day(FRIDAY)) == ("00:00-24:00", "09:00-18:00")


@pytest.mark.parametrize(("reading", "day"), [("default", "09:00-18:00"), ("none", "00:00-24:00")])
def test_q13_a_deleted_object_of_a_skill_means_the_default(desk: Desk, reading: str, day: str) -> None:
    desk.control.set_knobs(deleted_hours=reading)
    desk.workdays(*NINE_TO_SIX, default=True)
    without_own = desk.day(THURSDAY)
    desk.use(workdays=4_400_000_010)
    assert (without_own, desk.day(THURSDAY)) == ("09:00-18:00", day)


@pytest.mark.parametrize(("reading", "day"), [("counts", "10:00-15:00"), ("ignored", "00:00-24:00")])
def test_q14_an_occasion_counts_without_workdays(desk: Desk, reading: str, day: str) -> None:
    desk.control.set_knobs(occasion_alone=reading)
    desk.occasion(working(THURSDAY, "10:00-15:00"), default=True)
    alone = desk.day(THURSDAY)
    desk.workdays(*NINE_TO_SIX, default=True)
    assert (alone, desk.day(THURSDAY)) == (day, "10:00-15:00")


@pytest.mark.parametrize(
    ("meaning", "day"), [("closed", "closed"), ("open", "00:00-24:00"), ("default", "09:00-18:00")]
)
def test_q12_workdays_without_events_are_always_closed(desk: Desk, meaning: str, day: str) -> None:
    desk.control.set_knobs(no_shifts=meaning)
    desk.workdays(*NINE_TO_SIX, default=True)
    desk.use(workdays=desk.workdays(name="empty"))
    assert desk.day(THURSDAY) == day


def test_events_of_other_programs_are_read_in_each_form_and_unreadable_ones_have_no_effect(
    desk: Desk,
) -> None:
    def create(kind: str, *events: object) -> None:
        written = {"name": kind, "isDefault": True, "events": list(events)}
        desk.control.foreign_create(ACCOUNT, kind, written)

    offset = {"dateTime": "2026-03-05T11:00:00+01:00", "timeZone": BERLIN}
    in_utc = shift("TH 09:00-18:00") | {"end": {"dateTime": "2026-03-05T17:30:00Z", "timeZone": BERLIN}}
    outside = {"start": {"dateTime": "0001-01-01", "timeZone": BERLIN}, "end": offset}
    nowhere = shift("TH 00:00-23:59", "Mars/Olympus")
    create("workinghours", None, "soon", {}, nowhere, in_utc, {"start": 5, "end": []})
    lenient = working(FRIDAY, "10:00-12:00") | {"recurrence": ["freq=daily;interval=1;count=2"]}
    named = lenient | {"meta": {"working": "true"}}
    create(
        "specialoccasion",
        outside,
        named,
        off("2026-12-27", "00:00-23:59", to="9999-12-31T23:59:00"),
        [],
        {"meta": 5, "recurrence": 5},
    )
    days = [THURSDAY, FRIDAY, "2026-12-26", "2026-12-27"]
    assert [desk.day(each) for each in days] == ["09:00-18:30", "10:00-12:00", "10:00-12:00", "closed"]
