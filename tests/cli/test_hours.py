"""When skills are open: of a stack, of its program, and of its account."""

import datetime as dt
import threading

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import command
from tests.engine.trial import ACCOUNT, Stack
from tests.skills import make_skill

pytestmark = pytest.mark.engine

LONDON = "Europe/London"
DECLARED = f"""
Workdays("office", name="Office", description="Weekdays", is_default=True,
         shifts=weekly("MO-FR", "09:00", "17:30", time_zone="{LONDON}"))
holidays = SpecialOccasion("holidays", name="Holidays", description="Closed", events=[
    closed("2026-12-25", time_zone="{LONDON}", name="Christmas Day"),
    {{"meta": {{"working": False, "name": "Inventory"}},
      "start": {{"date_time": "2026-12-29T09:00:00", "time_zone": "{LONDON}"}},
      "end": {{"date_time": "2026-12-29T11:00:00", "time_zone": "{LONDON}"}}}},
])
Skill("billing", name="Billing", special_occasion_id=holidays.id, working_hours_id="")
SkillHours("sales", skill_name="Sales", working_hours_id="", special_occasion_id="")
"""
MANAGED = ("--stack", "trial")


def seconds(day: int, hour: int) -> int:
    """Return a time in December 2026 for the clock of the simulator."""
    return int(dt.datetime(2026, 12, day, hour, tzinfo=dt.UTC).timestamp())


def test_a_stack_its_program_and_its_account_say_the_same(stack: Stack, simulator: Simulator) -> None:
    make_skill(simulator.control, "Sales")
    make_skill(simulator.control, "Theirs")
    stack.apply(DECLARED)
    at = *MANAGED, "--at", "2026-12-25T10:00:00+00:00", "--json"

    answers = [command(stack, "hours", *at, *source) for source in ((), ("--preview",), ("--live",))]

    assert [(each.exit_code, each.beside) for each in answers] == [(0, "")] * 3
    known = [
        [(each["skill"], each["state"], each["until"]) for each in answer.json["skills"]]
        for answer in answers
    ]
    assert known[2] == [
        ("Billing", "closed", "2026-12-28T09:00:00+00:00"),
        ("Sales", "open", "2026-12-25T17:30:00+00:00"),
        ("Theirs", "open", "2026-12-25T17:30:00+00:00"),
    ]
    assert known[0] == known[1] == known[2][:2]


def test_live_hours_are_compared_with_the_status_that_liveperson_returns(
    stack: Stack, simulator: Simulator
) -> None:
    control = simulator.control
    make_skill(control, "Sales")
    stack.apply(DECLARED)
    control.set_knobs(clock_time=seconds(24, 10))

    same = [command(stack, "hours", *MANAGED, "--verify", *source) for source in ((), ("--live",))]
    control.set_knobs(clock_time=seconds(29, 13), partial_day_off="window_then_workdays")
    explained = command(stack, "hours", *MANAGED, "--verify", "--live")
    strict = command(stack, "hours", *MANAGED, "--verify", "--live", "--strict", "--json")
    (workdays,) = control.objects(ACCOUNT, "workinghours")
    control.foreign_update(ACCOUNT, "workinghours", workdays["id"], {"events": workdays["events"][:1]})
    drift = command(stack, "hours", *MANAGED, "--verify")
    control.set_knobs(shift_mode="manual", manual_state="online")
    manual = command(stack, "hours", *MANAGED, "--verify", "--live")

    assert [(each.exit_code, each.beside) for each in same] == [(0, "")] * 2
    assert [each.said.splitlines()[1] for each in same] == [
        "2 skills as LivePerson reports, 0 differences."
    ] * 2
    assert (explained.exit_code, strict.exit_code, strict.json["exit_code"]) == (0, 3, 3)
    assert "possible explanation [Q2]" in explained.said
    outcomes = [(each["skill"], each["outcome"], each["unexplained"]) for each in strict.json["skills"]]
    assert outcomes == [("Billing", "other state", False), ("Sales", "same", False)]
    assert drift.exit_code == 3
    assert (
        "Sales\n"
        "    here        open until Tue 29 Dec 2026 17:30 +00:00\n"
        "    LivePerson  closed until Mon 4 Jan 2027 09:00 +00:00\n"
        "    unexplained\n"
    ) in drift.said
    assert (manual.exit_code, manual.said.count("possible explanation [Q17]")) == (3, 1)
    assert "check the\nmode on the page Shift Scheduler in the console." in manual.said


def test_what_cannot_be_read_has_one_message(stack: Stack, simulator: Simulator) -> None:
    unselected = command(stack, "hours")
    empty = command(stack, "hours", *MANAGED)
    simulator.control.add_fault("status_before", path="/skills", status=403, times=9)
    forbidden = command(stack, "hours", *MANAGED, "--live")

    assert unselected.exit_code == 1
    assert unselected.beside.startswith("hours: No stack is selected: name a stack with --stack, or select ")
    assert (empty.exit_code, empty.beside) == (
        0,
        "hours: the stack trial has no skills. `liveperson hours --live` shows the skills of the account.\n",
    )
    assert forbidden.exit_code == 1
    assert "For skills a user needs the permission to administer skills" in forbidden.beside
    assert [each.said for each in (unselected, forbidden)] == [""] * 2
    assert [each.beside.count("\n") for each in (unselected, empty, forbidden)] == [1] * 3


@pytest.mark.slow
def test_a_status_that_follows_an_update_later_is_waited_for(stack: Stack, simulator: Simulator) -> None:
    control = simulator.control
    make_skill(control, "Sales")
    stack.apply(DECLARED)
    control.set_knobs(clock_time=seconds(24, 10), shift_mode="manual", manual_state="offline")
    later = threading.Timer(3, lambda: control.set_knobs(shift_mode="automatic"))
    later.start()

    ended = command(stack, "hours", *MANAGED, "--verify", "--live", "--strict", "--wait", "6s")
    later.join()
    control.set_knobs(shift_mode="manual")
    still = command(stack, "hours", *MANAGED, "--verify", "--live", "--strict", "--wait", "1s")

    assert (ended.exit_code, ended.beside) == (0, "")
    assert still.exit_code == 3
