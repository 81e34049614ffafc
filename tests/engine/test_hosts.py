"""Our host and Pulumi's own: the same resources, the same state, the same life."""

import re

import pytest

from tests.engine.console import Console
from tests.engine.trial import DRIFT_EXIT_CODE, Stack, resources

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
UNFINISHED = "The status reason itself was written. Run `pulumi up` again to move it to its position."


@pytest.fixture(params=["our host", "stock host"])
def hosted(request: pytest.FixtureRequest, stack: Stack) -> Stack:
    """A stack in one of the two hosts."""
    if request.param == "stock host":
        stack.use_the_stock_host()
    return stack


def test_a_stack_lives_in_either_host(hosted: Stack, console: Console) -> None:
    hosted.apply(FIRST)

    hosted.declare(SECOND)
    previewed = hosted.preview("--json")
    assert previewed.changes == {"year-end": ["description"], "lunch": ["enabled"]}
    hosted.up().ok()

    console.edit("Lunch", text="Meal")
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

    hosted.refresh("--yes", "--skip-preview").ok()
    hosted.up().ok()
    hosted.expect_no_changes()
    hosted.destroy().ok()
    assert console.reasons == console.occasions == {}


def test_a_reason_that_could_not_be_moved_is_moved_by_the_next_update(
    hosted: Stack, console: Console
) -> None:
    console.control.set_knobs(order_policy="append", order_in_create="ignored")
    hosted.apply(ORDERED.strip().splitlines()[1])
    console.control.add_fault("status_before", method="PUT", path="status-reasons", status=400)

    hosted.declare(ORDERED)
    failed = hosted.up()
    assert failed.exit_code != 0
    assert UNFINISHED in failed.said
    assert console.order == ["Second", "First"]

    hosted.up().ok()
    assert console.order == ["First", "Second"]
    hosted.expect_no_changes()


def test_our_host_keeps_what_could_not_be_moved_through_a_refresh_and_a_destroy(
    stack: Stack, console: Console
) -> None:
    console.control.set_knobs(order_policy="append", order_in_create="ignored")
    stack.apply(ORDERED.strip().splitlines()[1])
    console.control.add_fault("status_before", method="PUT", path="status-reasons", status=400)
    stack.declare(ORDERED)
    assert stack.up().exit_code != 0
    [left] = [each for each in resources(stack.state()) if each["outputs"]["text"] == "First"]
    assert [UNFINISHED in each for each in left["initErrors"]] == [True]

    stack.refresh("--yes", "--skip-preview").ok()
    previewed = stack.preview("--json")
    assert previewed.changes == {"first": ["order"]}

    stack.destroy().ok()
    assert console.reasons == {}


def test_a_stack_of_ours_lives_on_under_the_stock_host(stack: Stack, console: Console) -> None:
    stack.apply(FIRST)
    before = [each["outputs"] for each in resources(stack.state())]
    stack.use_the_stock_host()

    stack.expect_no_changes()
    assert [each["outputs"] for each in resources(stack.state())] == before

    stack.apply(FIRST.replace("Closed", "On call"))

    stack.destroy().ok()
    assert console.occasions == {}
