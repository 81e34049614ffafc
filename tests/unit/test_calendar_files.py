"""The events that a program gets from an iCalendar file."""

import datetime as dt
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pulumi
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pulumi_liveperson import Event, closed, from_ics

LISBON = "Europe/Lisbon"
CHRISTMAS = "DTSTART;VALUE=DATE:20261225"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def vevent(*lines: str, name: str = "Natal", uid: str = "1") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{name}", *lines, "END:VEVENT", ""])


def calendar(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:tests", *events, "END:VCALENDAR", ""])


def read(*events: str, **changes: Any) -> list[Event]:
    Path("holidays.ics").write_text(calendar(*events), encoding="utf-8")
    return from_ics("holidays.ics", **{"time_zone": LISBON, **changes})


def refusal(*events: str, **changes: Any) -> list[str]:
    """Return the lines with which a file is refused, without the name of the call."""
    with pytest.raises(pulumi.RunError) as refused:
        read(*events, **changes)
    return _lines(refused)


def _lines(refused: pytest.ExceptionInfo[pulumi.RunError]) -> list[str]:
    return [line.partition("): ")[2] for line in str(refused.value).splitlines()]


def day(date: str, name: str = "Natal", days: int = 1) -> Event:
    return closed(date, time_zone=LISBON, days=days, name=name)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([CHRISTMAS], day("2026-12-25")),
        ([CHRISTMAS, "DTEND;VALUE=DATE:20261226"], day("2026-12-25")),
        ([CHRISTMAS, "DTEND;VALUE=DATE:20261225"], day("2026-12-25")),
        ([CHRISTMAS, "DTEND;VALUE=DATE:20261228"], day("2026-12-25", days=3)),
        ([CHRISTMAS, "DURATION:P2D"], day("2026-12-25", days=2)),
        ([CHRISTMAS, "RRULE:FREQ=DAILY;COUNT=3"], day("2026-12-25", days=3)),
        ([CHRISTMAS, "RRULE:FREQ=DAILY;INTERVAL=1;UNTIL=20261227"], day("2026-12-25", days=3)),
        (["DTSTART:20261225T000000", "DTEND:20261226T000000"], day("2026-12-25")),
        (["DTSTART:20261225T000000", "DTEND:20261225T235900"], day("2026-12-25")),
        ([f"DTSTART;TZID={LISBON}:20261225T000000", "DURATION:P1D"], day("2026-12-25")),
        (["DTSTART;TZID=Portugal:20261225T000000", "DURATION:P1D"], day("2026-12-25")),
        ([CHRISTMAS, "TRANSP:TRANSPARENT"], day("2026-12-25")),
    ],
)
def test_whole_days_are_closed(lines: list[str], expected: Event) -> None:
    assert read(vevent(*lines)) == [expected]


def test_an_event_without_a_name_is_closed_and_a_name_is_on_one_line() -> None:
    assert read(vevent(CHRISTMAS, name="")) == [closed("2026-12-25", time_zone=LISBON)]
    assert read(vevent(CHRISTMAS, name="Natal\\n e  mais")) == [day("2026-12-25", "Natal e mais")]


def test_events_are_in_the_order_of_their_dates_and_names_each_once() -> None:
    found = read(
        vevent(CHRISTMAS, uid="1"),
        vevent(CHRISTMAS, uid="2"),
        vevent(CHRISTMAS, uid="3", name="Consoada"),
        vevent("DTSTART;VALUE=DATE:20260403", uid="4", name="Sexta-feira Santa"),
    )

    assert found == [
        day("2026-04-03", "Sexta-feira Santa"),
        day("2026-12-25", "Consoada"),
        day("2026-12-25"),
    ]


def test_a_yearly_rule_is_an_event_in_each_of_the_years() -> None:
    events = read(vevent(CHRISTMAS, "RRULE:FREQ=YEARLY"), years=[2027, 2029])

    assert events == [day("2027-12-25"), day("2029-12-25")]


def test_years_cut_a_closure_at_the_turn_of_the_year() -> None:
    closure = vevent("DTSTART;VALUE=DATE:20261230", "DTEND;VALUE=DATE:20270103")

    assert read(closure, years=2026) == [day("2026-12-30", days=2)]
    assert read(closure, years=2027) == [day("2027-01-01", days=2)]
    assert read(closure, years=(2026, 2027)) == [day("2026-12-30", days=4)]


def test_dates_of_a_rule_can_be_left_out_moved_and_added() -> None:
    without_2027, added = "EXDATE;VALUE=DATE:20271225", "RDATE;VALUE=DATE:20280106,20280108"

    events = read(
        vevent(CHRISTMAS, "RRULE:FREQ=YEARLY", without_2027, added),
        vevent("RECURRENCE-ID;VALUE=DATE:20281225", "DTSTART;VALUE=DATE:20281226", name="Segundo dia"),
        vevent("RECURRENCE-ID;VALUE=DATE:20291225", "DTSTART;VALUE=DATE:20291225", "STATUS:CANCELLED"),
        vevent("DTSTART;VALUE=DATE:20270101", uid="2", name="Ano Novo"),
        vevent("DTSTART;VALUE=DATE:20290101", uid="3", name="Ano Novo"),
        years=range(2026, 2031),
    )

    assert events == [
        day("2026-12-25"),
        day("2027-01-01", "Ano Novo"),
        day("2028-01-06"),
        day("2028-01-08"),
        day("2028-12-26", "Segundo dia"),
        day("2029-01-01", "Ano Novo"),
        day("2030-12-25"),
    ]


def test_cancelled_events_and_tasks_are_left_out() -> None:
    task = "BEGIN:VTODO\r\nUID:9\r\nDTSTART;VALUE=DATE:20261224\r\nEND:VTODO\r\n"

    events = read(vevent(CHRISTMAS), vevent(CHRISTMAS, "STATUS:CANCELLED", uid="2", name="Fim"), task)

    assert events == [day("2026-12-25")]


def test_the_newest_version_of_an_event_counts() -> None:
    versions = [
        vevent(CHRISTMAS, "SEQUENCE:2", name="New"),
        vevent("DTSTART;VALUE=DATE:20261224", "SEQUENCE:1", name="Old"),
    ]

    assert read(*versions) == read(*reversed(versions)) == [day("2026-12-25", "New")]


def test_two_events_with_one_uid_are_both_closed() -> None:
    assert len(read(vevent(CHRISTMAS), vevent("DTSTART;VALUE=DATE:20261208"))) == 2


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (
            ["DTSTART:20261224T090000", "DTEND:20261224T130000"],
            "is from 09:00 to 13:00, and a calendar does not contain whether you are open then.",
        ),
        (
            ["DTSTART:20261224T090000", "DTEND:20261224T130000"],
            "declare open_hours('2026-12-24', '09:00', '13:00', time_zone='Europe/Lisbon', name='Natal')",
        ),
        (["DTSTART:20261224T000000"], "is from 00:00 to 00:00, "),
        (["DTSTART:20261224T220000", "DURATION:PT4H"], "If you are open then, declare hours with open_hours"),
        (
            ["DTSTART:20261224T000000Z", "DURATION:P1D"],
            "is in the time zone UTC, and time_zone is Europe/Lisbon.",
        ),
        (
            ["DTSTART;TZID=America/New_York:20261224T090000", "DURATION:PT1H"],
            "is in the time zone America/New_York, and time_zone is Europe/Lisbon.",
        ),
        (["DTSTART;TZID=Mars/Olympus:20261224T090000"], "is in the time zone Mars/Olympus, "),
        (
            [CHRISTMAS, "RRULE:FREQ=YEARLY"],
            "has the rule RRULE:FREQ=YEARLY, which LivePerson's events cannot have.",
        ),
        (
            [CHRISTMAS, "RRULE:FREQ=WEEKLY;COUNT=2"],
            "has the rule RRULE:FREQ=WEEKLY;COUNT=2, which LivePerson's",
        ),
        ([CHRISTMAS, "RRULE:FREQ=DAILY"], "has the rule RRULE:FREQ=DAILY, which LivePerson's events cannot"),
        (
            [CHRISTMAS, "RRULE:FREQ=HOURLY;COUNT=2"],
            "has the rule RRULE:FREQ=HOURLY;COUNT=2, which repeats it within",
        ),
        ([CHRISTMAS, "RRULE:FREQ=NEVER"], "has an invalid RRULE: "),
        (
            [CHRISTMAS, "RRULE:FREQ=DAILY;COUNT=3", "RRULE:FREQ=DAILY;COUNT=4"],
            "has several values of RRULE, and only",
        ),
        (
            [CHRISTMAS, "RRULE:FREQ=DAILY;COUNT=3;UNTIL=20261231"],
            "UNTIL=20261231;COUNT=3, which has two ends",
        ),
        ([CHRISTMAS, "RDATE;VALUE=TIME:120000", "EXDATE:120000"], " in "),
        (
            [CHRISTMAS, "RRULE:FREQ=DAILY;COUNT=31"],
            "closes 31 days from 2026-12-25; a day off must not last longer",
        ),
        ([CHRISTMAS, "RRULE:FREQ=DAILY;COUNT=999999999"], "has more than 4000 days"),
        ([CHRISTMAS, "DTEND;VALUE=DATE:20270301"], "closes 66 days from 2026-12-25; "),
        ([CHRISTMAS, "DTEND;VALUE=DATE:99991231"], "has more than 4000 days"),
        ([CHRISTMAS, "DTEND;VALUE=DATE:20261224"], "ends on 2026-12-24, before its start on 2026-12-25"),
        ([CHRISTMAS, "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261225"], "changes all later dates"),
    ],
)
def test_an_event_that_is_no_whole_day_is_one_line_with_its_name_and_date(
    lines: list[str], reason: str
) -> None:
    [line] = refusal(vevent(*lines))

    assert line.startswith("event 'Natal' (2026-12-2")
    assert reason in line


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "event 'Natal' has no start (DTSTART)"),
        (["DTSTART:2026"], "event 'Natal' has an invalid DTSTART: "),
    ],
)
def test_an_event_without_a_readable_start_is_one_line(lines: list[str], reason: str) -> None:
    [line] = refusal(vevent(*lines))

    assert line.startswith(reason)


def test_a_daily_rule_without_an_end_is_a_closure_that_is_too_long() -> None:
    [line] = refusal(vevent(CHRISTMAS, "RRULE:FREQ=DAILY"), years=2027)

    assert line.startswith("event 'Natal' (2026-12-25) closes 365 days from 2027-01-01; ")


def test_all_wrong_events_of_a_file_are_named_up_to_ten() -> None:
    wrong = [vevent(f"DTSTART:20261224T09{number:02}00", uid=str(number)) for number in range(25)]

    lines = refusal(*wrong)

    assert len(lines) == 11
    assert lines[-1] == "15 more errors"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "path: is not an iCalendar file: it does not start with BEGIN:VCALENDAR"),
        (b"<html>\n", "path: is not an iCalendar file: it does not start with BEGIN:VCALENDAR"),
        (b"\0" * 5000, "path: is not an iCalendar file: it does not start with BEGIN:VCALENDAR"),
        (
            b"\x89PNG\r\n",
            "path: is not UTF-8 text: line 1 contains the byte 0x89. Convert the file, for example ",
        ),
        (
            b"BEGIN:VCALENDAR\nX:\xe9",
            "path: is not UTF-8 text: line 2 contains the byte 0xE9. Convert the file, ",
        ),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
            "path: is not a complete iCalendar file: END:VCALENDAR is missing",
        ),
        (b"BEGIN:VCALENDAR\nfoo\nEND:VCALENDAR\n", "path: is not a valid iCalendar file: "),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:A\n" * 5_000, "path: is not a complete iCalendar file: "),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "path: is a calendar without events (VEVENT)"),
    ],
)
def test_a_file_that_is_no_calendar_is_one_line(content: bytes, line: str) -> None:
    Path("holidays.ics").write_bytes(content)

    with pytest.raises(pulumi.RunError) as refused:
        from_ics("holidays.ics", time_zone=LISBON)

    [only] = _lines(refused)
    assert only.startswith(line)


def test_a_large_file_is_refused_before_it_is_read() -> None:
    Path("holidays.ics").write_bytes(b"BEGIN:VCALENDAR\n" * 700_000)

    begun = time.monotonic()
    with pytest.raises(pulumi.RunError) as refused:
        from_ics("holidays.ics", time_zone=LISBON)

    assert time.monotonic() - begun < 1
    assert _lines(refused) == ["path: has 11.2 MB; the maximum is 2 MB"]


def test_a_path_that_is_no_file_is_one_line(tmp_path: Path) -> None:
    Path("holidays.ics").write_text(calendar(vevent(CHRISTMAS)))
    Path("folder.ics").mkdir()
    os.mkfifo("pipe.ics")
    wrong: dict[Any, str] = {
        "holiday.ics": f"path: does not exist in {tmp_path}; similar: holidays.ics",
        "folder.ics": "path: is a folder, not an iCalendar file",
        "pipe.ics": "path: is a device or a pipe, not an iCalendar file",
        "a\0b": "path: cannot be read: ",
        7: "path: must be the path of an iCalendar file as text, not 7",
    }
    for path, line in wrong.items():
        with pytest.raises(pulumi.RunError) as refused:
            from_ics(path, time_zone=LISBON)
        [only] = _lines(refused)
        assert only.startswith(line)


def test_a_file_may_begin_with_a_byte_order_mark_and_have_accents(tmp_path: Path) -> None:
    text = calendar(vevent(CHRISTMAS, name="Assunção"))
    (tmp_path / "a.ics").write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert from_ics(tmp_path / "a.ics", time_zone=LISBON) == [day("2026-12-25", "Assunção")]


def test_wrong_arguments_are_named_together() -> None:
    lines = refusal(vevent(CHRISTMAS), time_zone="Lisbon", years="2026")

    assert [line.partition(":")[0] for line in lines] == ["time_zone", "years"]


def test_a_year_without_an_event_is_an_error() -> None:
    assert refusal(vevent(CHRISTMAS), years=[2026, 2027]) == ["years: the file has no event in 2027"]
    [line] = refusal(vevent(CHRISTMAS, "STATUS:CANCELLED"))
    assert line == "path: is a calendar in which all events are cancelled"


def test_thousands_of_events_are_read_in_seconds() -> None:
    first = dt.date(2020, 1, 1)
    many = [
        vevent(f"DTSTART;VALUE=DATE:{first + dt.timedelta(number):%Y%m%d}", uid=str(number))
        for number in range(0, 6000, 2)
    ]

    begun = time.monotonic()
    assert len(read(*many)) == 3000
    assert time.monotonic() - begun < 5


RULES = (
    "FREQ=YEARLY",
    "FREQ=YEARLY;INTERVAL=2;COUNT=4",
    "FREQ=YEARLY;BYMONTH=5;BYDAY=1MO",
    "FREQ=YEARLY;UNTIL=20281231",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=WEEKLY;COUNT=30",
    "FREQ=DAILY;INTERVAL=3;COUNT=40",
    "FREQ=DAILY;COUNT=5",
)


def covered(events: Iterable[Event]) -> set[dt.date]:
    """Return all closed days."""
    days: set[dt.date] = set()
    for each in events:
        first = dt.date.fromisoformat(each["start"]["date_time"][:10])
        rule = each.get("recurrence") or ["=1;"]
        count = int(rule[0].partition("COUNT=")[2].partition(";")[0] or 1)
        days |= {first + dt.timedelta(number) for number in range(count)}
    return days


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(RULES),
    st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31)),
    st.integers(1, 2),
    st.sets(st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)), max_size=3),
    st.data(),
)
def test_the_days_are_those_of_another_implementation(
    rule: str, first: dt.date, length: int, added: set[dt.date], data: st.DataObject
) -> None:
    lines = [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DURATION:P{length}D", f"RRULE:{rule}"]
    lines += [f"RDATE;VALUE=DATE:{each:%Y%m%d}" for each in sorted(added)]
    within = dt.datetime(2026, 1, 1), dt.datetime(2028, 1, 1)  # noqa: DTZ001 - local times

    def days_of(calendar_text: str) -> set[dt.date]:
        found = recurring_ical_events.of(Calendar.from_ical(calendar_text)).between(*within)
        return {
            each.start + dt.timedelta(number)
            for each in found
            for number in range((each.end - each.start).days)
        }

    starts = sorted(days_of(calendar(vevent(*lines))))
    left_out = data.draw(st.sets(st.sampled_from(starts), max_size=3)) if starts else set()
    lines += [f"EXDATE;VALUE=DATE:{each:%Y%m%d}" for each in sorted(left_out)]
    text = calendar(vevent(*lines))
    expected = {day for day in days_of(text) if day.year in {2026, 2027}}
    years = {each.year for each in expected}
    if years:
        Path("holidays.ics").write_text(text)
        events = from_ics("holidays.ics", time_zone=LISBON, years=years)
        assert covered(events) == expected


LINES = [
    *vevent(CHRISTMAS, "RRULE:FREQ=YEARLY;BYDAY=1MO;COUNT=3").splitlines(),
    *("BEGIN:VTIMEZONE", "TZID:Custom", "END:VTIMEZONE", "DTEND;TZID=Custom:20261226T000000", "DURATION:P1W"),
    *("EXDATE:T120000", "RDATE;VALUE=PERIOD:20261225T000000Z/P1D", "RECURRENCE-ID:20261225", "SEQUENCE:x"),
    *("DTSTART:120000", "STATUS:CANCELLED", "END:VCALENDAR", "BEGIN:VCALENDAR", " folded", 'X;Y="', "\\"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES)), st.lists(st.sampled_from(LINES)), st.sampled_from([None, 2026]))
def test_a_damaged_file_is_events_or_an_error_of_the_program(
    event: list[str], others: list[str], years: int | None
) -> None:
    lines = ["BEGIN:VEVENT", *event, "END:VEVENT", *others]
    Path("holidays.ics").write_text(calendar(*(f"{line}\r" for line in lines)), newline="\n")

    try:
        found = f"{len(from_ics('holidays.ics', time_zone=LISBON, years=years))} events"
    except pulumi.RunError as refused:
        found = str(refused)

    assert re.match(r"[1-9][0-9]* events|from_ics\('holidays.ics'\): ", found)
