"""Objects that somebody has made in the console, taken over by `pulumi import` and by `import_`."""

import json
from collections.abc import Mapping

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Run, Stack, resources

pytestmark = pytest.mark.engine

TYPE = "pulumi-python:dynamic/liveperson:"
OPTIONS = "--yes", "--skip-preview", "--protect=false", "--generate-code=false"
HOLIDAYS = {
    "name": "Bank holidays",
    "description": "Closed",
    "isDefault": True,
    "events": [
        {
            "meta": {"working": False, "name": "closed"},
            "start": {"dateTime": "2026-12-24T00:00:00", "timeZone": "Europe/Lisbon"},
            "end": {"dateTime": "2026-12-24T23:59:00", "timeZone": "Europe/Lisbon"},
            "recurrence": ["RRULE:FREQ=DAILY;COUNT=9;INTERVAL=1"],
        },
        {
            "meta": {"working": False, "name": "closed"},
            "start": {"dateTime": "2027-04-25", "timeZone": "Europe/Lisbon"},
            "end": {"dateTime": "2027-04-25", "timeZone": "Europe/Lisbon"},
            "recurrence": [],
        },
    ],
}
PROGRAM = """
from pulumi import ResourceOptions as Options
A_DATE = dict(date_time="2027-04-25", time_zone="Europe/Lisbon")
A_DAY = dict(meta=dict(working=False, name="closed"), start=A_DATE, end=A_DATE)
SpecialOccasion("holidays", name="Bank holidays", description="Closed", is_default=True,
    events=[closed("2026-12-24", days=9, time_zone="Europe/Lisbon"), A_DAY]{holidays})
StatusReason("lunch", text="Lunch"{lunch})
"""
DECLARED = PROGRAM.format(holidays="", lunch="")
WITH_OPTION = PROGRAM.format(
    holidays=', opts=Options(import_="name:Bank holidays")', lunch=', opts=Options(import_="{id}")'
)


@pytest.fixture
def ids(simulator: Simulator) -> dict[str, str]:
    """The ids of two objects that are there, by the names of their resources."""
    control = simulator.control
    reason = {"text": "Lunch", "state": "Away", "enabled": True}
    made = {
        "holidays": control.foreign_create(ACCOUNT, "specialoccasion", HOLIDAYS),
        "lunch": control.foreign_create(ACCOUNT, "status-reasons", reason),
    }
    return {name: str(each["id"]) for name, each in made.items()}


def taken_over(stack: Stack) -> dict[str, str]:
    """Return the ids of the resources in the state, by their names."""
    return {each["urn"].rpartition("::")[2]: each["id"] for each in resources(stack.state())}


def import_file(stack: Stack, *entries: Mapping[str, object]) -> Run:
    (stack.project / "import.json").write_text(json.dumps({"resources": entries}))
    return stack.pulumi("import", "--file", "import.json", *OPTIONS)


def assert_nothing_is_left_to_do(stack: Stack, ids: dict[str, str]) -> None:
    assert taken_over(stack) == ids
    stack.declare(DECLARED)
    after = stack.preview("--refresh", "--expect-no-changes")
    assert after.exit_code == 0, after.said


def test_objects_are_imported_by_id_and_by_name(stack: Stack, ids: dict[str, str]) -> None:
    by_id = stack.pulumi("import", f"{TYPE}StatusReason", "lunch", ids["lunch"], *OPTIONS)
    by_name = stack.pulumi("import", f"{TYPE}SpecialOccasion", "holidays", "name:Bank holidays", *OPTIONS)

    assert by_id.exit_code == 0, by_id.said
    assert by_name.exit_code == 0, by_name.said
    assert_nothing_is_left_to_do(stack, ids)


def test_a_file_imports_several_objects_at_once(
    stack: Stack, simulator: Simulator, ids: dict[str, str]
) -> None:
    simulator.control.clear_requests()

    imported = import_file(
        stack,
        {"type": f"{TYPE}SpecialOccasion", "name": "holidays", "id": "name:Bank holidays"},
        {"type": f"{TYPE}StatusReason", "name": "lunch", "id": ids["lunch"]},
    )

    assert imported.exit_code == 0, imported.said
    log = [each["path"] for each in simulator.control.requests() if "/configuration/" in each["path"]]
    assert len(log) == 2
    assert_nothing_is_left_to_do(stack, ids)


def test_entries_of_a_file_may_say_more(stack: Stack, ids: dict[str, str]) -> None:
    state = resources(exported_from_another(stack))[0]

    imported = import_file(
        stack,
        {"type": state["type"], "name": "holidays", "id": ids["holidays"], **in_and_out(state)},
        {
            "type": f"{TYPE}StatusReason",
            "name": "lunch",
            "id": ids["lunch"],
            "inputs": {"on_conflict": "overwrite"},
        },
    )

    assert imported.exit_code == 0, imported.said
    stack.declare(DECLARED.replace('"Lunch"', '"Lunch", on_conflict="overwrite"'))
    assert stack.preview("--expect-no-changes").exit_code == 0
    assert taken_over(stack) == ids


def exported_from_another(stack: Stack) -> str:
    """Return a state into which the objects were imported, and empty the stack again."""
    stack.pulumi("import", f"{TYPE}SpecialOccasion", "holidays", "name:Bank holidays", *OPTIONS)
    state = stack.state()
    stack.pulumi("state", "delete", "--yes", resources(state)[0]["urn"])
    return state


def in_and_out(state: dict[str, object]) -> dict[str, object]:
    return {name: state[name] for name in ("inputs", "outputs")}


def test_a_program_takes_over_what_it_names_and_shows_the_difference(
    stack: Stack, simulator: Simulator, ids: dict[str, str]
) -> None:
    option = WITH_OPTION.format(id=ids["lunch"])
    stack.declare(option.replace('"Closed"', '"On call"'))

    previewed = stack.preview("--json")
    applied = stack.up()

    assert previewed.operations == {"create": 1, "import": 2, "update": 1}
    assert previewed.changes["holidays"] == ["description"]
    assert applied.exit_code == 0, applied.said
    [occasion] = simulator.control.objects(ACCOUNT, "specialoccasion")
    assert occasion["description"] == "On call"
    again = stack.preview("--refresh", "--expect-no-changes")
    assert again.exit_code == 0, again.said
    stack.declare(DECLARED.replace('"Closed"', '"On call"'))
    assert stack.preview("--refresh", "--expect-no-changes").exit_code == 0
    assert taken_over(stack) == ids


def test_a_program_that_says_what_is_there_changes_nothing(stack: Stack, ids: dict[str, str]) -> None:
    stack.declare(WITH_OPTION.format(id=ids["lunch"]))

    applied = stack.up()

    assert applied.exit_code == 0, applied.said
    assert "= 2 imported" in applied.said
    assert "updated" not in applied.said
    assert_nothing_is_left_to_do(stack, ids)


@pytest.mark.parametrize(
    ("type_", "reference", "message"),
    [
        ("SpecialOccasion", "name:bank holidays", 'Did you mean "Bank holidays" (id {holidays})?'),
        ("Nonsense", "12345", f"Nothing of the type {TYPE}Nonsense can be imported"),
    ],
)
def test_what_cannot_be_meant_is_told_in_one_message_and_leaves_no_state(
    stack: Stack, ids: dict[str, str], type_: str, reference: str, message: str
) -> None:
    refused = stack.pulumi("import", TYPE + type_, "holidays", reference.format(**ids), *OPTIONS)

    assert refused.exit_code != 0
    diagnostics = refused.said.partition("Diagnostics:\n")[2].partition("Resources:\n")[0]
    told = {
        line.rpartition(": step application failed: ")[2].removeprefix("    error: ")
        for line in errors(diagnostics)
    }
    assert len(told) == 1
    assert message.format(**ids) in told.pop()
    assert "Traceback" not in refused.said
    assert taken_over(stack) == {}


def errors(diagnostics: str) -> list[str]:
    return [line for line in diagnostics.splitlines() if line.startswith("    error: ")]


def test_one_entry_that_cannot_be_meant_does_not_lose_the_others(stack: Stack, ids: dict[str, str]) -> None:
    unknown = {"type": f"{TYPE}StatusReason", "name": "unknown", "id": "12345"}
    known = {"type": f"{TYPE}StatusReason", "name": "lunch", "id": ids["lunch"]}

    refused = import_file(stack, unknown, known)
    assert refused.exit_code != 0
    assert "unknown" not in taken_over(stack)

    stack.pulumi("state", "delete", "--yes", *[each["urn"] for each in resources(stack.state())])
    assert import_file(stack, known).exit_code == 0
    assert taken_over(stack) == {"lunch": ids["lunch"]}


def test_a_program_that_names_an_unknown_object_writes_nothing(
    stack: Stack, simulator: Simulator, ids: dict[str, str]
) -> None:
    stack.declare(WITH_OPTION.format(id="12345").replace('"Closed"', '"On call"'))
    before = simulator.control.snapshot()

    previewed = stack.preview()

    assert previewed.exit_code != 0
    assert "holds no status reason with the id 12345" in previewed.said
    assert simulator.control.snapshot() == before
    del ids


LOOKED_UP = """
from pulumi import ResourceOptions
StatusReason("lunch", text="Whatever", opts=ResourceOptions(id="{id}"))
"""


@pytest.mark.parametrize("host", ["ours", pytest.param("Pulumi's own", marks=pytest.mark.slow)])
def test_a_program_that_looks_up_what_is_not_there_fails_in_the_preview(
    stack: Stack, simulator: Simulator, host: str
) -> None:
    if host != "ours":
        stack.use_the_stock_host()
    held = simulator.control.foreign_create(ACCOUNT, "status-reasons", {"text": "Lunch", "state": "Away"})

    stack.declare(LOOKED_UP.format(id="4410099999"))
    failed = stack.preview()
    assert failed.exit_code != 0
    assert "holds no status reason with the id 4410099999" in failed.said

    stack.declare(LOOKED_UP.format(id=held["id"]))
    found = stack.up()
    assert found.exit_code == 0, found.said
    [kept] = resources(stack.state())
    assert (kept["id"], kept["outputs"]["text"]) == (str(held["id"]), "Lunch")

    simulator.control.foreign_delete(ACCOUNT, "status-reasons", str(held["id"]))
    assert stack.preview().exit_code != 0
    assert stack.refresh("--yes").exit_code == 0
    assert resources(stack.state()) == []
