"""What a plan file holds, and what it lets through."""

from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.applied import Applied
from tests.engine.secrets import canaries, hits
from tests.engine.trial import ACCOUNT, Stack
from tests.engine.ways import CLIENT, sign_in_with

pytestmark = [pytest.mark.engine, pytest.mark.slow]

OCCASIONS, REASONS = "specialoccasion", "status-reasons"
BOTH = """
SpecialOccasion("year-end", name="Year end", description={description!r})
StatusReason("lunch", text="Lunch")
"""
SAVED = ("preview", "--refresh", "--save-plan", "plan.json")
APPLIED = ("up", "--yes", "--skip-preview", "--plan", "plan.json")
SETTING = "liveperson:operationTimeout"


def declare(stack: Stack, description: str) -> None:
    stack.declare(BOTH.format(description=description))


def done(stack: Stack, *command: str) -> None:
    run = stack.pulumi(*command)
    assert run.exit_code == 0, run.said


@pytest.fixture(scope="module")
def applied(
    tmp_path_factory: pytest.TempPathFactory,
    surroundings: dict[str, str],
    pristine: Path,
    running: Simulator,
) -> Applied:
    running.control.reset()
    running.control.foreign_create(ACCOUNT, OCCASIONS, {"name": "Theirs", "events": []})
    program = BOTH.format(description="Closed")
    return Applied.after(program, tmp_path_factory.mktemp("applied"), pristine, surroundings, running)


@pytest.fixture
def stack(tmp_path: Path, applied: Applied, simulator: Simulator) -> Stack:
    """A stack whose program declares another description by now."""
    stack = applied.again(tmp_path, simulator)
    declare(stack, "On call")
    return stack


def description(simulator: Simulator) -> str:
    [occasion] = [
        each for each in simulator.control.objects(ACCOUNT, OCCASIONS) if each["name"] == "Year end"
    ]
    return str(occasion["description"])


def edit(simulator: Simulator, collection: str, name: str, **changes: object) -> None:
    found = simulator.control.objects(ACCOUNT, collection)
    [id_] = [each["id"] for each in found if name in {each.get("name"), each.get("text")}]
    simulator.control.foreign_update(ACCOUNT, collection, id_, changes)


def test_a_plan_is_applied_although_revisions_have_moved(stack: Stack, simulator: Simulator) -> None:
    done(stack, *SAVED)
    edit(simulator, OCCASIONS, "Theirs", description="Theirs")
    edit(simulator, REASONS, "Lunch", enabled=False)
    edit(simulator, REASONS, "Lunch", enabled=True)

    done(stack, *APPLIED, "--refresh")

    assert description(simulator) == "On call"


def test_a_plan_refuses_a_program_and_a_setting_that_have_changed(stack: Stack, simulator: Simulator) -> None:
    done(stack, *SAVED)

    declare(stack, "Merged meanwhile")
    program = stack.pulumi(*APPLIED)
    declare(stack, "On call")
    done(stack, "config", "set", SETTING, "200")
    setting = stack.pulumi(*APPLIED)

    assert [program.exit_code == 0, setting.exit_code == 0] == [False, False]
    assert "year-end violates plan: properties changed: ~~description" in program.said
    assert f"violates plan: properties changed: =+{SETTING}" in setting.said
    assert description(simulator) == "Closed"


def test_a_plan_holds_secrets_in_the_form_in_which_the_state_has_them(
    stack: Stack, simulator: Simulator
) -> None:
    secrets = canaries(simulator, CLIENT)
    sign_in_with(stack, {"clientId": "simulator-client", **secrets})
    file = stack.project / "plan.json"

    done(stack, *SAVED)
    hidden = file.read_text()
    done(stack, *SAVED, "--show-secrets")
    shown = file.read_text()

    assert hits(hidden, [*secrets.values(), *simulator.control.issued()]) == []
    assert '"ciphertext"' in hidden
    assert hits(shown, secrets.values()) == list(secrets.values())
    assert hits(shown, simulator.control.issued()) == []


def test_a_refresh_between_review_and_update_takes_over_what_nobody_has_reviewed(
    stack: Stack, simulator: Simulator
) -> None:
    done(stack, *SAVED)
    edit(simulator, OCCASIONS, "Year end", description="Theirs")

    done(stack, "refresh", "--yes", "--skip-preview")
    done(stack, *APPLIED)

    assert description(simulator) == "On call"
