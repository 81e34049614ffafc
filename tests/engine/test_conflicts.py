"""Somebody else's edits, other stacks, and a default that moves, through the real engine."""

import pytest

from tests.engine.console import Console
from tests.engine.trial import Stack

pytestmark = pytest.mark.engine

ONE = 'SpecialOccasion("holidays", name="Holidays", description="{}")'
DEFAULTS = """
SpecialOccasion("a", name="A", description="Closed", is_default={a})
SpecialOccasion("b", name="B", description="Closed", is_default={b})
"""
REASONS = """
for text, order in {}:
    StatusReason(text, text=text, order=order)
"""
MANY = """
for number in range(12):
    SpecialOccasion(f"{stack}-{{number}}", name=f"{stack} {{number}}", description="{description}")
    StatusReason(f"{stack}-{{number}}", text=f"{stack} {{number}}", state="{state}")
"""


def test_an_edit_between_preview_and_update_is_reported_and_kept(stack: Stack, console: Console) -> None:
    stack.apply(ONE.format("First"))
    stack.declare(ONE.format("Second"))
    stack.preview().ok()
    console.edit("Holidays", description="Theirs")

    refused = stack.up()

    assert refused.exit_code != 0
    assert 'the state has "First", LivePerson has "Theirs", requested: "Second"' in refused.said
    assert "pulumi refresh" in refused.said
    assert "Traceback" not in refused.said
    assert console.occasions["Holidays"]["description"] == "Theirs"

    stack.refresh("--yes", "--skip-preview").ok()
    reviewed = stack.preview("--diff")
    assert '"Theirs" => "Second"' in reviewed.said
    stack.up().ok()
    assert console.occasions["Holidays"]["description"] == "Second"


@pytest.mark.parametrize("by", ["resource", pytest.param("stack", marks=pytest.mark.slow)])
def test_an_edit_is_overwritten_where_the_program_or_the_stack_says_so(
    stack: Stack, console: Console, by: str
) -> None:
    stack.apply(ONE.format("First"))
    console.edit("Holidays", description="Theirs")
    declared = ONE.format("Second")
    if by == "resource":
        stack.declare(declared[:-1] + ', on_conflict="overwrite")')
        updated = stack.up()
    else:
        stack.declare(declared)
        updated = stack.up(LIVEPERSON_ON_CONFLICT="overwrite")

    assert updated.exit_code == 0, updated.said
    assert "was overwritten" in updated.said
    assert "Theirs" in updated.said
    assert console.occasions["Holidays"]["description"] == "Second"
    stack.expect_no_changes()


def test_two_stacks_update_one_account_at_the_same_time(stack: Stack, console: Console) -> None:
    console.control.set_knobs(latency_ms=10)
    stacks = [stack, Stack(stack.project, stack.environment, "other")]
    (stack.project / "Pulumi.other.yaml").write_text(stack.configuration.read_text())
    stacks[1].pulumi("stack", "init").ok()

    for description, state in (("First", "Away"), ("Second", "Online")):
        for each in stacks:
            each.declare(MANY.format(stack=each.name, description=description, state=state))
        for update in [each.begin("up", "--yes", "--skip-preview") for each in stacks]:
            update.ended().ok()

    for each in stacks:
        each.expect_no_changes()
    assert console.occasions.keys() == {f"{each.name} {number}" for each in stacks for number in range(12)}
    assert {each["description"] for each in console.occasions.values()} == {"Second"}


@pytest.mark.parametrize("stale_check", ["strict", pytest.param("mild", marks=pytest.mark.slow)])
def test_the_default_moves_from_one_resource_to_the_other(
    stack: Stack, console: Console, stale_check: str
) -> None:
    console.control.set_knobs(stale_check=stale_check)
    stack.apply(DEFAULTS.format(a="True", b="False"))

    stack.apply(DEFAULTS.format(a="False", b="True"))

    assert console.default == ["B"]
    stack.expect_no_changes()

    stack.apply(DEFAULTS.format(a="True", b="False").strip().splitlines()[0])

    assert console.default == ["A"]
    stack.expect_no_changes()


@pytest.mark.parametrize("order_policy", ["append", pytest.param("prepend", marks=pytest.mark.slow)])
def test_the_declared_order_is_kept_and_moving_one_reason_plans_just_that(
    stack: Stack, console: Console, order_policy: str
) -> None:
    console.control.set_knobs(order_policy=order_policy)
    console.make(text="theirs")
    stack.apply(REASONS.format([("third", 30), ("first", 10), ("second", 20), ("fourth", 40)]))
    assert [each for each in console.order if each != "theirs"] == ["first", "second", "third", "fourth"]
    stack.expect_no_changes()

    stack.declare(REASONS.format([("third", 30), ("first", 35), ("second", 20), ("fourth", 40)]))
    assert stack.preview("--json").changes == {"first": ["order"]}
    stack.up().ok()

    assert [each for each in console.order if each != "theirs"] == ["second", "third", "first", "fourth"]
    stack.expect_no_changes()


def test_a_resource_that_is_renamed_in_the_program_keeps_its_object(stack: Stack, console: Console) -> None:
    stack.apply(ONE.format("Closed"))
    before = console.occasions["Holidays"]["id"]

    stack.apply(ONE.format("Closed").replace('"holidays"', '"public-holidays"'))

    assert console.occasions["Holidays"]["id"] == before
    stack.expect_no_changes()
