"""A declaration has one canonical form, so that a second preview is empty."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.base import LivePersonProvider
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.wire import to_props, to_wire
from tests.unit.declarations import LEFT_OUT, Props, checked, occasion, occasions, reason, reasons

ZONES = st.sampled_from(["Europe/Lisbon", "America/New_York", "Asia/Kolkata", "UTC"])
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))
TEXT = st.text(st.characters(codec="utf-8", exclude_characters='<>"&', exclude_categories=["Cc", "Cs"]))
NAMES = TEXT.filter(bool)


@st.composite
def windows(draw: st.DrawFn, most: dt.timedelta) -> tuple[str, str]:
    """Draw the two ends of an event: both dates, or both date-times."""
    start = dt.datetime.combine(draw(DAYS), dt.time())
    if draw(st.booleans()):
        end = start + dt.timedelta(days=draw(st.integers(0, most.days)))
        return start.date().isoformat(), end.date().isoformat()
    start += dt.timedelta(seconds=draw(st.integers(0, 86_399)))
    end = start + dt.timedelta(seconds=draw(st.integers(1, int(most.total_seconds()))))
    return start.isoformat(), end.isoformat()


@st.composite
def events(draw: st.DrawFn) -> Props:
    """Draw an event that keeps the rules, with or without the optional field."""
    zone, working = draw(ZONES), draw(st.booleans())
    count = draw(st.none() | st.integers(1, 300 if working else 20))
    start, end = draw(windows(dt.timedelta(days=10)))
    event = {
        "meta": {"working": working, "name": draw(TEXT)},
        "start": {"date_time": start, "time_zone": zone},
        "end": {"date_time": end, "time_zone": zone},
        "recurrence": [] if count is None else [f"RRULE:FREQ=DAILY;COUNT={count};INTERVAL=1"],
    }
    if not event["recurrence"] and draw(st.booleans()):
        del event["recurrence"]
    return event


OCCASIONS = st.builds(
    occasion,
    name=NAMES.map(lambda text: text[:50]),
    description=NAMES.map(lambda text: text[:200]),
    is_default=st.booleans() | st.just(LEFT_OUT),
    events=st.lists(events(), max_size=4) | st.just(LEFT_OUT),
)
REASONS = st.builds(
    reason,
    text=NAMES.map(lambda text: text[:100]),
    state=st.sampled_from(["Online", "Occupied", "Away", LEFT_OUT]),
    enabled=st.booleans() | st.just(LEFT_OUT),
    order=st.integers(1, 1000) | st.just(LEFT_OUT),
)


def through_the_engine(value: Any) -> Any:
    """Return what comes back from the engine: numbers are floats, and keys without a value are gone."""
    if isinstance(value, dict):
        return {name: through_the_engine(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [through_the_engine(item) for item in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


EACH_KIND = pytest.mark.parametrize(
    ("kind", "provider", "declarations"),
    [(SPECIAL_OCCASION, occasions, OCCASIONS), (STATUS_REASON, reasons, REASONS)],
    ids=lambda each: each.noun if isinstance(each, Kind) else "",
)
Provider = Callable[[], LivePersonProvider]
Declarations = st.SearchStrategy[Props]


@EACH_KIND
@given(data=st.data())
def test_the_canonical_form_is_its_own_and_stays_so_through_the_engine(
    kind: Kind, provider: Provider, declarations: Declarations, data: st.DataObject
) -> None:
    del kind
    declared = data.draw(declarations)
    canonical = checked(provider(), declared)

    assert checked(provider(), canonical) == canonical
    assert checked(provider(), through_the_engine(canonical)) == canonical
    assert checked(provider(), through_the_engine(declared)) == canonical


@EACH_KIND
@given(data=st.data())
def test_what_goes_out_comes_back_from_the_wire(
    kind: Kind, provider: Provider, declarations: Declarations, data: st.DataObject
) -> None:
    canonical = checked(provider(), data.draw(declarations))

    wire = to_wire(through_the_engine(canonical))

    assert to_props(wire) == canonical
    assert to_props(kind.content({**wire, "id": 1, "deleted": False})) == canonical


def test_the_wire_is_livepersons_spelling() -> None:
    declared = checked(occasions(), occasion(is_default=True))

    assert to_wire(declared) == {
        "name": "Year end",
        "description": "Closed",
        "isDefault": True,
        "events": [
            {
                "meta": {"working": False, "name": "closed"},
                "start": {"dateTime": "2026-12-24T00:00:00", "timeZone": "Europe/Lisbon"},
                "end": {"dateTime": "2026-12-24T23:59:00", "timeZone": "Europe/Lisbon"},
                "recurrence": [],
            }
        ],
    }


def test_defaults_are_part_of_the_canonical_form() -> None:
    least = occasion(is_default=LEFT_OUT, events=LEFT_OUT)
    least_reason = reason(state=LEFT_OUT, enabled=LEFT_OUT)

    assert checked(occasions(), least) == {
        "name": "Year end",
        "description": "Closed",
        "is_default": False,
        "events": [],
    }
    assert checked(reasons(), least_reason) == {"text": "Lunch", "state": "Away", "enabled": True}


def test_orders_go_out_as_whole_numbers() -> None:
    order = to_wire({"order": 3.0})["order"]

    assert (order, type(order)) == (3, int)
