"""A new resource has the name that another one gives up in the same update: each has an object in the end."""

import pytest

from tests.engine.console import Console
from tests.engine.trial import Stack

BEFORE = 'StatusReason("zz", text="X")'
AFTER = """
from pulumi import ResourceOptions
new = StatusReason("aa", text="X")
StatusReason("zz", text="Y", opts=ResourceOptions(depends_on=[{first}]))
"""


def begun(stack: Stack, *, after_the_new_one: bool) -> None:
    stack.apply(BEFORE)
    stack.declare(AFTER.format(first="new" if after_the_new_one else ""))


def assert_each_has_an_object(stack: Stack, console: Console) -> None:
    ids = {text: str(each["id"]) for text, each in console.reasons.items()}
    assert ids.keys() == {"X", "Y"}
    assert stack.ids() == {"aa": ids["X"], "zz": ids["Y"]}
    stack.expect_no_changes()


@pytest.mark.engine
def test_an_object_that_is_renamed_keeps_its_id_where_a_new_resource_has_its_name(
    stack: Stack, console: Console
) -> None:
    begun(stack, after_the_new_one=False)
    before = console.reasons["X"]["id"]
    # The first write arrives when the engine has seen the whole program, as with a LivePerson far away.
    console.control.add_fault("delay", path="app/token", seconds=2)

    stack.up().ok()

    assert console.reasons["Y"]["id"] == before
    assert_each_has_an_object(stack, console)


@pytest.mark.engine
def test_a_resource_whose_object_a_new_one_has_taken_over_gets_another_one(
    stack: Stack, console: Console
) -> None:
    begun(stack, after_the_new_one=True)

    stack.up().ok()

    assert_each_has_an_object(stack, console)


@pytest.mark.slow
@pytest.mark.engine
def test_the_next_update_gives_it_another_one_where_that_has_failed(stack: Stack, console: Console) -> None:
    begun(stack, after_the_new_one=True)
    console.control.add_fault("status_before", method="POST", path="status-reasons", status=400)
    assert stack.up().exit_code != 0

    stack.up().ok()

    assert_each_has_an_object(stack, console)
