"""Our host and Pulumi's own: the same resources, the same state, the same life."""

import re

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, DRIFT_EXIT_CODE, Stack, resources

pytestmark = [pytest.mark.engine, pytest.mark.slow]

FIRST = """
SpecialOccasion("year-end", name="Year end", description="Closed")
StatusReason("lunch", text="Lunch")
"""
SECOND = FIRST.replace("Closed", "On call").replace('"Lunch"', '"Lunch", enabled=False')
ORDERED = """
StatusReason("first", text="First", order=10)
StatusReason("second", text="Second", order=20)
"""
UNFINISHED = "The status reason itself is written; run `pulumi up` again to put it in its place."


@pytest.fixture(params=["our host", "stock host"])
def hosted(request: pytest.FixtureRequest, stack: Stack) -> Stack:
    """A stack in one of the two hosts."""
    if request.param == "stock host":
        stack.use_the_stock_host()
    return stack


def order(simulator: Simulator) -> list[str]:
    """Return the texts of the reasons in their live order."""
    found = simulator.control.objects(ACCOUNT, "status-reasons")
    return [each["text"] for each in sorted(found, key=lambda each: int(each["order"]))]


def test_a_stack_lives_in_either_host(hosted: Stack, simulator: Simulator) -> None:
    control = simulator.control
    hosted.declare(FIRST)
    created = hosted.up()
    assert created.exit_code == 0, created.said
    [reason] = control.objects(ACCOUNT, "status-reasons")

    hosted.declare(SECOND)
    previewed = hosted.preview("--json")
    assert previewed.changes == {"year-end": ["description"], "lunch": ["enabled"]}
    updated = hosted.up()
    assert updated.exit_code == 0, updated.said

    control.foreign_update(ACCOUNT, "status-reasons", reason["id"], {"text": "Meal"})
    assert hosted.refresh("--preview-only", "--expect-no-changes").exit_code == DRIFT_EXIT_CODE
    hosted.declare(SECOND.replace("On call", "Open").replace('"Lunch"', '"Break"'))
    conflict = hosted.up("--continue-on-error")
    assert conflict.exit_code != 0
    assert re.search(
        r"^    error: (Exception calling application: )?The status reason \"Lunch\" \(id",
        conflict.said,
        re.MULTILINE,
    )
    assert "Traceback" not in conflict.said

    assert hosted.refresh("--yes", "--skip-preview").exit_code == 0
    assert hosted.up().exit_code == 0
    assert hosted.preview("--refresh", "--expect-no-changes").exit_code == 0
    assert hosted.destroy().exit_code == 0
    assert control.objects(ACCOUNT, "status-reasons") == control.objects(ACCOUNT, "specialoccasion") == []


def test_a_reason_that_could_not_be_moved_is_moved_by_the_next_update(
    hosted: Stack, simulator: Simulator
) -> None:
    simulator.control.set_knobs(order_policy="append", order_in_create="ignored")
    hosted.declare(ORDERED.strip().splitlines()[1])
    assert hosted.up().exit_code == 0
    simulator.control.add_fault("status_before", method="PUT", path="status-reasons", status=400)

    hosted.declare(ORDERED)
    failed = hosted.up()
    assert failed.exit_code != 0
    assert UNFINISHED in failed.said
    assert order(simulator) == ["Second", "First"]

    finished = hosted.up()
    assert finished.exit_code == 0, finished.said
    assert order(simulator) == ["First", "Second"]
    after = hosted.preview("--refresh", "--expect-no-changes")
    assert after.exit_code == 0, after.said


def test_our_host_keeps_what_could_not_be_moved_through_a_refresh_and_a_destroy(
    stack: Stack, simulator: Simulator
) -> None:
    simulator.control.set_knobs(order_policy="append", order_in_create="ignored")
    stack.declare(ORDERED.strip().splitlines()[1])
    assert stack.up().exit_code == 0
    simulator.control.add_fault("status_before", method="PUT", path="status-reasons", status=400)
    stack.declare(ORDERED)
    assert stack.up().exit_code != 0
    [left] = [each for each in resources(stack.state()) if each["outputs"]["text"] == "First"]
    assert [UNFINISHED in each for each in left["initErrors"]] == [True]

    assert stack.refresh("--yes", "--skip-preview").exit_code == 0
    previewed = stack.preview("--json")
    assert previewed.changes == {"first": ["order"]}

    assert stack.destroy().exit_code == 0
    assert simulator.control.objects(ACCOUNT, "status-reasons") == []


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
