"""When skills are open: of a stack, of its program, and of its account."""

import pytest

from tests.cli.commands import command
from tests.engine.trial import Stack

pytestmark = pytest.mark.engine

DECLARED = """
office = Workdays("office", name="Office", description="Weekdays", is_default=True,
                  shifts=weekly("MO-FR", "09:00", "17:30", time_zone="Europe/London"))
holidays = SpecialOccasion("holidays", name="Holidays", description="Closed", events=[
    closed("2026-12-25", time_zone="Europe/London", name="Christmas Day")])
Skill("billing", name="Billing", special_occasion_id=holidays.id, working_hours_id="")
Skill("sales", name="Sales")
"""


def test_a_stack_and_its_account_say_the_same_at_a_moment(stack: Stack) -> None:
    stack.apply(DECLARED)
    at = "--stack", "trial", "--at", "2026-12-24T10:00:00+00:00", "--json"

    answers = [command(stack, "hours", *at, *source) for source in ((), ("--live",), ("--preview",))]

    assert [(each.exit_code, each.beside) for each in answers] == [(0, "")] * 3
    for answer in answers:
        assert [(each["skill"], each["state"], each["until"]) for each in answer.json["skills"]] == [
            ("Billing", "open", "2026-12-24T17:30:00+00:00"),
            ("Sales", "open", "2026-12-24T17:30:00+00:00"),
        ]
