"""Somebody else's edits, other stacks, and a default that moves, through the real engine."""

from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack

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


def id_of(simulator: Simulator, name: str) -> int:
    stored = simulator.control.objects(ACCOUNT, "specialoccasion")
    return next(int(each["id"]) for each in stored if each["name"] == name)


def description(simulator: Simulator, name: str) -> str:
    stored = simulator.control.objects(ACCOUNT, "specialoccasion")
    return next(str(each["description"]) for each in stored if each["name"] == name)


def defaults(simulator: Simulator) -> list[str]:
    stored = simulator.control.objects(ACCOUNT, "specialoccasion")
    return [each["name"] for each in stored if each["isDefault"]]


def sequence(simulator: Simulator) -> list[str]:
    stored = simulator.control.objects(ACCOUNT, "status-reasons")
    return [each["text"] for each in sorted(stored, key=lambda each: each["order"])]


def test_an_edit_between_preview_and_update_is_reported_and_kept(stack: Stack, simulator: Simulator) -> None:
    stack.declare(ONE.format("First"))
    assert stack.up().exit_code == 0
    stack.declare(ONE.format("Second"))
    assert stack.preview().exit_code == 0
    simulator.control.foreign_update(
        ACCOUNT, "specialoccasion", id_of(simulator, "Holidays"), {"description": "Theirs"}
    )

    refused = stack.up()

    assert refused.exit_code != 0
    assert 'Pulumi knew "First", LivePerson holds "Theirs", asked for "Second"' in refused.said
    assert "pulumi refresh" in refused.said
    assert "Traceback" not in refused.said
    assert description(simulator, "Holidays") == "Theirs"

    assert stack.refresh("--yes", "--skip-preview").exit_code == 0
    reviewed = stack.preview("--diff")
    assert '"Theirs" => "Second"' in reviewed.said
    assert stack.up().exit_code == 0
    assert description(simulator, "Holidays") == "Second"


@pytest.mark.parametrize("by", ["resource", pytest.param("stack", marks=pytest.mark.slow)])
def test_an_edit_is_overwritten_where_the_program_or_the_stack_says_so(
    stack: Stack, simulator: Simulator, by: str
) -> None:
    stack.declare(ONE.format("First"))
    assert stack.up().exit_code == 0
    simulator.control.foreign_update(
        ACCOUNT, "specialoccasion", id_of(simulator, "Holidays"), {"description": "Theirs"}
    )
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
    assert description(simulator, "Holidays") == "Second"
    assert stack.preview("--refresh", "--expect-no-changes").exit_code == 0


def test_two_stacks_update_one_account_at_the_same_time(
    stack: Stack, simulator: Simulator, tmp_path: Path
) -> None:
    simulator.control.set_knobs(latency_ms=10)
    stacks = [stack, Stack(stack.project, stack.environment, "other")]
    (stack.project / "Pulumi.other.yaml").write_text(stack.configuration.read_text())
    assert stacks[1].pulumi("stack", "init").exit_code == 0
    for each in stacks:
        program = f"""
for number in range(12):
    SpecialOccasion(f"{each.name}-{{number}}", name=f"{each.name} {{number}}", description=DESCRIPTION)
    StatusReason(f"{each.name}-{{number}}", text=f"{each.name} {{number}}", state=STATE)
"""
        for version, (text, state) in enumerate([("First", "Away"), ("Second", "Online")]):
            body = program.replace("DESCRIPTION", repr(text)).replace("STATE", repr(state))
            source = "".join(f"    {line}\n" for line in body.strip().splitlines())
            (tmp_path / f"{each.name}{version}").write_text(
                f"from pulumi_liveperson import SpecialOccasion, StatusReason\n\n\ndef program():\n{source}"
            )

    for version in range(2):
        for each in stacks:
            (each.project / "stacks" / f"{each.name}.py").write_text(
                (tmp_path / f"{each.name}{version}").read_text()
            )
        updates = [each.begin("up", "--yes", "--skip-preview") for each in stacks]
        for done in [each.ended() for each in updates]:
            assert done.exit_code == 0, done.said

    for each in stacks:
        assert each.preview("--refresh", "--expect-no-changes").exit_code == 0
    stored = simulator.control.objects(ACCOUNT, "specialoccasion")
    assert sorted(each["name"] for each in stored) == sorted(
        f"{s.name} {n}" for s in stacks for n in range(12)
    )
    assert {each["description"] for each in stored} == {"Second"}


@pytest.mark.parametrize("stale_check", ["strict", pytest.param("mild", marks=pytest.mark.slow)])
def test_the_default_moves_from_one_resource_to_the_other(
    stack: Stack, simulator: Simulator, stale_check: str
) -> None:
    simulator.control.set_knobs(stale_check=stale_check)
    stack.declare(DEFAULTS.format(a="True", b="False"))
    assert stack.up().exit_code == 0

    stack.declare(DEFAULTS.format(a="False", b="True"))
    moved = stack.up()

    assert moved.exit_code == 0, moved.said
    assert defaults(simulator) == ["B"]
    assert stack.preview("--refresh", "--expect-no-changes").exit_code == 0

    stack.declare(DEFAULTS.format(a="True", b="False").strip().splitlines()[0])
    moved_back = stack.up()

    assert moved_back.exit_code == 0, moved_back.said
    assert defaults(simulator) == ["A"]
    assert stack.preview("--refresh", "--expect-no-changes").exit_code == 0


@pytest.mark.parametrize("order_policy", ["append", pytest.param("prepend", marks=pytest.mark.slow)])
def test_the_declared_order_is_kept_and_moving_one_reason_plans_just_that(
    stack: Stack, simulator: Simulator, order_policy: str
) -> None:
    simulator.control.set_knobs(order_policy=order_policy)
    simulator.control.foreign_create(ACCOUNT, "status-reasons", {"text": "theirs", "state": "Away"})
    stack.declare(REASONS.format([("third", 30), ("first", 10), ("second", 20), ("fourth", 40)]))
    created = stack.up()
    assert created.exit_code == 0, created.said
    assert [each for each in sequence(simulator) if each != "theirs"] == [
        "first",
        "second",
        "third",
        "fourth",
    ]
    assert stack.preview("--refresh", "--expect-no-changes").exit_code == 0

    stack.declare(REASONS.format([("third", 30), ("first", 35), ("second", 20), ("fourth", 40)]))
    assert stack.preview("--json").changes == {"first": ["order"]}
    moved = stack.up()

    assert moved.exit_code == 0, moved.said
    assert [each for each in sequence(simulator) if each != "theirs"] == [
        "second",
        "third",
        "first",
        "fourth",
    ]
    assert stack.preview("--refresh", "--expect-no-changes").exit_code == 0


def test_a_resource_that_is_renamed_in_the_program_keeps_its_object(
    stack: Stack, simulator: Simulator
) -> None:
    stack.declare(ONE.format("Closed"))
    assert stack.up().exit_code == 0
    before = id_of(simulator, "Holidays")

    stack.declare(ONE.format("Closed").replace('"holidays"', '"public-holidays"'))
    renamed = stack.up()

    assert renamed.exit_code == 0, renamed.said
    assert id_of(simulator, "Holidays") == before
    assert stack.preview("--refresh", "--expect-no-changes").exit_code == 0
