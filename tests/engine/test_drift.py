"""What somebody changed outside Pulumi is found, taken over and taken back; nothing else is called drift."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.applied import Applied, Apply
from tests.engine.console import Body, Console
from tests.engine.trial import DRIFT_EXIT_CODE, OURS, Run, Stack, resources
from tests.objects import whole_day

pytestmark = pytest.mark.engine

GATE = ("refresh", "--preview-only", "--expect-no-changes")
PROGRAM = """
NEW_YEAR = closed("2027-01-01", time_zone="Europe/Lisbon", name="New Year")
HOLIDAYS = closed("2026-12-24", days=9, time_zone="Europe/Lisbon")
for name in ("name", "description", "default", "more", "date", "length", "hours", "day", "lost", "calm"):
    SpecialOccasion(name, name=f"Occasion {name}", description="Closed", events=[HOLIDAYS, NEW_YEAR])
SpecialOccasion("former", name="Occasion former", description="Closed", is_default=True)
for name in ("text", "state", "enabled", "gone", "quiet"):
    StatusReason(name, text=f"Reason {name}")
for name, order in (("first", 10), ("second", 20)):
    StatusReason(name, text=f"Reason {name}", order=order)
"""


HOLIDAYS, NEW_YEAR = whole_day("2026-12-24", count=9), whole_day("2027-01-01", "New Year")


class Drift(NamedTuple):
    """What somebody does to an object, the property in which that shows, and the words for it."""

    changes: dict[str, Any] | None  # None deletes the object
    properties: list[str]
    words: str = ""


DRIFTS = {
    "name": Drift({"name": "Theirs"}, ["name"], '"Occasion name" => "Theirs"'),
    "description": Drift({"description": "Also theirs"}, ["description"], '"Closed" => "Also theirs"'),
    "default": Drift({"isDefault": True}, ["is_default"], "false => true"),
    "former": Drift({}, ["is_default"], "true => false"),  # LivePerson takes it from the former one
    "more": Drift(
        {"events": [HOLIDAYS, NEW_YEAR, whole_day("2027-05-01", "May Day")]}, ["events[2]"], "May Day"
    ),
    "date": Drift(
        {"events": [HOLIDAYS, whole_day("2027-01-02", "New Year")]},
        ["events[1].end.date_time", "events[1].start.date_time"],
        '"2027-01-01T00:00:00" => "2027-01-02T00:00:00"',
    ),
    "length": Drift(
        {"events": [whole_day("2026-12-24", count=5), NEW_YEAR]}, ["events[0].recurrence[0]"], "COUNT=5"
    ),
    "hours": Drift(
        {"events": [HOLIDAYS, whole_day("2027-01-01", "New Year", working=True)]},
        ["events[1].meta.working"],
        "false => true",
    ),
    "day": Drift(
        {"events": [HOLIDAYS, whole_day("2027-01-01", "Hangover")]},
        ["events[1].meta.name"],
        '"New Year" => "Hangover"',
    ),
    "lost": Drift(None, []),
    "text": Drift({"text": "Theirs"}, ["text"], '"Reason text" => "Theirs"'),
    "state": Drift({"state": "Occupied"}, ["state"], '"Away" => "Occupied"'),
    "enabled": Drift({"enabled": False}, ["enabled"], "true => false"),
    "gone": Drift(None, []),
}
SHOWN = {name: drift.properties for name, drift in DRIFTS.items()}


def drift(console: Console) -> None:
    """Let somebody make all these edits."""
    for name, made in DRIFTS.items():
        if made.changes is None:
            console.delete(called(name))
        elif made.changes:
            console.edit(called(name), **made.changes)


def called(resource: str) -> str:
    """Return what the object of a resource is called."""
    is_reason = resource in {"text", "state", "enabled", "gone", "quiet", "first", "second"}
    return f"{'Reason' if is_reason else 'Occasion'} {resource}"


def content(console: Console) -> dict[str, Body]:
    """Return what the account holds, but for the ids and positions that a new object gets."""
    held, unlike = console.occasions | console.reasons, {"id", "order"}
    return {
        called_: {name: value for name, value in each.items() if name not in unlike}
        for called_, each in held.items()
    }


def planned(preview: Run) -> dict[str, list[str]]:
    """Return the properties that a preview changes, beside what its refresh reads."""
    steps = [step for step in preview.json["steps"] if step["op"] not in {"same", "refresh"}]
    return {
        step["urn"].rpartition("::")[2]: sorted(step.get("detailedDiff") or {})
        for step in steps
        if OURS in step["urn"]
    }


@pytest.fixture(scope="module")
def applied(apply: Apply, running: Simulator) -> Applied:
    running.control.set_knobs(order_policy="append")
    Console(running).make(name="Not ours: theirs")
    Console(running).make(text="Not ours: foreign")
    return apply(PROGRAM)


@pytest.fixture
def stack(tmp_path: Path, applied: Applied, simulator: Simulator) -> Stack:
    simulator.control.set_knobs(order_policy="append")
    return applied.again(tmp_path, simulator)


@pytest.mark.slow
def test_every_property_that_drifted_shows_is_taken_over_and_is_taken_back(
    stack: Stack, console: Console
) -> None:
    before = content(console)
    drift(console)

    preview, preview_text = (stack.preview("--refresh", each) for each in ("--json", "--diff"))
    gate, gate_text = (stack.pulumi(*GATE, each) for each in ("--json", "--diff"))

    assert planned(preview) == SHOWN
    assert (gate.exit_code, planned(gate)) == (DRIFT_EXIT_CODE, SHOWN)
    missing = [each.words for each in DRIFTS.values() if each.words not in gate_text.said]
    assert missing == []
    assert [each.words for each in DRIFTS.values() if each.words not in preview_text.said] == []

    theirs = content(console)
    stack.refresh("--yes", "--skip-preview").ok()
    kept = {each["urn"].rpartition("::")[2]: each["outputs"] for each in resources(stack.state())}
    assert kept["description"]["description"] == "Also theirs"
    theirs_alone = {"Not ours: theirs", "Not ours: foreign", "Occasion lost", "Reason gone"}
    assert {called(each) for each in kept} == before.keys() - theirs_alone
    stack.pulumi(*GATE).ok()

    assert content(console) == theirs
    updated = stack.up("--diff").ok()
    assert '"Also theirs" => "Closed"' in updated.said
    assert content(console) == before


def test_a_revision_that_moved_alone_is_no_drift_and_no_line(stack: Stack, console: Console) -> None:
    console.edit("Not ours: theirs", description="Edited")  # managed by nobody
    console.edit("Occasion calm", description="Edited")
    console.edit("Occasion calm", description="Closed")  # taken back
    console.edit("Reason quiet", state="Away")  # a write without change
    console.edit("Occasion description", colour="blue")  # a field that nobody manages
    console.edit("Reason state", colour="blue")
    console.edit("Occasion date", events=[NEW_YEAR, HOLIDAYS])  # the order of events means nothing
    console.edit("Not ours: foreign", order=1)
    console.edit("Reason quiet", order=1)  # an order left out is not managed

    preview, gate = stack.preview("--refresh", "--diff"), stack.pulumi(*GATE, "--diff")

    assert (preview.exit_code, gate.exit_code) == (0, 0), gate.said
    assert "dynamic/liveperson" not in preview.said + gate.said
    assert "ac_revision" not in preview.said + gate.said


def test_a_declared_order_that_somebody_changed_is_drift_and_is_taken_back(
    stack: Stack, console: Console
) -> None:
    console.edit("Reason second", order=1)

    gate = stack.pulumi(*GATE, "--json")
    refreshed = stack.refresh("--yes", "--skip-preview")
    updated = stack.up()

    assert gate.exit_code == DRIFT_EXIT_CODE
    assert planned(gate) in ({"first": ["order"]}, {"second": ["order"]})  # one stands wrong to the other
    assert (refreshed.exit_code, updated.exit_code) == (0, 0), updated.said
    ours = [each for each in console.order if each in {"Reason first", "Reason second"}]
    assert ours == ["Reason first", "Reason second"]


def test_the_gate_finds_what_somebody_did_just_as_the_program_says_by_now(
    stack: Stack, console: Console
) -> None:
    console.edit("Reason first", enabled=False)
    stack.declare(PROGRAM.replace("order=order)", 'order=order, enabled=name != "first")'))

    preview = stack.preview("--refresh", "--expect-no-changes")
    gate = stack.pulumi(*GATE)

    assert (preview.exit_code, gate.exit_code) == (0, DRIFT_EXIT_CODE)
