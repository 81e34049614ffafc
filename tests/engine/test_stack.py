"""The real Pulumi CLI and engine, from the first update to the last object."""

import json
import time

import pytest
from pulumi.dynamic.dynamic import serialize_provider

from liveperson_simulator.server import Simulator
from pulumi_liveperson.special_occasion import SpecialOccasionProvider
from pulumi_liveperson.status_reason import StatusReasonProvider
from tests.engine.trial import ACCOUNT, DRIFT_EXIT_CODE, SECRET, Stack, resources

pytestmark = pytest.mark.engine

FIRST = """
SpecialOccasion("year-end", name="Year end", description="Closed",
                events=[closed("2026-12-24", days=9, time_zone="Europe/Lisbon")])
StatusReason("lunch", text="Lunch")
"""
CHANGED = """
SpecialOccasion("year-end", name="Turn of the year", description="On call", is_default=True,
                events=[closed("2026-12-24", days=8, time_zone="Europe/Lisbon")])
StatusReason("lunch", text="Meal", state="Occupied", enabled=False, order=1)
"""
THREE = """
SpecialOccasion("year-end", name="Year end", description="Closed")
SpecialOccasion("taken", name="Taken", description="Ours")
SpecialOccasion("spring", name="Spring", description="Closed")
"""


def live(simulator: Simulator) -> dict[str, dict[str, object]]:
    """Return what the account holds, by name or text."""
    collections = ("specialoccasion", "status-reasons")
    objects = [each for name in collections for each in simulator.control.objects(ACCOUNT, name)]
    return {str(each.get("name", each.get("text"))): each for each in objects}


def test_a_stack_is_created_changed_refreshed_and_destroyed(stack: Stack, simulator: Simulator) -> None:
    stack.use_the_real_python()
    stack.declare(FIRST)
    created = stack.up()
    assert (created.exit_code, list(live(simulator))) == (0, ["Year end", "Lunch"]), created.said

    unchanged = stack.preview("--expect-no-changes")
    assert unchanged.exit_code == 0, unchanged.said

    stack.declare(CHANGED)
    planned = stack.preview("--diff", "--json")
    assert planned.changes == {
        "year-end": ["description", "events[0].recurrence[0]", "is_default", "name"],
        "lunch": ["enabled", "order", "state", "text"],
    }

    updated = stack.up()
    assert (updated.exit_code, list(live(simulator))) == (0, ["Turn of the year", "Meal"]), updated.said

    simulator.control.foreign_create(ACCOUNT, "specialoccasion", {"name": "Theirs", "events": []})
    simulator.control.foreign_create(ACCOUNT, "status-reasons", {"text": "Theirs too"})
    refreshed = stack.refresh("--preview-only", "--expect-no-changes")
    assert refreshed.exit_code == 0, refreshed.said

    destroyed = stack.destroy()
    assert (destroyed.exit_code, list(live(simulator))) == (0, ["Theirs", "Theirs too"]), destroyed.said


def test_drift_is_shown_by_its_property_and_taken_over(stack: Stack, simulator: Simulator) -> None:
    stack.declare(FIRST)
    assert stack.up().exit_code == 0
    before = live(simulator)
    simulator.control.foreign_update(
        ACCOUNT, "specialoccasion", int(str(before["Year end"]["id"])), {"description": "Theirs"}
    )
    simulator.control.foreign_delete(ACCOUNT, "status-reasons", int(str(before["Lunch"]["id"])))

    drifted = stack.refresh("--preview-only", "--expect-no-changes", "--json")
    assert drifted.exit_code == DRIFT_EXIT_CODE
    assert drifted.changes == {"year-end": ["description"], "lunch": []}

    assert stack.refresh("--yes", "--skip-preview").exit_code == 0
    planned = stack.preview("--diff", "--json")
    assert planned.changes == {"year-end": ["description"], "lunch": []}
    assert (planned.operations["update"], planned.operations["create"]) == (1, 1)

    assert stack.up().exit_code == 0
    after = live(simulator)
    assert after["Year end"] == before["Year end"]
    assert after["Lunch"]["id"] != before["Lunch"]["id"]


def test_a_failed_resource_neither_loses_the_others_nor_delays_the_end(
    stack: Stack, simulator: Simulator
) -> None:
    simulator.control.foreign_create(
        ACCOUNT,
        "specialoccasion",
        {"name": "Taken", "description": "Theirs", "isDefault": False, "events": []},
    )
    stack.declare(THREE)

    failed = stack.up("--continue-on-error")
    ended = time.time()
    assert failed.exit_code != 0
    assert ended - max(each["time"] for each in simulator.control.requests()) < 4
    assert 'The special occasion "Taken"' in failed.said
    assert '"Theirs"' in failed.said

    state = resources(stack.state())
    objects = live(simulator)
    assert {each["outputs"]["name"]: each["id"] for each in state} == {
        name: str(objects[name]["id"]) for name in ("Year end", "Spring")
    }


def test_a_state_holds_no_secret_of_the_stack(stack: Stack) -> None:
    stack.declare(FIRST)
    assert stack.up().exit_code == 0

    state = stack.state()

    everything = json.loads(state)["deployment"]["resources"]
    [configured] = [each["inputs"] for each in everything if each["type"] == "pulumi:providers:pulumi-python"]
    assert SECRET not in state
    assert "ciphertext" in configured["liveperson:clientSecret"]
    assert {each["outputs"]["__provider"] for each in resources(state)} == {
        serialize_provider(SpecialOccasionProvider()),
        serialize_provider(StatusReasonProvider()),
    }
    assert sorted({name for each in resources(state) for name in each["outputs"]}) == [
        "__provider",
        "ac_revision",
        "description",
        "enabled",
        "events",
        "is_default",
        "name",
        "state",
        "text",
    ]
    assert sorted(each["type"] for each in resources(state)) == [
        "pulumi-python:dynamic/liveperson:SpecialOccasion",
        "pulumi-python:dynamic/liveperson:StatusReason",
    ]


def test_a_second_update_of_acme_prod_changes_nothing(production: Stack, simulator: Simulator) -> None:
    first = production.up()
    assert first.exit_code == 0, first.said
    accounts = simulator.control.snapshot()

    second = production.up("--expect-no-changes")

    assert second.exit_code == 0, second.said
    assert simulator.control.snapshot() == accounts
