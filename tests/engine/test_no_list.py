"""An account that holds nothing, and says so with a 404 in the place of its lists."""

from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack, resources

pytestmark = pytest.mark.engine

FIRST = """
StatusReason("lunch", text="Lunch")
SpecialOccasion("usual", name="Usual", description="Nothing special", is_default=True)
"""
PAGE: dict[str, Any] = {"body": "<html>Not found</html>", "content_type": "text/html"}


def test_its_first_update_and_its_whole_life_go_on(stack: Stack, simulator: Simulator) -> None:
    simulator.control.set_knobs(empty_list="404", error_body="text")
    stack.declare(FIRST)

    stack.up().ok()

    [usual] = simulator.control.objects(ACCOUNT, "specialoccasion")
    assert usual["isDefault"] is True
    stack.expect_no_changes()

    simulator.control.add_fault(
        "status_before", method="GET", path="/configuration/", status=404, times=99, **PAGE
    )
    before = stack.state()
    refused = stack.refresh("--yes")
    assert refused.exit_code != 0
    assert "`pulumi state delete urn:pulumi:trial::" in refused.said
    assert resources(stack.state()) == resources(before)
    simulator.control.clear_faults()

    stack.destroy().ok()
    assert simulator.control.objects(ACCOUNT, "status-reasons") == []
