"""Two entries of a state with one LivePerson id: the object that a kept resource has stays."""

import json
from typing import Any

import pytest

from tests.engine.console import Console
from tests.engine.trial import Run, Stack, resources

pytestmark = pytest.mark.engine

TYPE = "pulumi-python:dynamic/liveperson:StatusReason"
HUDDLE = 'StatusReason("huddle", text="Huddle")'
STAND_UP = 'StatusReason("stand-up", text="Huddle")'
FAILING = 'StatusReason("failing", text="Failing")'
IMPORTED = """
from pulumi import ResourceOptions
StatusReason("stand-up", text="Huddle", opts=ResourceOptions(import_="name:Huddle"))
"""


def texts(console: Console) -> dict[str, str]:
    """Return the ids of the live status reasons by text."""
    return {text: str(each["id"]) for text, each in console.reasons.items()}


def entries(stack: Stack) -> list[tuple[str, str]]:
    """Return the resources of the state and the ids of their objects; a pending delete is marked."""
    found = resources(stack.state())
    return sorted(
        (each["urn"].rpartition("::")[2] + ("!" if each.get("delete") else ""), each["id"]) for each in found
    )


def urn(name: str) -> str:
    return f"urn:pulumi:trial::liveperson-accounts::{TYPE}::{name}"


def up(stack: Stack, program: str, *options: str) -> Run:
    stack.declare(program)
    return stack.up(*options)


@pytest.fixture
def huddle(stack: Stack, console: Console) -> str:
    """The id of the object of the resource huddle."""
    up(stack, HUDDLE).ok()
    return texts(console)["Huddle"]


@pytest.fixture
def shared(stack: Stack, console: Console, huddle: str) -> str:
    """The id of the object that two entries of the state have, after a rename that ended half-way."""
    console.control.add_fault("status_before", method="POST", path="status-reasons", status=400)
    failed = up(stack, f"{STAND_UP}\n{FAILING}")
    assert failed.exit_code != 0
    assert entries(stack) == [("huddle", huddle), ("stand-up", huddle)], failed.said
    console.control.clear_faults()
    return huddle


def edited(stack: Stack, change: Any) -> None:
    """Change the entries of the state."""
    state = json.loads(stack.state())
    change(state["deployment"]["resources"])
    file = stack.project / "state.json"
    file.write_text(json.dumps(state))
    stack.pulumi("stack", "import", "--file", str(file)).ok()


def named(found: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """Return the entry of a resource."""
    return next(each for each in found if each["urn"].endswith(f"::{name}"))


def test_a_rename_that_ended_half_way_is_completed_by_the_next_update(
    stack: Stack, console: Console, shared: str
) -> None:
    done = up(stack, STAND_UP).ok()

    assert "stays in LivePerson" in done.said
    assert entries(stack) == [("stand-up", shared)]
    assert texts(console) == {"Huddle": shared}


@pytest.mark.slow
def test_a_rename_that_ended_half_way_can_be_taken_back(stack: Stack, console: Console, shared: str) -> None:
    up(stack, HUDDLE).ok()

    assert entries(stack) == [("huddle", shared)]
    assert texts(console) == {"Huddle": shared}


@pytest.mark.parametrize("command", [pytest.param("up", marks=pytest.mark.slow), "destroy"])
def test_the_old_entry_alone_can_be_deleted(
    stack: Stack, console: Console, shared: str, command: str
) -> None:
    stack.declare(STAND_UP)

    stack.pulumi(command, "--yes", "--skip-preview", "--target", urn("huddle")).ok()

    assert entries(stack) == [("stand-up", shared)]
    assert texts(console) == {"Huddle": shared}


@pytest.mark.slow
def test_the_last_entry_takes_the_object_with_it(stack: Stack, console: Console, shared: str) -> None:
    del shared
    stack.destroy("--target", urn("huddle"), "--target", urn("stand-up")).ok()

    assert texts(console) == {}


def test_an_entry_whose_replacement_is_pending_holds_no_object(
    stack: Stack, console: Console, shared: str
) -> None:
    del shared
    edited(stack, lambda found: named(found, "stand-up").update(pendingReplacement=True))

    stack.destroy("--target", urn("huddle")).ok()

    assert texts(console) == {}


@pytest.mark.slow
@pytest.mark.parametrize("older", ["huddle", "stand-up"])
def test_an_entry_that_knows_the_object_as_it_was_before_another_one_wrote_it_is_no_conflict(
    stack: Stack, console: Console, shared: str, older: str
) -> None:
    del shared
    edited(stack, lambda found: named(found, older)["outputs"].update(state="Online"))

    stack.destroy("--parallel", "1").ok()

    assert texts(console) == {}


def test_a_resource_that_depends_on_one_that_fails_keeps_its_object(
    stack: Stack, console: Console, shared: str
) -> None:
    console.control.add_fault("status_before", method="POST", path="status-reasons", status=400, times=9)
    waiting = STAND_UP.replace(")", ", opts=ResourceOptions(depends_on=[first]))")

    done = up(
        stack, f"from pulumi import ResourceOptions\nfirst = {FAILING}\n{waiting}", "--continue-on-error"
    )

    assert done.exit_code != 0
    assert texts(console) == {"Huddle": shared}
    assert ("stand-up", shared) in entries(stack)


@pytest.mark.slow
def test_a_targeted_rename_is_completed_by_the_next_update(
    stack: Stack, console: Console, huddle: str
) -> None:
    up(stack, STAND_UP, "--target", urn("stand-up")).ok()

    stack.up().ok()

    assert entries(stack) == [("stand-up", huddle)]
    assert texts(console) == {"Huddle": huddle}


def test_an_object_can_be_imported_from_a_resource_that_is_removed(
    stack: Stack, console: Console, huddle: str
) -> None:
    up(stack, IMPORTED).ok()

    assert entries(stack) == [("stand-up", huddle)]
    assert texts(console) == {"Huddle": huddle}


def test_an_import_of_what_a_kept_resource_has_is_refused(
    stack: Stack, console: Console, huddle: str
) -> None:
    by_command = stack.pulumi("import", TYPE, "again", huddle, "--yes", "--generate-code=false")
    unchanged = entries(stack)
    by_program = up(stack, f"{HUDDLE}\n{IMPORTED}")

    assert by_command.exit_code != 0
    assert "belongs to another resource of this stack" in by_command.said
    assert unchanged == [("huddle", huddle)]
    assert by_program.exit_code != 0
    assert texts(console) == {"Huddle": huddle}


@pytest.mark.slow
def test_a_pending_delete_of_a_kept_object_deletes_the_entry_alone(
    stack: Stack, console: Console, huddle: str
) -> None:
    edited(stack, lambda found: found.append({**found[-1], "delete": True}))
    assert entries(stack) == [("huddle", huddle), ("huddle!", huddle)]

    stack.up().ok()

    assert entries(stack) == [("huddle", huddle)]
    assert texts(console) == {"Huddle": huddle}


@pytest.mark.slow
def test_a_pending_delete_of_another_object_deletes_it(stack: Stack, console: Console, huddle: str) -> None:
    other = console.make(text="Old")

    def replaced(found: list[Any]) -> None:
        outputs = {**found[-1]["outputs"], "text": "Old"}
        found.append({**found[-1], "id": other, "outputs": outputs, "delete": True})

    edited(stack, replaced)

    stack.up().ok()

    assert entries(stack) == [("huddle", huddle)]
    assert texts(console) == {"Huddle": huddle}


def test_an_object_that_is_replaced_is_deleted_before_it_is_made_again(
    stack: Stack, console: Console, huddle: str
) -> None:
    options = 'from pulumi import ResourceOptions\nopts = ResourceOptions(replace_on_changes=["state"])\n'

    up(stack, options + 'StatusReason("huddle", text="Huddle", state="Online", opts=opts)').ok()

    [(_, made)] = entries(stack)
    assert made != huddle
    assert texts(console) == {"Huddle": made}


@pytest.mark.parametrize("way", ["--replace", pytest.param("taint", marks=pytest.mark.slow)])
def test_a_replacement_that_pulumi_would_create_first_says_what_to_do(
    stack: Stack, console: Console, huddle: str, way: str
) -> None:
    options: tuple[str, ...] = ("--replace", urn("huddle"))
    if way == "taint":
        stack.pulumi("state", "taint", urn("huddle"), "--yes").ok()
        options = ()

    refused = stack.up(*options)

    assert refused.exit_code != 0
    assert "ResourceOptions(delete_before_replace=True)" in refused.said
    assert texts(console) == {"Huddle": huddle}
    opts = "opts=ResourceOptions(delete_before_replace=True)"
    up(
        stack, f'from pulumi import ResourceOptions\nStatusReason("huddle", text="Huddle", {opts})', *options
    ).ok()
    [(_, made)] = entries(stack)
    assert made != huddle
    assert texts(console) == {"Huddle": made}
