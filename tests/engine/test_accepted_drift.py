"""A change of other people is accepted by a change of the program: the update writes nothing for it."""

import json

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import Done, command
from tests.engine.trial import ACCOUNT, Stack

pytestmark = pytest.mark.engine

DRIFT_REFUSED = 3
PROGRAM = """
SpecialOccasion("year-end", name="Year end", description="Closed")
StatusReason("lunch", text="Lunch", state="Away")
StatusReason("tea", text="Tea")
"""
ACCEPTED = """
SpecialOccasion("year-end", name="Year end", description="Closed all day")
StatusReason("lunch", text="Lunch", state="Occupied")
"""


def reported(stack: Stack, *options: str) -> Done:
    """Describe a preview as the CI does before an update."""
    file = stack.project / "preview.json"
    file.write_text(json.dumps(stack.preview("--refresh", "--show-sames", "--json").ok().json))
    return command(stack, "report", str(file), "--fail-on-drift", "--format", "text", *options)


def writes(simulator: Simulator) -> list[str]:
    """Return the methods of the requests that wrote to the account."""
    log = [each for each in simulator.control.requests() if "/configuration/" in each["path"]]
    return [each["method"] for each in log if each["method"] != "GET"]


def test_a_drift_that_the_program_contains_is_recorded_and_not_written(
    stack: Stack, simulator: Simulator
) -> None:
    stack.apply(PROGRAM)
    control, ids = simulator.control, stack.ids()
    control.foreign_update(ACCOUNT, "specialoccasion", ids["year-end"], {"description": "Closed all day"})
    control.foreign_update(ACCOUNT, "status-reasons", ids["lunch"], {"state": "Occupied"})
    control.foreign_delete(ACCOUNT, "status-reasons", ids["tea"])
    refused = reported(stack)
    stack.declare(ACCEPTED)

    passed = reported(stack)
    control.clear_requests()
    stack.up().ok()

    assert refused.exit_code == DRIFT_REFUSED
    assert passed.exit_code == 0, passed.said
    assert "Changed in LivePerson by other people, and in the program too" in passed.said
    assert writes(simulator) == []
    stack.refresh("--preview-only", "--expect-no-changes").ok()
    stack.expect_no_changes()


def test_an_edit_that_the_program_does_not_contain_is_refused_beside_one_that_it_contains(
    stack: Stack, simulator: Simulator
) -> None:
    stack.apply(PROGRAM)
    for reason in simulator.control.objects(ACCOUNT, "status-reasons"):
        simulator.control.foreign_update(ACCOUNT, "status-reasons", reason["id"], {"state": "Occupied"})
    stack.declare(PROGRAM.replace('"Away"', '"Occupied"'))

    refused = reported(stack)

    assert refused.exit_code == DRIFT_REFUSED
    assert "1 object was changed in LivePerson by other people: Tea." in refused.said
