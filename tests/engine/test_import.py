"""Objects that somebody has made in the console, taken over by `pulumi import` and by `import_`."""

import json
from collections.abc import Mapping

import pytest

from tests.engine.console import Body, Console
from tests.engine.trial import Run, Stack, resources

pytestmark = pytest.mark.engine

TYPE = "pulumi-python:dynamic/liveperson:"
OPTIONS = "--yes", "--skip-preview", "--protect=false", "--generate-code=false"
HOLIDAYS: Body = {
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
def ids(console: Console) -> dict[str, str]:
    """The ids of two objects that are there, by the names of their resources."""
    return {"holidays": console.make(**HOLIDAYS), "lunch": console.make(text="Lunch")}


def import_file(stack: Stack, *entries: Mapping[str, object]) -> Run:
    (stack.project / "import.json").write_text(json.dumps({"resources": entries}))
    return stack.pulumi("import", "--file", "import.json", *OPTIONS)


def assert_nothing_is_left_to_do(stack: Stack, ids: dict[str, str]) -> None:
    assert stack.ids() == ids
    stack.declare(DECLARED)
    stack.expect_no_changes()


def test_objects_are_imported_by_id_and_by_name(stack: Stack, ids: dict[str, str]) -> None:
    stack.pulumi("import", f"{TYPE}StatusReason", "lunch", ids["lunch"], *OPTIONS).ok()
    stack.pulumi("import", f"{TYPE}SpecialOccasion", "holidays", "name:Bank holidays", *OPTIONS).ok()

    assert_nothing_is_left_to_do(stack, ids)


@pytest.mark.needs_default("list_select")
def test_a_file_imports_several_objects_at_once(stack: Stack, console: Console, ids: dict[str, str]) -> None:
    console.control.clear_requests()

    import_file(
        stack,
        {"type": f"{TYPE}SpecialOccasion", "name": "holidays", "id": "name:Bank holidays"},
        {"type": f"{TYPE}StatusReason", "name": "lunch", "id": ids["lunch"]},
    ).ok()

    log = [each["path"] for each in console.control.requests() if "/configuration/" in each["path"]]
    assert len(log) == 2
    assert_nothing_is_left_to_do(stack, ids)


def test_entries_of_a_file_may_say_more(stack: Stack, ids: dict[str, str]) -> None:
    state = resources(exported_from_another(stack))[0]

    import_file(
        stack,
        {"type": state["type"], "name": "holidays", "id": ids["holidays"], **in_and_out(state)},
        {
            "type": f"{TYPE}StatusReason",
            "name": "lunch",
            "id": ids["lunch"],
            "inputs": {"on_conflict": "overwrite"},
        },
    ).ok()

    stack.declare(DECLARED.replace('"Lunch"', '"Lunch", on_conflict="overwrite"'))
    stack.preview("--expect-no-changes").ok()
    assert stack.ids() == ids


def exported_from_another(stack: Stack) -> str:
    """Return a state into which the objects were imported, and empty the stack again."""
    stack.pulumi("import", f"{TYPE}SpecialOccasion", "holidays", "name:Bank holidays", *OPTIONS)
    state = stack.state()
    stack.pulumi("state", "delete", "--yes", resources(state)[0]["urn"])
    return state


def in_and_out(state: dict[str, object]) -> dict[str, object]:
    return {name: state[name] for name in ("inputs", "outputs")}


def test_a_program_takes_over_what_it_names_and_shows_the_difference(
    stack: Stack, console: Console, ids: dict[str, str]
) -> None:
    option = WITH_OPTION.format(id=ids["lunch"])
    stack.declare(option.replace('"Closed"', '"On call"'))

    previewed = stack.preview("--json")
    applied = stack.up()

    assert previewed.operations == {"create": 1, "import": 2, "update": 1}
    assert previewed.changes["holidays"] == ["description"]
    assert applied.exit_code == 0, applied.said
    assert console.occasions["Bank holidays"]["description"] == "On call"
    stack.expect_no_changes()
    stack.declare(DECLARED.replace('"Closed"', '"On call"'))
    stack.expect_no_changes()
    assert stack.ids() == ids


def test_a_program_that_says_what_is_there_changes_nothing(stack: Stack, ids: dict[str, str]) -> None:
    stack.declare(WITH_OPTION.format(id=ids["lunch"]))

    applied = stack.up().ok()

    assert "= 2 imported" in applied.said
    assert "updated" not in applied.said
    assert_nothing_is_left_to_do(stack, ids)


@pytest.mark.parametrize(
    ("type_", "reference", "message"),
    [
        ("SpecialOccasion", "name:bank holidays", 'Did you mean "Bank holidays" (id {holidays})?'),
        ("Nonsense", "12345", f"Objects of the type {TYPE}Nonsense cannot be imported"),
    ],
)
def test_an_invalid_import_is_reported_in_one_message_and_leaves_no_state(
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
    assert stack.ids() == {}


def errors(diagnostics: str) -> list[str]:
    return [line for line in diagnostics.splitlines() if line.startswith("    error: ")]


def test_one_entry_that_cannot_be_meant_does_not_lose_the_others(stack: Stack, ids: dict[str, str]) -> None:
    unknown = {"type": f"{TYPE}StatusReason", "name": "unknown", "id": "12345"}
    known = {"type": f"{TYPE}StatusReason", "name": "lunch", "id": ids["lunch"]}

    refused = import_file(stack, unknown, known)
    assert refused.exit_code != 0
    assert "unknown" not in stack.ids()

    stack.pulumi("state", "delete", "--yes", *[each["urn"] for each in resources(stack.state())])
    import_file(stack, known).ok()
    assert stack.ids() == {"lunch": ids["lunch"]}


def test_a_program_that_names_an_unknown_object_writes_nothing(
    stack: Stack, console: Console, ids: dict[str, str]
) -> None:
    stack.declare(WITH_OPTION.format(id="12345").replace('"Closed"', '"On call"'))
    before = console.control.snapshot()

    previewed = stack.preview()

    assert previewed.exit_code != 0
    assert "has no status reason with the id 12345" in previewed.said
    assert console.control.snapshot() == before
    del ids


LOOKED_UP = """
from pulumi import ResourceOptions
StatusReason("lunch", text="Whatever", opts=ResourceOptions(id="{id}"))
"""


@pytest.mark.parametrize("host", ["ours", pytest.param("Pulumi's own", marks=pytest.mark.slow)])
def test_a_program_that_looks_up_what_is_not_there_fails_in_the_preview(
    stack: Stack, console: Console, host: str
) -> None:
    if host != "ours":
        stack.use_the_stock_host()
    held = console.make(text="Lunch")

    stack.declare(LOOKED_UP.format(id="4410099999"))
    failed = stack.preview()
    assert failed.exit_code != 0
    assert "has no status reason with the id 4410099999" in failed.said

    stack.apply(LOOKED_UP.format(id=held))
    [kept] = resources(stack.state())
    assert (kept["id"], kept["outputs"]["text"]) == (held, "Lunch")

    console.delete("Lunch")
    assert stack.preview().exit_code != 0
    stack.refresh("--yes").ok()
    assert resources(stack.state()) == []
