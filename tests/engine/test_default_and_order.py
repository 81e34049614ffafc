"""Two things that an object has only among the others: who is the default, and where a reason stands."""

from itertools import permutations

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.contract import process
from tests.engine.console import Console
from tests.engine.trial import Stack

DEFAULTS = """
SpecialOccasion("a", name="A", description="Closed", is_default={a})
SpecialOccasion("b", name="B", description="Closed", is_default={b})
"""
ORDERS = """
for text, order in {}.items():
    StatusReason(text, text=text, order=order)
"""
FIRST = {"b": 20, "c": 30, "d": 40, "a": 10}


@pytest.mark.engine
def test_a_default_that_somebody_gave_to_another_object_is_not_taken_from_it(
    stack: Stack, console: Console
) -> None:
    console.make(name="Theirs")
    stack.apply(DEFAULTS.format(a=True, b=False))
    stack.declare(DEFAULTS.format(a=False, b=True))
    console.edit("Theirs", isDefault=True)

    updated = stack.up()

    assert console.default == ["Theirs"], updated.said


@pytest.mark.engine
def test_a_reason_that_somebody_moved_is_not_moved_again(stack: Stack, console: Console) -> None:
    console.control.set_knobs(order_policy="append")
    stack.apply(ORDERS.format(FIRST))
    stack.declare(ORDERS.format({**FIRST, "a": 25}))
    console.edit("a", order=4)

    updated = stack.up()

    assert console.order == ["b", "c", "d", "a"], updated.said


@pytest.mark.slow
@pytest.mark.engine
def test_several_reasons_are_put_into_another_order_at_once(stack: Stack, console: Console) -> None:
    console.control.set_knobs(order_policy="append")
    names = "efdgchba"  # the engine writes them in whatever order
    stack.apply(ORDERS.format({text: 10 * "abcdefgh".index(text) + 10 for text in names}))
    stack.declare(ORDERS.format({text: 10 * "hgfedcba".index(text) + 10 for text in names}))
    # The first write arrives when the engine has seen the whole program, as with a LivePerson far away.
    console.control.add_fault("delay", path="app/token", seconds=2)

    stack.up().ok()

    assert console.order == list("hgfedcba")


@pytest.mark.slow
@pytest.mark.engine
def test_an_unchanged_reason_that_the_engine_tells_of_last_stands_in_its_place(
    stack: Stack, console: Console
) -> None:
    console.control.set_knobs(order_policy="append")
    stack.apply(ORDERS.format({"a": 10, "b": 20, "c": 30}))
    chain = """
from pulumi import ResourceOptions
c = StatusReason("c", text="c", order={c})
a = StatusReason("a", text="a", order={a}, opts=ResourceOptions(depends_on=[c]))
StatusReason("b", text={b}, order=20, opts=ResourceOptions(depends_on=[a]))
"""
    stack.declare(chain.format(c=30, a=25, b='"b"'))
    stack.up("--target", "**::a").ok()
    assert console.order == ["b", "a", "c"]
    stack.apply(chain.format(c=10, a=15, b='"b"'))
    assert console.order == ["c", "a", "b"]

    stack.declare(chain.format(c=10, a=25, b='a.text.apply(lambda _: "b")'))  # what b is called is known last
    previewed = stack.preview("--json")
    updated = stack.up()

    assert previewed.changes == {"a": ["order"]}
    assert updated.exit_code == 0, updated.said
    assert console.order == ["c", "b", "a"]
    stack.expect_no_changes()


def test_an_order_that_a_refresh_has_taken_over_is_no_drift_for_the_next_one(simulator: Simulator) -> None:
    simulator.control.set_knobs(order_policy="append")
    others = process.Console(simulator, STATUS_REASON)
    ids = {text: others.create(text) for text in "abcd"}
    others.edit(ids["a"], order=4)
    declared = {"a": 10, "b": 20, "c": 30, "d": 40}

    for first in permutations(ids):
        taken_over = refreshed(simulator, {text: declared[text] for text in first}, ids)
        for second in permutations(ids):
            again = {text: taken_over[text] for text in second}
            assert refreshed(simulator, again, ids) == again, (first, second)


def refreshed(simulator: Simulator, stored: dict[str, int], ids: dict[str, str]) -> dict[str, int]:
    """Return the positions that a refresh finds, reading in the given order."""
    writer = process.Process(process.account(simulator), STATUS_REASON).writer
    found = {text: writer.read(ids[text], position) for text, position in stored.items()}
    return {text: int(known.content["order"]) for text, known in found.items() if known is not None}
