"""The real Pulumi CLI and engine, from the first update to the last object."""

import json
import time

import pytest
from pulumi.dynamic.dynamic import serialize_provider

from pulumi_liveperson.special_occasion import SpecialOccasionProvider
from pulumi_liveperson.status_reason import StatusReasonProvider
from tests.engine.console import Body, Console
from tests.engine.trial import DRIFT_EXIT_CODE, SECRET, Stack, resources

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


def live(console: Console) -> dict[str, Body]:
    return console.occasions | console.reasons


def test_a_stack_is_created_changed_refreshed_and_destroyed(stack: Stack, console: Console) -> None:
    stack.use_the_real_python()
    stack.declare(FIRST)
    created = stack.up()
    assert (created.exit_code, list(live(console))) == (0, ["Year end", "Lunch"]), created.said

    stack.preview("--expect-no-changes").ok()

    stack.declare(CHANGED)
    planned = stack.preview("--diff", "--json")
    assert planned.changes == {
        "year-end": ["description", "events[0].recurrence[0]", "is_default", "name"],
        "lunch": ["enabled", "order", "state", "text"],
    }

    updated = stack.up()
    assert (updated.exit_code, list(live(console))) == (0, ["Turn of the year", "Meal"]), updated.said

    console.make(name="Theirs")
    console.make(text="Theirs too")
    stack.refresh("--preview-only", "--expect-no-changes").ok()

    destroyed = stack.destroy()
    assert (destroyed.exit_code, list(live(console))) == (0, ["Theirs", "Theirs too"]), destroyed.said


def test_drift_is_shown_by_its_property_and_taken_over(stack: Stack, console: Console) -> None:
    stack.apply(FIRST)
    before = live(console)
    console.edit("Year end", description="Theirs")
    console.delete("Lunch")

    drifted = stack.refresh("--preview-only", "--expect-no-changes", "--json")
    assert drifted.exit_code == DRIFT_EXIT_CODE
    assert drifted.changes == {"year-end": ["description"], "lunch": []}

    stack.refresh("--yes", "--skip-preview").ok()
    planned = stack.preview("--diff", "--json")
    assert planned.changes == {"year-end": ["description"], "lunch": []}
    assert (planned.operations["update"], planned.operations["create"]) == (1, 1)

    stack.up().ok()
    after = live(console)
    assert after["Year end"] == before["Year end"]
    assert after["Lunch"]["id"] != before["Lunch"]["id"]


def test_a_failed_resource_neither_loses_the_others_nor_delays_the_end(
    stack: Stack, console: Console
) -> None:
    console.make(name="Taken", description="Theirs")
    stack.declare(THREE)

    failed = stack.up("--continue-on-error")
    ended = time.time()
    assert failed.exit_code != 0
    assert ended - max(each["time"] for each in console.control.requests()) < 4
    assert 'The special occasion "Taken"' in failed.said
    assert '"Theirs"' in failed.said

    assert stack.ids() == {
        "year-end": str(console.occasions["Year end"]["id"]),
        "spring": str(console.occasions["Spring"]["id"]),
    }


def test_a_state_holds_no_secret_of_the_stack(stack: Stack) -> None:
    stack.apply(FIRST)

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


def test_a_second_update_of_acme_prod_changes_nothing(production: Stack, console: Console) -> None:
    production.up().ok()
    accounts = console.control.snapshot()

    production.up("--expect-no-changes").ok()

    assert console.control.snapshot() == accounts
