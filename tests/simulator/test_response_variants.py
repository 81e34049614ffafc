"""An answer may write otherwise what a request wrote: each knob does what its row says, to answers alone."""

from typing import Any

import pytest

from liveperson_simulator.client import Control
from tests.simulator.api import Api, body, ends, occasion_event

LISBON, KOLKATA = "Europe/Lisbon", "Asia/Kolkata"
RULE = "RRULE:FREQ=DAILY;COUNT=9;INTERVAL=1"
TEXT = ' A "B" & é\r\nc '


def event(start: str = "2026-07-01T00:00:00", zone: str = LISBON, rule: str | None = RULE) -> dict[str, Any]:
    return occasion_event(recurrence=[] if rule is None else [rule]) | ends(
        start, "2026-07-01T23:59:30", zone
    )


def answers(api: Api, **changes: Any) -> dict[str, Any]:
    """Create an object, and return how it is answered, which must be the same everywhere."""
    created = api.created(**changes)
    read = api.get(created["id"]).json()
    (listed,) = api.get(select="$all").json()
    assert created == read == listed
    (stored,) = api.live()
    assert {name: stored[name] for name in changes} == changes
    assert isinstance(read, dict)
    return read


@pytest.mark.parametrize(
    ("form", "start", "end"),
    [
        ("no_seconds", "2026-07-01T00:00", "2026-07-01T23:59:30"),
        ("milliseconds", "2026-07-01T00:00:00.000", "2026-07-01T23:59:30.000"),
        ("offset", "2026-07-01T00:00:00+01:00", "2026-07-01T23:59:30+01:00"),
        ("utc", "2026-06-30T23:00:00Z", "2026-07-01T22:59:30Z"),
    ],
)
def test_date_time_form(control: Control, occasions: Api, form: str, start: str, end: str) -> None:
    control.set_knobs(date_time_form=form)
    [shown] = answers(occasions, events=[event()])["events"]
    assert (shown["start"]["dateTime"], shown["end"]["dateTime"]) == (start, end)


def test_a_date_comes_back_as_a_date_in_every_form(control: Control, occasions: Api) -> None:
    made = occasions.created(events=[occasion_event()])
    for form in ("no_seconds", "milliseconds", "offset", "utc"):
        control.set_knobs(date_time_form=form)
        assert occasions.get(made["id"]).json()["events"][0]["start"]["dateTime"] == "2026-12-24"


@pytest.mark.parametrize(
    ("form", "zone"),
    [("alias", "Asia/Calcutta"), ("upper_case", "ASIA/KOLKATA"), ("lower_case", "asia/kolkata")],
)
def test_zone_form(control: Control, occasions: Api, form: str, zone: str) -> None:
    control.set_knobs(zone_form=form)
    [shown] = answers(occasions, events=[event(zone=KOLKATA)])["events"]
    assert (shown["start"]["timeZone"], shown["end"]["timeZone"]) == (zone, zone)


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        ("no_prefix", "FREQ=DAILY;COUNT=9;INTERVAL=1"),
        ("reordered", "RRULE:INTERVAL=1;COUNT=9;FREQ=DAILY"),
        ("lower_case", "rrule:freq=daily;count=9;interval=1"),
        ("defaults_left_out", "RRULE:FREQ=DAILY;COUNT=9"),
        ("defaults_added", "RRULE:FREQ=DAILY;COUNT=9;INTERVAL=1;WKST=MO;"),
    ],
)
def test_rule_form(control: Control, occasions: Api, form: str, rule: str) -> None:
    control.set_knobs(rule_form=form)
    assert answers(occasions, events=[event()])["events"][0]["recurrence"] == [rule]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("trimmed", 'A "B" & é\r\nc'),
        ("escaped", " A &quot;B&quot; &amp; é\r\nc "),
        ("escaped_all", " A &#x22;B&#x22; &#x26; é\r\nc "),
        ("nfc", ' A "B" & \u00e9\r\nc '),
        ("nfd", ' A "B" & e\u0301\r\nc '),
        ("crlf", TEXT),
        ("lf", ' A "B" & é\nc '),
    ],
)
def test_text_form(control: Control, occasions: Api, form: str, text: str) -> None:
    control.set_knobs(text_form=form)
    events = [event() | {"meta": {"working": False, "name": TEXT}}]
    shown = answers(occasions, name=TEXT, description=TEXT, events=events)
    assert (shown["name"], shown["description"], shown["events"][0]["meta"]["name"]) == (text, text, text)


def test_text_form_of_a_status_reason(control: Control, reasons: Api) -> None:
    control.set_knobs(text_form="escaped")
    assert answers(reasons, text="Doctor's")["text"] == "Doctor&#39;s"


def test_scalar_type_string(control: Control, occasions: Api, reasons: Api) -> None:
    control.set_knobs(scalar_type="string", order_policy="append")
    shown = answers(occasions, isDefault=True, events=[event()])
    assert (shown["isDefault"], shown["deleted"]) == ("true", "false")
    assert shown["events"][0]["meta"]["working"] == "false"
    assert isinstance(shown["id"], int)
    made = reasons.created()
    assert (made["enabled"], made["order"]) == ("true", "1")


@pytest.mark.parametrize(("form", "rest"), [("left_out", {}), ("null", {"recurrence": None})])
def test_empty_values(control: Control, occasions: Api, form: str, rest: dict[str, None]) -> None:
    control.set_knobs(empty_values=form)
    made = answers(occasions, events=[event(rule=None)])
    assert {name: value for name, value in made["events"][0].items() if name == "recurrence"} == rest
    assert occasions.put([body("specialoccasion", id=made["id"], events=[])]).json()[0].get("events") is None


def test_unknown_fields_added(control: Control, occasions: Api, reasons: Api) -> None:
    control.set_knobs(unknown_fields="added")
    shown = answers(occasions, events=[event()])
    added = [shown, shown["events"][0], *(shown["events"][0][name] for name in ("meta", "start", "end"))]
    known = [
        {*body("specialoccasion"), "id"},
        {*event()},
        {"working", "name"},
        *[{"dateTime", "timeZone"}] * 2,
    ]
    assert [bool(each.keys() - names) for each, names in zip(added, known, strict=True)] == [True] * 5
    assert reasons.created().keys() - body("status-reasons").keys() > {"id"}


def test_id_size_above_53_bits(control: Control, each: Api) -> None:
    control.set_knobs(id_size="above_53_bits")
    id_ = each.created()["id"]
    assert 2**53 < id_ < 2**63
    assert each.get(id_).json()["id"] == id_


def test_event_order_shuffled(control: Control, occasions: Api) -> None:
    days = [occasion_event(f"2026-12-{day}", f"2026-12-{day + 1}") for day in range(10, 30)]
    made = occasions.created(events=days)
    control.set_knobs(event_order="shuffled")
    orders = [occasions.get(made["id"]).json()["events"] for _ in range(9)]
    assert all(sorted(each, key=str) == sorted(days, key=str) for each in orders)
    assert len({str(each) for each in orders}) > 1
