"""Our host and Pulumi's own: the same resources, the same state."""

import pytest

from simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack, resources

pytestmark = pytest.mark.engine

FIRST = """
SpecialOccasion("year-end", name="Year end", description="Closed")
StatusReason("lunch", text="Lunch")
"""


def test_a_stack_of_ours_lives_on_under_the_stock_host(stack: Stack, simulator: Simulator) -> None:
    stack.declare(FIRST)
    assert stack.up().exit_code == 0
    before = [each["outputs"] for each in resources(stack.state())]
    stack.use_the_stock_host()

    unchanged = stack.preview("--refresh", "--expect-no-changes")
    assert unchanged.exit_code == 0, unchanged.said
    assert [each["outputs"] for each in resources(stack.state())] == before

    stack.declare(FIRST.replace("Closed", "On call"))
    updated = stack.up()
    assert updated.exit_code == 0, updated.said

    destroyed = stack.destroy()
    assert destroyed.exit_code == 0, destroyed.said
    assert simulator.control.objects(ACCOUNT, "specialoccasion") == []
