"""What somebody changed outside Pulumi is found, taken over and taken back; nothing else is called drift."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.applied import Applied
from tests.engine.trial import ACCOUNT, DRIFT_EXIT_CODE, OURS, Run, Stack, resources
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
        {"events": [whole_day("2026-12-24", count=5), NEW_YEAR]},
        ["events[0].recurrence[0]"],
        "COUNT=5",
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


class Console:
    """The console of the account, in which objects are known by the names of their resources."""

    def __init__(self, simulator: Simulator) -> None:
        self.control = simulator.control
        self._found = {
            _last_word(each): (collection, each["id"])
            for collection in ("specialoccasion", "status-reasons")
            for each in self.control.objects(ACCOUNT, collection)
        }

    def edit(self, name: str, /, **changes: Any) -> None:
        self.control.foreign_update(ACCOUNT, *self._found[name], changes)

    def delete(self, name: str) -> None:
        self.control.foreign_delete(ACCOUNT, *self._found[name])

    def drift(self) -> None:
        for name, drift in DRIFTS.items():
            if drift.changes is None:
                self.delete(name)
            elif drift.changes:
                self.edit(name, **drift.changes)

    def content(self) -> dict[str, dict[str, Any]]:
        """Return what the account holds, but for the ids and positions that a new object gets."""
        found = [self.control.objects(ACCOUNT, each) for each in ("specialoccasion", "status-reasons")]
        unlike = {"id", "order"}
        return {
            _last_word(each): {name: value for name, value in each.items() if name not in unlike}
            for objects in found
            for each in objects
        }

    def sequence(self) -> list[str]:
        stored = self.control.objects(ACCOUNT, "status-reasons")
        return [_last_word(each) for each in sorted(stored, key=lambda each: int(each["order"]))]


def _last_word(body: dict[str, Any]) -> str:
    return str(body.get("name", body.get("text"))).rpartition(" ")[2]


def planned(preview: Run) -> dict[str, list[str]]:
    """Return the properties that a preview changes, beside what its refresh reads."""
    steps = [step for step in preview.json["steps"] if step["op"] not in {"same", "refresh"}]
    return {
        step["urn"].rpartition("::")[2]: sorted(step.get("detailedDiff") or {})
        for step in steps
        if OURS in step["urn"]
    }


@pytest.fixture(scope="module")
def applied(
    tmp_path_factory: pytest.TempPathFactory,
    surroundings: dict[str, str],
    pristine: Path,
    running: Simulator,
) -> Applied:
    control = running.control
    control.reset()
    control.set_knobs(order_policy="append")
    control.foreign_create(ACCOUNT, "specialoccasion", {"name": "Not ours: theirs", "events": []})
    control.foreign_create(ACCOUNT, "status-reasons", {"text": "Not ours: foreign"})
    return Applied.after(PROGRAM, tmp_path_factory.mktemp("applied"), pristine, surroundings, running)


@pytest.fixture
def stack(tmp_path: Path, applied: Applied, simulator: Simulator) -> Stack:
    simulator.control.set_knobs(order_policy="append")
    return applied.again(tmp_path, simulator)


def test_every_property_that_drifted_shows_is_taken_over_and_is_taken_back(
    stack: Stack, simulator: Simulator
) -> None:
    console = Console(simulator)
    before = console.content()
    console.drift()

    preview, preview_text = (stack.preview("--refresh", each) for each in ("--json", "--diff"))
    gate, gate_text = (stack.pulumi(*GATE, each) for each in ("--json", "--diff"))

    assert planned(preview) == SHOWN
    assert (gate.exit_code, planned(gate)) == (DRIFT_EXIT_CODE, SHOWN)
    missing = [each.words for each in DRIFTS.values() if each.words not in gate_text.said]
    assert missing == []
    assert [each.words for each in DRIFTS.values() if each.words not in preview_text.said] == []

    theirs = console.content()
    refreshed = stack.refresh("--yes", "--skip-preview")
    assert refreshed.exit_code == 0, refreshed.said
    kept = {each["urn"].rpartition("::")[2]: each["outputs"] for each in resources(stack.state())}
    assert kept["description"]["description"] == "Also theirs"
    assert kept.keys() == before.keys() - {"theirs", "foreign", "lost", "gone"}
    assert stack.pulumi(*GATE).exit_code == 0

    assert console.content() == theirs
    updated = stack.up("--diff")
    assert updated.exit_code == 0, updated.said
    assert '"Also theirs" => "Closed"' in updated.said
    assert console.content() == before


def test_a_revision_that_moved_alone_is_no_drift_and_no_line(stack: Stack, simulator: Simulator) -> None:
    console = Console(simulator)
    console.edit("theirs", description="Edited")  # managed by nobody
    console.edit("calm", description="Edited")
    console.edit("calm", description="Closed")  # taken back
    console.edit("quiet", state="Away")  # a write without change
    console.edit("description", colour="blue")  # a field that nobody manages
    console.edit("state", colour="blue")
    console.edit("date", events=[NEW_YEAR, HOLIDAYS])  # the order of events means nothing
    console.edit("foreign", order=1)
    console.edit("quiet", order=1)  # an order left out is not managed

    preview, gate = stack.preview("--refresh", "--diff"), stack.pulumi(*GATE, "--diff")

    assert (preview.exit_code, gate.exit_code) == (0, 0), gate.said
    assert "dynamic/liveperson" not in preview.said + gate.said
    assert "ac_revision" not in preview.said + gate.said


def test_a_declared_order_that_somebody_changed_is_drift_and_is_taken_back(
    stack: Stack, simulator: Simulator
) -> None:
    console = Console(simulator)
    console.edit("second", order=1)

    gate = stack.pulumi(*GATE, "--json")
    refreshed = stack.refresh("--yes", "--skip-preview")
    updated = stack.up()

    assert gate.exit_code == DRIFT_EXIT_CODE
    assert planned(gate) in ({"first": ["order"]}, {"second": ["order"]})  # one stands wrong to the other
    assert (refreshed.exit_code, updated.exit_code) == (0, 0), updated.said
    assert [each for each in console.sequence() if each in {"first", "second"}] == ["first", "second"]


def test_the_gate_finds_what_somebody_did_just_as_the_program_says_by_now(
    stack: Stack, simulator: Simulator
) -> None:
    Console(simulator).edit("first", enabled=False)
    stack.declare(PROGRAM.replace("order=order)", 'order=order, enabled=name != "first")'))

    preview = stack.preview("--refresh", "--expect-no-changes")
    gate = stack.pulumi(*GATE)

    assert (preview.exit_code, gate.exit_code) == (0, DRIFT_EXIT_CODE)
