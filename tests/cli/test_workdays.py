"""Every command knows workdays: export, unmanaged, compare, snapshot, restore and doctor."""

import json
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.wire import to_wire
from tests.cli.commands import command
from tests.cli.restoring import Account
from tests.engine.trial import ACCOUNT, Stack
from tests.objects import LISBON, shift

OFFICE = [shift(day) for day in ("MO", "TU", "WE", "TH", "FR")]
PROGRAM = '''\
"""The objects of account 71234567 at the time of the export."""

from pulumi_liveperson import Workdays, weekly

ZONE = "Europe/Lisbon"


def program() -> None:
    """Declare the account."""
    Workdays(
        "lunch-break",
        name="Lunch break",
        description="Office",
        shifts=[
            *weekly("MO-FR", "09:00", "12:00", time_zone=ZONE),
            *weekly("MO-FR", "13:00", "17:30", time_zone=ZONE),
        ],
    )
    Workdays(
        "office",
        name="Office",
        description="Office",
        is_default=True,
        shifts=weekly("MO-FR", "09:00", "17:30", time_zone=ZONE),
    )
'''


def made(simulator: Simulator, name: str, shifts: list[Any], **fields: Any) -> str:
    """Create workdays in the console, and return their id."""
    body = {"name": name, "description": "Office", "isDefault": False, "deleted": False} | fields
    body |= {"events": wire_shifts(shifts)}
    return str(simulator.control.foreign_create(ACCOUNT, "workinghours", body)["id"])


def wire_shifts(shifts: list[Any]) -> Any:
    """Return shifts as LivePerson has them."""
    return WORKDAYS.sent(to_wire({"shifts": shifts}))["events"]


def held(simulator: Simulator) -> dict[str, Any]:
    """Return the workdays of the account by name."""
    found = simulator.control.objects(ACCOUNT, "workinghours")
    return {each["name"]: WORKDAYS.received(each) for each in found}


def edit(simulator: Simulator, name: str, shifts: list[Any]) -> None:
    """Give workdays other shifts in the console."""
    id_ = held(simulator)[name]["id"]
    simulator.control.foreign_update(ACCOUNT, "workinghours", id_, {"events": wire_shifts(shifts)})


def days_of(simulator: Simulator, name: str) -> list[str]:
    return [each["day"] for each in held(simulator)[name]["shifts"]]


@pytest.mark.slow
@pytest.mark.engine
def test_an_export_declares_workdays_by_weekly_and_the_preview_shows_no_changes(
    newcomer: Stack, simulator: Simulator
) -> None:
    made(simulator, "Office", OFFICE, isDefault=True)
    halves = ("09:00", "12:00"), ("13:00", "17:30")
    several = [shift(each["day"], *half) for each in OFFICE for half in halves]
    made(simulator, "Lunch break", several[::-1])

    done = command(newcomer, "export", "--stack", "trial", "--import")

    assert (done.exit_code, done.said) == (0, done.said)
    assert (newcomer.project / "stacks" / "trial.py").read_text() == PROGRAM
    newcomer.expect_no_changes()


@pytest.mark.slow
@pytest.mark.engine
def test_an_export_writes_shifts_of_several_zones_one_by_one(newcomer: Stack, simulator: Simulator) -> None:
    made(simulator, "Two zones", [shift("MO"), shift("TU", zone="Europe/Paris")])

    done = command(newcomer, "export", "--stack", "trial", "--import")

    assert done.exit_code == 0
    program = (newcomer.project / "stacks" / "trial.py").read_text()
    assert "import Workdays\n" in program
    assert '{"day": "MO", "start": "09:00", "end": "17:30", "time_zone": "Europe/Lisbon"},' in program
    assert '{"day": "TU", "start": "09:00", "end": "17:30", "time_zone": "Europe/Paris"},' in program
    newcomer.expect_no_changes()


@pytest.mark.slow
@pytest.mark.engine
def test_an_event_that_no_program_can_declare_is_exported_as_unchecked(
    newcomer: Stack, simulator: Simulator
) -> None:
    simulator.control.set_knobs(weekday_mismatch="keep")
    id_ = made(simulator, "Odd", OFFICE)
    event = {
        "start": {"dateTime": "2026-03-02T09:00:00", "timeZone": LISBON},
        "end": {"dateTime": "2026-03-02T09:00:00", "timeZone": LISBON},
        "recurrence": ["RRULE:FREQ=WEEKLY;BYDAY=MO"],
    }
    simulator.control.foreign_update(ACCOUNT, "workinghours", id_, {"events": [event]})

    done = command(newcomer, "export", "--stack", "trial", "--import")

    assert done.exit_code == 0
    assert "shifts=unchecked(" in (newcomer.project / "stacks" / "trial.py").read_text()
    newcomer.expect_no_changes()


@pytest.mark.slow
@pytest.mark.engine
def test_shifts_that_break_a_rule_are_exported_in_the_order_of_an_import(
    newcomer: Stack, simulator: Simulator
) -> None:
    simulator.control.set_knobs(zone_policy="any")
    made(simulator, "Former zone", [shift(day, zone="Asia/Calcutta") for day in ("TU", "MO")])

    done = command(newcomer, "export", "--stack", "trial", "--import")

    assert done.exit_code == 0
    assert "shifts=unchecked(" in (newcomer.project / "stacks" / "trial.py").read_text()
    newcomer.expect_no_changes()


@pytest.mark.engine
def test_unmanaged_workdays_are_listed_and_can_be_accepted(stack: Stack, simulator: Simulator) -> None:
    id_ = made(simulator, "Office", OFFICE)

    found = json.loads(command(stack, "unmanaged", "--stack", "trial", "--json").said)
    assert [(each["kind"], each["id"], each["name"]) for each in found["unmanaged"]] == [
        ("workdays object", id_, "Office")
    ]
    (stack.project / "accepted.yaml").write_text(
        "unmanaged: [{stack: trial, type: workdays, name: Office, reason: Theirs}]"
    )
    assert command(stack, "unmanaged", "--stack", "trial").exit_code == 0


@pytest.mark.slow
@pytest.mark.engine
def test_a_comparison_sees_hours_and_no_dates(stack: Stack, simulator: Simulator) -> None:
    stack.apply("""
week = weekly("MO-FR", "09:00", "17:30", time_zone="Europe/Lisbon")
Workdays("office", name="Office", description="Office", shifts=week)
""")
    simulator.control.set_knobs(shift_form="other_week", event_order="reversed")
    assert command(stack, "compare", "trial", "live:trial").exit_code == 0
    edit(simulator, "Office", [*OFFICE[:4], shift("FR", end="16:00")])

    done = command(stack, "compare", "trial", "live:trial")

    assert done.exit_code != 0
    assert "**Office** (Europe/Lisbon): Friday until 16:00, was 17:30; the other four days stay." in done.said


@pytest.mark.slow
@pytest.mark.engine
def test_a_restore_brings_hours_and_the_default_back(stack: Stack, simulator: Simulator) -> None:
    account = Account(stack, simulator)
    made(simulator, "Office", OFFICE, isDefault=True)
    gone = made(simulator, "Weekend", [shift("SA"), shift("SU")])
    account.snapshot()
    made(simulator, "Newer", [shift("MO")], isDefault=True)
    simulator.control.foreign_delete(ACCOUNT, "workinghours", gone)
    edit(simulator, "Office", [shift("TU")])

    previewed = account.preview()
    done = account.restore()

    assert "Monday 09:00 to 17:30" not in previewed.said
    assert "also open on Monday and Wednesday to Friday 09:00 to 17:30" in previewed.said
    assert done.exit_code == 0, done.said
    assert days_of(simulator, "Office") == ["MO", "TU", "WE", "TH", "FR"]
    assert days_of(simulator, "Weekend") == ["SA", "SU"]
    assert [name for name, each in held(simulator).items() if each["isDefault"]] == ["Office"]


@pytest.mark.engine
def test_a_restore_brings_shifts_back_that_break_the_same_rule_as_those_that_stayed(
    stack: Stack, simulator: Simulator
) -> None:
    simulator.control.set_knobs(zone_policy="any")
    account = Account(stack, simulator)
    week = [shift(each["day"], zone="Asia/Calcutta") for each in OFFICE]
    made(simulator, "India", week)
    account.snapshot()
    edit(simulator, "India", [shift("SU"), *week[3:]])

    done = account.restore()

    assert done.exit_code == 0, done.said
    assert days_of(simulator, "India") == ["MO", "TU", "WE", "TH", "FR"]


@pytest.mark.engine
def test_doctor_reads_the_workdays(stack: Stack, simulator: Simulator) -> None:
    made(simulator, "Office", OFFICE)

    done = command(stack, "doctor", "--stack", "trial")

    assert done.exit_code == 0
    assert "workdays objects" in done.said
    assert "Readable: 1 object at revision" in done.said
