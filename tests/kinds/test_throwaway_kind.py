"""A kind that is registered, and of which nothing else knows, works everywhere."""

import json
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import command
from tests.engine.trial import ACCOUNT, Stack
from tests.host.our_host import OurHosts

HELLO = {"title": "Hello", "description": "Good day", "tone": "Warm", "is_standard": False}
PROGRAM = """
from pulumi_liveperson import Greeting
Greeting("hello", title="Hello", description="{words}")
Greeting("bye", title="Bye", description="So long", is_standard=True)
"""


def live(simulator: Simulator) -> dict[str, dict[str, Any]]:
    found = simulator.control.objects(ACCOUNT, "greetings")
    return {each["title"]: each for each in found if not each["deleted"]}


def write(simulator: Simulator, **fields: Any) -> str:
    """Let a colleague create one."""
    whole = {"title": "Hello", "description": "Good day", "tone": "Warm", "isStandard": False, **fields}
    return str(simulator.control.foreign_create(ACCOUNT, "greetings", whole)["id"])


def edit(simulator: Simulator, id_: str, **fields: Any) -> None:
    simulator.control.foreign_update(ACCOUNT, "greetings", id_, fields)


@pytest.fixture
def applied(stack: Stack, simulator: Simulator) -> Stack:
    """A stack of two, of which one is the default; somebody else has one more."""
    stack.declare(PROGRAM.format(words="Good day"))
    done = stack.up()
    assert done.exit_code == 0, done.said
    write(simulator, title="Theirs", description="Hi")
    return stack


def test_our_host_drives_its_whole_life(hosts: OurHosts, simulator: Simulator) -> None:
    host = hosts.start()
    made = host.create("Greeting", HELLO)
    assert not host.diff(made, HELLO).changes
    changed = host.update(made, {**HELLO, "tone": "Cool"})
    assert live(simulator)["Hello"]["tone"] == "Cool"

    edit(simulator, made.id, description="Moin")
    assert hosts.start().read(changed).inputs["description"] == "Moin"
    assert hosts.start().import_("liveperson:Greeting", "name:Hello").id == made.id
    edit(simulator, made.id, description="Good day")
    hosts.start().delete(changed)

    assert live(simulator) == {}


def test_the_engine_drives_its_whole_life(stack: Stack, simulator: Simulator) -> None:
    stack.declare(PROGRAM.format(words="Good day"))
    assert stack.up().exit_code == 0
    assert {title: each["isStandard"] for title, each in live(simulator).items()} == {
        "Hello": False,
        "Bye": True,
    }
    assert stack.preview("--refresh", "--expect-no-changes").exit_code == 0

    stack.declare(PROGRAM.format(words="Good morning"))
    assert stack.preview("--json").changes == {"hello": ["description"]}
    assert stack.up().exit_code == 0

    edit(simulator, str(live(simulator)["Hello"]["id"]), description="Moin")
    assert stack.refresh("--yes", "--skip-preview").exit_code == 0
    assert stack.preview("--json").changes == {"hello": ["description"]}
    assert stack.destroy().exit_code == 0

    assert live(simulator) == {}


def test_a_program_with_two_defaults_is_refused(stack: Stack) -> None:
    stack.declare(PROGRAM.format(words="Good day").replace('day")', 'day", is_standard=True)'))

    done = stack.up()

    assert 'Greeting "hello" and Greeting "bye": only one of them can be the default' in done.said


@pytest.mark.slow
def test_it_is_imported_by_its_id(stack: Stack, simulator: Simulator) -> None:
    id_ = write(simulator, tone="Cool")

    what = ["pulumi-python:dynamic/liveperson:Greeting", "hello", id_]
    done = stack.pulumi("import", *what, "--yes", "--protect=false", "--generate-code=false")

    assert done.exit_code == 0, done.said
    stack.declare(
        "from pulumi_liveperson import Greeting\n"
        'Greeting("hello", title="Hello", description="Good day", tone="Cool")'
    )
    assert stack.preview("--json").changes == {}


@pytest.mark.slow
def test_an_export_declares_and_imports_it(stack: Stack, simulator: Simulator) -> None:
    write(simulator, tone="Cool")
    write(simulator, title="Bye", isStandard=True)
    (stack.project / "stacks" / "trial.py").unlink()

    written = command(stack, "export", "--stack", "trial", "--type", "greeting")
    imported = command(stack, "export", "--stack", "trial", "--import")

    assert (written.exit_code, imported.exit_code) == (0, 0), written.beside + imported.beside
    program = (stack.project / "stacks" / "trial.py").read_text()
    assert 'Greeting("hello", title="Hello", description="Good day", tone="Cool")' in program
    assert 'Greeting("bye", title="Bye", description="Good day", is_standard=True)' in program
    assert stack.preview("--json").changes == {}


@pytest.mark.slow
def test_a_comparison_tells_it_by_its_fields(applied: Stack, simulator: Simulator) -> None:
    edit(simulator, str(live(simulator)["Hello"]["id"]), description="Moin")

    done = command(applied, "compare", "trial", "live:trial", "--format", "text")

    assert "Hello  description becomes “Moin”, was “Good day”" in done.said
    assert "Theirs  short greeting; description: “Hi”; tone: “Warm”" in done.said


@pytest.mark.slow
def test_a_snapshot_is_restored(applied: Stack, simulator: Simulator) -> None:
    control = simulator.control
    hello = str(live(simulator)["Hello"]["id"])
    skill = control.objects(ACCOUNT, "skills")[0]
    control.foreign_update(ACCOUNT, "skills", skill["id"], {"greetingId": int(hello)})
    control.foreign_create(
        ACCOUNT,
        "specialoccasion",
        {"name": "Holidays", "description": "Closed", "isDefault": True, "events": []},
    )
    taken = command(applied, "snapshot", "--stack", "trial", "--output", "before.json")
    assert taken.exit_code == 0, taken.beside
    before = live(simulator)
    edit(simulator, hello, description="Moin")
    write(simulator, title="Later", isStandard=True)

    done = command(applied, "restore", "before.json", "--stack", "trial", "--yes")

    assert done.exit_code == 0, done.said + done.beside
    after = live(simulator)
    assert after.pop("Later")["isStandard"] is False
    assert after == before
    held = json.loads((applied.project / "before.json").read_text())["collections"]
    assert held["Greeting"]["skills"] == {hello: [skill["name"]]}
    assert held["SpecialOccasion"]["skills"] == {}


@pytest.mark.slow
def test_a_report_tells_it_by_its_fields(applied: Stack) -> None:
    applied.declare(PROGRAM.format(words="Good morning").replace(", is_standard=True", ""))
    (applied.project / "preview.json").write_text(applied.preview("--json").said)

    done = command(applied, "report", "preview.json", "--format", "text", "--no-default-change")

    assert "Default greeting\n  Bye: is no longer the account's default greeting." in done.said
    assert "Changed\n  Hello: description becomes “Good morning”, was “Good day”." in done.said
    assert "the account's default greeting would change" in done.said


@pytest.mark.slow
def test_what_no_resource_manages_is_listed(applied: Stack, simulator: Simulator) -> None:
    done = command(applied, "unmanaged", "--stack", "trial")

    assert f"short greeting  {live(simulator)['Theirs']['id']}  Theirs" in done.said


@pytest.mark.slow
def test_the_doctor_looks_at_it(applied: Stack) -> None:
    done = command(applied, "doctor", "--stack", "trial", "--json")

    says = {each["check"]: each["says"] for each in done.json["findings"]}
    assert says["program"] == "Declares 2 short greetings."
    assert says["short greetings"].startswith("Readable: 3 objects")
    assert says["skills"] == "Readable: no skills with a short greeting."
