"""What a plan file holds, and what it lets through."""

from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.applied import Applied, Apply
from tests.engine.console import Console
from tests.engine.secrets import canaries, hits
from tests.engine.trial import Stack
from tests.engine.ways import CLIENT, sign_in_with

pytestmark = [pytest.mark.engine, pytest.mark.slow]

BOTH = """
SpecialOccasion("year-end", name="Year end", description={description!r})
StatusReason("lunch", text="Lunch")
"""
SAVED = ("preview", "--refresh", "--save-plan", "plan.json")
APPLIED = ("up", "--yes", "--skip-preview", "--plan", "plan.json")
SETTING = "liveperson:operationTimeout"


def declare(stack: Stack, description: str) -> None:
    stack.declare(BOTH.format(description=description))


@pytest.fixture(scope="module")
def applied(apply: Apply, running: Simulator) -> Applied:
    Console(running).make(name="Theirs")
    return apply(BOTH.format(description="Closed"))


@pytest.fixture
def stack(tmp_path: Path, applied: Applied, simulator: Simulator) -> Stack:
    """A stack whose program declares another description by now."""
    stack = applied.again(tmp_path, simulator)
    declare(stack, "On call")
    return stack


def test_a_plan_is_applied_although_revisions_have_moved(stack: Stack, console: Console) -> None:
    stack.pulumi(*SAVED).ok()
    console.edit("Theirs", description="Theirs")
    console.edit("Lunch", enabled=False)
    console.edit("Lunch", enabled=True)

    stack.pulumi(*APPLIED, "--refresh").ok()

    assert console.occasions["Year end"]["description"] == "On call"


def test_a_plan_refuses_a_program_and_a_setting_that_have_changed(stack: Stack, console: Console) -> None:
    stack.pulumi(*SAVED).ok()

    declare(stack, "Merged meanwhile")
    program = stack.pulumi(*APPLIED)
    declare(stack, "On call")
    stack.pulumi("config", "set", SETTING, "200").ok()
    setting = stack.pulumi(*APPLIED)

    assert [program.exit_code == 0, setting.exit_code == 0] == [False, False]
    assert "year-end violates plan: properties changed: ~~description" in program.said
    assert f"violates plan: properties changed: =+{SETTING}" in setting.said
    assert console.occasions["Year end"]["description"] == "Closed"


def test_a_plan_holds_secrets_in_the_form_in_which_the_state_has_them(
    stack: Stack, simulator: Simulator
) -> None:
    secrets = canaries(simulator, CLIENT)
    sign_in_with(stack, {"clientId": "simulator-client", **secrets})
    file = stack.project / "plan.json"

    stack.pulumi(*SAVED).ok()
    hidden = file.read_text()
    stack.pulumi(*SAVED, "--show-secrets").ok()
    shown = file.read_text()

    assert hits(hidden, [*secrets.values(), *simulator.control.issued()]) == []
    assert '"ciphertext"' in hidden
    assert hits(shown, secrets.values()) == list(secrets.values())
    assert hits(shown, simulator.control.issued()) == []


def test_a_refresh_between_review_and_update_takes_over_what_nobody_has_reviewed(
    stack: Stack, console: Console
) -> None:
    stack.pulumi(*SAVED).ok()
    console.edit("Year end", description="Theirs")

    stack.pulumi("refresh", "--yes", "--skip-preview").ok()
    stack.pulumi(*APPLIED).ok()

    assert console.occasions["Year end"]["description"] == "On call"
