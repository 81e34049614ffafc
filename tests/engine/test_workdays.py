"""Workdays under the real engine: no run shows a date, and the order of shifts means nothing."""

import datetime as dt
import re

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from tests.engine.trial import ACCOUNT, Stack

DESK = """
Workdays("eu-desk", name="EU desk", description="Office", is_default=True, shifts=[
    *weekly("MO-TH", "09:00", "17:30", time_zone="Europe/Lisbon"),
    *weekly("FR", "09:00", "{friday}", time_zone="Europe/Lisbon"),
])
"""
A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@pytest.mark.engine
def test_workdays_live_without_a_date(stack: Stack, simulator: Simulator) -> None:
    control = simulator.control
    stack.apply(DESK.format(friday="17:30"))
    stack.expect_no_changes()

    stack.declare(DESK.format(friday="16:00"))
    preview = stack.preview("--diff").ok()
    assert "16:00" in preview.said
    stack.up().ok()
    [held] = control.objects(ACCOUNT, "workinghours")
    assert [each["end"]["dateTime"][-8:] for each in held["events"]] == ["17:30:00"] * 4 + ["16:00:00"]
    dates = {dt.date.fromisoformat(each["start"]["dateTime"][:10]) for each in held["events"]}
    assert all(abs((date - dt.datetime.now(dt.UTC).date()).days) <= 7 for date in dates)

    for form in ("other_week", "midnight", "no_byday", "no_rule"):
        control.set_knobs(shift_form=form, event_order="reversed")
        stack.expect_no_changes()
    control.set_knobs(shift_form="as_sent", event_order="as_sent")
    assert not A_DATE.search(preview.said)
    assert not A_DATE.search(re.sub(r'"(time|created|modified)": ".*?"', "", stack.state()))

    moved = WORKDAYS.received(held)
    moved["shifts"][0]["start"] = "08:00"
    control.foreign_update(ACCOUNT, "workinghours", held["id"], {"events": WORKDAYS.sent(moved)["events"]})
    drift = stack.preview("--refresh", "--diff").ok()
    assert "08:00" in drift.said
    assert not A_DATE.search(drift.said)
    stack.declare(DESK.format(friday="15:00"))
    conflict = stack.up()
    assert conflict.exit_code != 0
    assert "shifts" in conflict.said
    assert not A_DATE.search(conflict.said)

    stack.refresh("--yes", "--skip-preview").ok()
    stack.up().ok()
    stack.expect_no_changes()
    stack.destroy().ok()
    assert control.objects(ACCOUNT, "workinghours") == []


@pytest.mark.engine
def test_every_mistake_is_shown_and_nothing_is_sent(stack: Stack, simulator: Simulator) -> None:
    stack.declare("""
one = weekly("MON", "09:00", "17:00", time_zone="Europe/Lisbon")
two = weekly("MO-FR", "09:00", "25:00", time_zone="Lisbon")
Workdays("one", name="One", description="d", is_default=True, shifts=one)
Workdays("two", name="One", description="d", is_default=True, shifts=two)
SpecialOccasion("closed", name="One", description="d", is_default=True)
""")

    refused = stack.up()

    assert refused.exit_code != 0
    for line in (
        "this program has 5 errors, and nothing was sent to LivePerson:",
        "Workdays \"one\": shifts[0].day: must be 'MO', 'TU', 'WE', 'TH', 'FR', 'SA' or 'SU', not 'MON'",
        "'25:00' must be HH:MM or HH:MM:SS, to 24:00 at the latest (for 5 items)",
        'Workdays "one" and Workdays "two": only one of them can have the name',
        'Workdays "one" and Workdays "two": only one of them can be the default',
    ):
        assert line in refused.said
    assert simulator.control.requests() == []


@pytest.mark.engine
def test_overlapping_shifts_are_one_warning(stack: Stack) -> None:
    stack.declare("""
Workdays("desk", name="Desk", description="d", shifts=[
    *weekly("MO-FR", "09:00", "13:00", time_zone="Europe/Lisbon"),
    *weekly("MO,TU", "12:00", "17:00", time_zone="Europe/Lisbon"),
])
""")

    updated = stack.up().ok()

    warning = (
        'warning: Workdays "desk": shifts overlap, and LivePerson combines them: '
        "MO 09:00 to 13:00 and 12:00 to 17:00; TU 09:00 to 13:00 and 12:00 to 17:00"
    )
    assert updated.said.partition("Diagnostics:")[2].count(warning) == 1
    stack.expect_no_changes()


@pytest.mark.engine
def test_the_order_of_unchecked_shifts_means_nothing(stack: Stack, simulator: Simulator) -> None:
    stack.apply("""
week = weekly("MO,TU", "09:00", "17:30", time_zone="Europe/Lisbon")
Workdays("desk", name="Desk", description="d", shifts=unchecked(week[::-1]))
""")

    for order in ("as_sent", "reversed"):
        simulator.control.set_knobs(event_order=order)
        stack.expect_no_changes()
        stack.refresh("--yes", "--skip-preview").ok()


@pytest.mark.engine
@pytest.mark.parametrize("by", ["id", "name"])
def test_workdays_are_imported_without_a_difference(stack: Stack, simulator: Simulator, by: str) -> None:
    lisbon = "Europe/Lisbon"
    event = {
        "start": {"dateTime": "2019-12-30T00:00:00", "timeZone": lisbon},
        "end": {"dateTime": "2019-12-30T23:59:00", "timeZone": lisbon},
        "recurrence": ["RRULE:FREQ=WEEKLY;BYDAY=MO"],
    }
    body = {"name": "Old", "description": "Office", "isDefault": False, "events": [event], "deleted": False}
    held = simulator.control.foreign_create(ACCOUNT, "workinghours", body)
    reference = str(held["id"]) if by == "id" else "name:Old"
    type_ = "pulumi-python:dynamic/liveperson:Workdays"

    stack.pulumi("import", type_, "old", reference, "--yes", "--protect=false", "--generate-code=false").ok()
    stack.declare("""
Workdays("old", name="Old", description="Office", shifts=[
    {"day": "MO", "start": "00:00", "end": "23:59", "time_zone": "Europe/Lisbon"},
])
""")

    stack.expect_no_changes()
