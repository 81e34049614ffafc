"""Every rule that a preview checks offline: the path a user typed, and words that say the rule.

The rules are those of the Special Occasions API's appendix and the Agent Status Reason API's overview.
"""

from collections.abc import Callable

import pytest

from pulumi_liveperson.base import LivePersonProvider
from tests.unit.declarations import (
    LEFT_OUT,
    Props,
    event,
    mistakes,
    moment,
    occasion,
    occasions,
    reason,
    reasons,
)

FORM = "must be yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss"
RULE = "is not of the form RRULE:FREQ=DAILY;COUNT=<days>;INTERVAL=1"
MOST = "30 days"
AFTER = "must be after start.date_time"
BOTH = "both dates or both date-times"
START, END, COUNT = "events[0].start.date_time", "events[0].end.date_time", "events[0].recurrence[0]"


def with_event(**changes: object) -> Props:
    return occasion(events=[event(**changes)])


def times(start: object, end: object, **changes: object) -> Props:
    return with_event(start=start, end=end, **changes)


def with_meta(**changes: object) -> Props:
    meta = {"working": False, "name": "closed", **changes}
    return with_event(meta={name: value for name, value in meta.items() if value is not LEFT_OUT})


BROKEN: dict[str, tuple[Props, str, str]] = {
    "no name": (occasion(name=LEFT_OUT), "name", "is missing"),
    "empty name": (occasion(name=""), "name", "must not be empty"),
    "long name": (occasion(name="n" * 51), "name", "51 characters; the maximum is 50"),
    "number for a name": (occasion(name=7), "name", "must be text"),
    "no description": (occasion(description=LEFT_OUT), "description", "is missing"),
    "empty description": (occasion(description=""), "description", "must not be empty"),
    "long description": (
        occasion(description="d" * 201),
        "description",
        "201 characters; the maximum is 200",
    ),
    "word for bool": (occasion(is_default="true"), "is_default", "must be True or False"),
    "number for bool": (occasion(is_default=1), "is_default", "must be True or False"),
    "events are no list": (occasion(events={}), "events", "list"),
    "event is a word": (occasion(events=["closed"]), "events[0]", "dictionary"),
    "LivePerson's spelling": (occasion(isDefault=True), "isDefault", "write is_default"),
    "unknown field": (occasion(colour="red"), "colour", "is not a field of this resource"),
    "no meta": (with_event(meta=LEFT_OUT), "events[0].meta", "is missing"),
    "meta is a list": (with_event(meta=["closed"]), "events[0].meta", "dictionary"),
    "no working": (with_meta(working=LEFT_OUT), "events[0].meta.working", "is missing"),
    "word for working": (with_meta(working="no"), "events[0].meta.working", "True or False"),
    "0 for working": (with_meta(working=0), "events[0].meta.working", "True or False"),
    "no event name": (with_meta(name=LEFT_OUT), "events[0].meta.name", "is missing"),
    "number for event name": (with_meta(name=1), "events[0].meta.name", "must be text"),
    "unknown meta field": (with_meta(colour=1), "events[0].meta.colour", "is not a field"),
    "no start": (with_event(start=LEFT_OUT), "events[0].start", "is missing"),
    "no end": (with_event(end=LEFT_OUT), "events[0].end", "is missing"),
    "no start time": (with_event(start=moment(LEFT_OUT)), START, "is missing"),
    "no end zone": (
        with_event(end=moment("2026-12-25T00:00:00", LEFT_OUT)),
        "events[0].end.time_zone",
        "is missing",
    ),
    "Z": (times("2026-12-24T00:00:00Z", "2026-12-25T00:00:00"), START, FORM),
    "offset": (times("2026-12-24T00:00:00+01:00", "2026-12-25T00:00:00"), START, FORM),
    "fraction": (times("2026-12-24T00:00:00.5", "2026-12-25T00:00:00"), START, FORM),
    "no seconds": (times("2026-12-24T00:00:00", "2026-12-24T23:59"), END, FORM),
    "no hyphens": (times("2026-12-24", "20261225"), END, FORM),
    "blank for T": (times("2026-12-24 00:00:00", "2026-12-25T00:00:00"), START, FORM),
    "week": (times("2026-W52-4", "2026-12-25"), START, FORM),
    "newline": (times("2026-12-24\n", "2026-12-25"), START, FORM),
    "wide digits": (times("\uff12\uff10\uff12\uff16-12-24", "2026-12-25"), START, FORM),
    "29 February": (times("2027-02-29", "2027-03-01"), START, "does not exist"),
    "25 o'clock": (times("2026-12-24T00:00:00", "2026-12-24T25:00:00"), END, "does not exist"),
    "number for a date": (with_event(start=moment(20261224)), START, "must be text"),
    "end before start": (times("2026-12-24T23:59:00", "2026-12-24T00:00:00"), END, AFTER),
    "end at start": (times("2026-12-24T09:00:00", "2026-12-24T09:00:00"), END, AFTER),
    "end at start, at midnight": (times("2026-12-24T00:00:00", "2026-12-24T00:00:00"), END, AFTER),
    "end on the day before": (
        times("2026-12-24", "2026-12-23"),
        END,
        "2026-12-23 must not be before start.date_time 2026-12-24",
    ),
    "date-time and the same date": (times("2026-12-24T00:00:00", "2026-12-24"), END, BOTH),
    "date and date-time": (times("2026-12-24", "2026-12-25T23:59:00"), END, BOTH),
    "two zones": (
        with_event(end=moment("2026-12-24T23:59:00", "Europe/Madrid")),
        "events[0].end.time_zone",
        "is Europe/Madrid and start.time_zone is Europe/Lisbon; they must be equal",
    ),
    "rule is no list": (
        with_event(recurrence="RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1"),
        "events[0].recurrence",
        "list",
    ),
    "two rules": (
        with_event(recurrence=["RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1"] * 2),
        "events[0].recurrence",
        "at most one rule",
    ),
    "31 days off by rule": (with_event(count=31), COUNT, MOST),
    "ages off by rule": (with_event(count=10**9), COUNT, MOST),
    "31 days off by dates": (times("2026-12-01", "2027-01-01"), END, MOST),
    "one date, 31 times": (times("2026-12-01", "2026-12-01", count=31), COUNT, MOST),
    "30 days and a second off": (times("2026-12-01T00:00:00", "2026-12-31T00:00:01"), END, MOST),
    "20 days off on 12 days": (times("2026-12-01", "2026-12-21", count=12), END, MOST),
    "second event": (occasion(events=[event(), event(count=99)]), "events[1].recurrence[0]", MOST),
}


@pytest.mark.parametrize(("declared", "path", "words"), BROKEN.values(), ids=BROKEN)
def test_a_special_occasion_that_breaks_a_rule_is_reported_with_field_and_rule(
    declared: Props, path: str, words: str
) -> None:
    [(found, said)] = mistakes(occasions(), declared)

    assert found == path
    assert words in said


@pytest.mark.parametrize(
    "zone", ["Europe/Warsaq", "europe/lisbon", "GMT+2", "CEST", "", " Europe/Lisbon", "../etc/passwd"]
)
def test_a_time_zone_must_be_a_known_iana_name(zone: str) -> None:
    declared = with_event(start=moment("2026-12-24", zone), end=moment("2026-12-25", zone))

    found = mistakes(occasions(), declared)

    assert [path for path, _ in found] == ["events[0].end.time_zone", "events[0].start.time_zone"]
    assert all("is not an IANA time zone" in said for _, said in found)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=DAILY;COUNT=2;INTERVAL=1",
        "RRULE:FREQ=DAILY;COUNT=0;INTERVAL=1",
        "RRULE:FREQ=DAILY;COUNT=02;INTERVAL=1",
        "RRULE:FREQ=DAILY;COUNT=-2;INTERVAL=1",
        "RRULE:FREQ=DAILY;COUNT=2",
        "RRULE:FREQ=DAILY;COUNT=2;INTERVAL=2",
        "RRULE:FREQ=DAILY;INTERVAL=1;COUNT=2",
        "RRULE:FREQ=WEEKLY;BYDAY=MO",
        "RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1\n",
        "RRULE:FREQ=DAILY;COUNT=\uff12;INTERVAL=1",
        "rrule:freq=daily;count=2;interval=1",
    ],
)
def test_a_recurrence_must_be_a_daily_rule(rule: str) -> None:
    [(path, said)] = mistakes(occasions(), with_event(recurrence=[rule]))

    assert path == "events[0].recurrence"
    assert RULE in said


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param(occasion(), id="closed on one day"),
        pytest.param(occasion(events=[]), id="no events"),
        pytest.param(occasion(events=LEFT_OUT), id="events left out"),
        pytest.param(occasion(is_default=True), id="the default"),
        pytest.param(occasion(name="n" * 50, description="d" * 200), id="longest name and description"),
        pytest.param(occasion(name="é" * 50, description="漢" * 200), id="longest in other alphabets"),
        pytest.param(with_event(recurrence=LEFT_OUT), id="recurrence left out"),
        pytest.param(with_event(count=30), id="30 days off by rule"),
        pytest.param(times("2026-12-01", "2026-12-31"), id="30 days off by dates"),
        pytest.param(times("2026-12-01", "2026-12-02", count=30), id="30 whole days off"),
        pytest.param(times("2026-12-24", "2026-12-24"), id="one date"),
        pytest.param(times("2026-12-24", "2026-12-24", working=True), id="open on one date"),
        pytest.param(times("2026-12-01", "2026-12-01", count=30), id="one date, 30 times"),
        pytest.param(times("2026-12-01", "2026-12-12", count=20), id="11 days off on 20 days"),
        pytest.param(with_event(working=True, count=365), id="a year of special hours"),
        pytest.param(times("2026-01-01", "2026-12-31", working=True), id="open for a year"),
        pytest.param(times("2028-02-29", "2028-03-01"), id="leap day"),
        pytest.param(times("2026-12-24T00:00:00", "2026-12-24T00:00:01"), id="one second"),
        pytest.param(with_meta(name=""), id="event without a label"),
        pytest.param(occasion(events=[event(), event()]), id="equal events"),
        pytest.param(
            with_event(
                start=moment("2026-12-24", "America/Argentina/Buenos_Aires"),
                end=moment("2026-12-25", "America/Argentina/Buenos_Aires"),
            ),
            id="long zone",
        ),
    ],
)
def test_a_special_occasion_that_keeps_the_rules_passes(declared: Props) -> None:
    assert mistakes(occasions(), declared) == []


@pytest.mark.parametrize(
    ("declared", "path", "words"),
    [
        pytest.param(reason(text=LEFT_OUT), "text", "is missing", id="no text"),
        pytest.param(reason(text=""), "text", "must not be empty", id="empty text"),
        pytest.param(reason(text="t" * 101), "text", "101 characters; the maximum is 100", id="long text"),
        pytest.param(reason(text=5), "text", "must be text", id="number for text"),
        pytest.param(reason(text="a < b"), "text", "'<'", id="less than"),
        pytest.param(reason(text="a > b"), "text", "'>'", id="greater than"),
        pytest.param(reason(text='a "b"'), "text", "'\"'", id="quotation mark"),
        pytest.param(reason(text="a & b"), "text", "'&'", id="ampersand"),
        pytest.param(reason(text="a\tb"), "text", r"'\t'", id="tab"),
        pytest.param(reason(text="a\x7fb"), "text", r"'\x7f'", id="delete character"),
        pytest.param(reason(text="<b>&</b>"), "text", "'&', '<', '>'", id="several at once"),
        pytest.param(reason(state="away"), "state", "'Online', 'Occupied' or 'Away', not 'away'", id="case"),
        pytest.param(reason(state="BackSoon"), "state", "'Online', 'Occupied' or 'Away'", id="unknown state"),
        pytest.param(reason(state=1), "state", "'Online', 'Occupied' or 'Away'", id="number for state"),
        pytest.param(reason(enabled="yes"), "enabled", "must be True or False", id="word for enabled"),
        pytest.param(reason(enabled=1), "enabled", "must be True or False", id="number for enabled"),
        pytest.param(reason(order=0), "order", "must be 1 or more", id="order 0"),
        pytest.param(reason(order=-3), "order", "must be 1 or more", id="order below 0"),
        pytest.param(reason(order=1.5), "order", "integer", id="order in between"),
        pytest.param(reason(order="1"), "order", "must be a whole number", id="word for order"),
        pytest.param(reason(order=True), "order", "must be a whole number", id="truth for order"),
        pytest.param(reason(name="Lunch"), "name", "is not a field of this resource", id="unknown field"),
        pytest.param(reason(deleted=False), "deleted", "is not a field of this resource", id="deleted"),
    ],
)
def test_a_status_reason_that_breaks_a_rule_is_reported_with_field_and_rule(
    declared: Props, path: str, words: str
) -> None:
    [(found, said)] = mistakes(reasons(), declared)

    assert found == path
    assert words in said


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param(reason(), id="usual"),
        pytest.param(reason(state=LEFT_OUT, enabled=LEFT_OUT), id="text alone"),
        pytest.param(reason(state="Online"), id="online"),
        pytest.param(reason(state="Occupied"), id="occupied"),
        pytest.param(reason(enabled=False), id="disabled"),
        pytest.param(reason(order=1), id="first"),
        pytest.param(reason(order=3.0), id="a number as Pulumi sends it"),
        pytest.param(reason(text="t" * 100), id="longest text"),
        pytest.param(reason(text="Almoço (1 h), médico; o'clock #2 \N{EN DASH} 午休"), id="other alphabets"),
    ],
)
def test_a_status_reason_that_keeps_the_rules_passes(declared: Props) -> None:
    assert mistakes(reasons(), declared) == []


@pytest.mark.parametrize(
    ("provider", "declared", "paths"),
    [
        (
            occasions,
            occasion(
                name="n" * 51, description="", is_default="no", events=[event(count=31), event("x", "y")]
            ),
            [
                "description",
                "events[0].recurrence[0]",
                "events[1].end.date_time",
                "events[1].start.date_time",
                "is_default",
                "name",
            ],
        ),
        (reasons, reason(text="", state="", enabled="", order=""), ["enabled", "order", "state", "text"]),
    ],
    ids=["special occasion", "status reason"],
)
def test_all_mistakes_of_a_resource_are_reported_at_once(
    provider: Callable[[], LivePersonProvider], declared: Props, paths: list[str]
) -> None:
    assert [path for path, _ in mistakes(provider(), declared)] == paths


def test_livepersons_spelling_is_answered_with_ours_in_depth_too() -> None:
    start = {"dateTime": "2026-12-24", "time_zone": "Europe/Lisbon"}

    found = mistakes(occasions(), with_event(start=start))

    assert found == [
        ("events[0].start.dateTime", "is not a field of this resource; write date_time"),
        ("events[0].start.date_time", "is missing"),
    ]


def test_reasons_are_one_line_each() -> None:
    broken = occasion(name=5, description="", is_default="x", events=[event("x", "y", working="z"), 5])

    assert [said for _, said in mistakes(occasions(), broken) if "\n" in said or not said] == []
