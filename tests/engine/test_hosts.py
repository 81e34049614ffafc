"""Our host and Pulumi's own: the same resources, the same state."""

import pytest

from simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack, resources

pytestmark = pytest.mark.engine

FIRST = """
SpecialOccasion("year-end", name="Year end", description="Closed")
StatusReason("lunch", text="Lunch")
"""


def use_the_stock_host(stack: Stack) -> None:
    """Take our host out of Pulumi.yaml, as in a project of somebody else's."""
    settings = stack.project / "Pulumi.yaml"
    text = settings.read_text()
    start, end = text.index("plugins:"), text.index("config:")
    settings.unlink()
    settings.write_text(text[:start] + text[end:])


def test_a_stack_of_ours_lives_on_under_the_stock_host(stack: Stack, simulator: Simulator) -> None:
    stack.declare(FIRST)
    assert stack.up().exit_code == 0
    before = [each["outputs"] for each in resources(stack.state())]
    use_the_stock_host(stack)

    unchanged = stack.preview("--refresh", "--expect-no-changes")
    assert unchanged.exit_code == 0, unchanged.said
    assert [each["outputs"] for each in resources(stack.state())] == before

    stack.declare(FIRST.replace("Closed", "On call"))
    updated = stack.up()
    assert updated.exit_code == 0, updated.said

    destroyed = stack.destroy()
    assert destroyed.exit_code == 0, destroyed.said
    assert simulator.control.objects(ACCOUNT, "specialoccasion") == []
