"""A new resource has the name that another one gives up in the same update: each has an object in the end."""

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack, resources

BEFORE = 'StatusReason("zz", text="X")'
AFTER = """
from pulumi import ResourceOptions
new = StatusReason("aa", text="X")
StatusReason("zz", text="Y", opts=ResourceOptions(depends_on=[{first}]))
"""


def objects(simulator: Simulator) -> dict[str, str]:
    stored = simulator.control.objects(ACCOUNT, "status-reasons")
    return {each["text"]: str(each["id"]) for each in stored}


def ids(stack: Stack) -> dict[str, str]:
    return {each["urn"].rpartition("::")[2]: each["id"] for each in resources(stack.state())}


def begun(stack: Stack, *, after_the_new_one: bool) -> None:
    stack.declare(BEFORE)
    assert stack.up().exit_code == 0
    stack.declare(AFTER.format(first="new" if after_the_new_one else ""))


def assert_each_has_an_object(stack: Stack, simulator: Simulator) -> None:
    assert set(objects(simulator)) == {"X", "Y"}
    assert ids(stack) == {"aa": objects(simulator)["X"], "zz": objects(simulator)["Y"]}
    assert stack.preview("--refresh", "--expect-no-changes").exit_code == 0


@pytest.mark.engine
def test_an_object_that_is_renamed_keeps_its_id_where_a_new_resource_has_its_name(
    stack: Stack, simulator: Simulator
) -> None:
    begun(stack, after_the_new_one=False)
    before = objects(simulator)["X"]
    # The first write arrives when the engine has seen the whole program, as with a LivePerson far away.
    simulator.control.add_fault("delay", path="app/token", seconds=2)

    updated = stack.up()

    assert updated.exit_code == 0, updated.said
    assert objects(simulator)["Y"] == before
    assert_each_has_an_object(stack, simulator)


@pytest.mark.engine
def test_a_resource_whose_object_a_new_one_has_taken_over_gets_another_one(
    stack: Stack, simulator: Simulator
) -> None:
    begun(stack, after_the_new_one=True)

    updated = stack.up()

    assert updated.exit_code == 0, updated.said
    assert_each_has_an_object(stack, simulator)


@pytest.mark.engine
def test_the_next_update_gives_it_another_one_where_that_has_failed(
    stack: Stack, simulator: Simulator
) -> None:
    begun(stack, after_the_new_one=True)
    simulator.control.add_fault("status_before", method="POST", path="status-reasons", status=400)
    assert stack.up().exit_code != 0

    updated = stack.up()

    assert updated.exit_code == 0, updated.said
    assert_each_has_an_object(stack, simulator)
