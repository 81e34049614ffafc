"""Which program a stack runs, by the real engine."""

import pytest

from simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack

pytestmark = pytest.mark.engine

BROKEN = """
SpecialOccasion("fine", name="Fine", description="Closed")
SpecialOccasion("ages", name="Ages", description="", events=[closed("2026-12-01", days=31, time_zone="UTC")])
StatusReason("lunch", text="Lunch", enabled="yes")
StatusReason("meal", text="Lunch")
"""


def test_an_update_of_a_program_with_mistakes_shows_them_all_and_sends_nothing(
    stack: Stack, simulator: Simulator
) -> None:
    stack.declare(BROKEN)

    refused = stack.up()

    assert refused.exit_code != 0
    for line in (
        'SpecialOccasion "ages": description: must not be empty',
        'SpecialOccasion "ages": events[0].recurrence[0]: has COUNT=31',
        'StatusReason "lunch": enabled: must be True or False',
        'StatusReason "lunch" and StatusReason "meal": only one of them can have the text',
    ):
        assert refused.said.count(line) == 1
    assert "Traceback" not in refused.said
    assert simulator.control.requests() == []
    assert simulator.control.objects(ACCOUNT, "specialoccasion") == []


def test_an_unknown_program_is_answered_by_the_known_ones(stack: Stack) -> None:
    with stack.configuration.open("a") as configuration:
        configuration.write("  liveperson-accounts:program: acne\n")

    refused = stack.preview()

    assert refused.exit_code != 0
    assert "there is no stack program 'acne' in stacks/; known are trial." in refused.said
    assert "Traceback" not in refused.said
