"""The life of a stack in each backend, by the commands of an operator."""

import pytest

from tests.backends.conftest import Begin
from tests.backends.places import AWS, DATABASE_PASSWORD, Place
from tests.cli.commands import command
from tests.engine.console import Console
from tests.engine.trial import SECRET, Stack

pytestmark = [pytest.mark.engine, pytest.mark.slow]

PROGRAM = """
SpecialOccasion(
    "year-end",
    name="Year end",
    description="Closed",
    events=[closed("2027-12-31", time_zone="Europe/Lisbon")],
)
StatusReason("lunch", text="Lunch")
"""


def test_a_stack_is_created_changed_refreshed_and_destroyed(stack: Stack, console: Console) -> None:
    stack.declare(PROGRAM)
    assert stack.preview("--json").ok().operations["create"] >= 2
    stack.up().ok()
    stack.expect_no_changes()

    console.edit("Year end", description="Closed, on call only")
    drifted = stack.preview("--refresh", "--json").ok()
    stack.refresh("--yes", "--skip-preview").ok()
    refreshed = stack.preview("--json").ok()
    stack.apply(PROGRAM.replace('"Closed"', '"Closed all day"'))

    assert drifted.changes["year-end"] == refreshed.changes["year-end"] == ["description"]
    assert console.occasions["Year end"]["description"] == "Closed all day"
    stack.expect_no_changes()
    stack.destroy().ok()
    assert (console.occasions, console.reasons, stack.ids()) == ({}, {}, {})
    stack.pulumi("stack", "rm", "--yes").ok()
    assert "no stack named" in stack.preview().said


def test_secrets_need_the_passphrase_and_the_doctor_shows_none(stack: Stack, place: Place) -> None:
    stack.apply(PROGRAM)
    shown = ("config", "get", "liveperson:clientSecret")

    doctor = command(stack, "doctor", "--stack", stack.name)

    assert SECRET not in stack.state()
    assert SECRET in stack.pulumi(*shown).ok().said
    wrong = stack.pulumi(*shown, PULUMI_CONFIG_PASSPHRASE="another")
    assert wrong.exit_code != 0
    assert "incorrect passphrase" in wrong.said
    assert doctor.exit_code == 0, doctor.said + doctor.beside
    assert f"Stored in {place.url.partition(':')[0]}://" in " ".join(doctor.said.split())
    assert DATABASE_PASSWORD not in doctor.said
    assert AWS["AWS_SECRET_ACCESS_KEY"] not in doctor.said


def test_rings_in_one_backend_have_states_of_their_own(place: Place, begin: Begin) -> None:
    dev, prod = (begin(place.ring(each), each) for each in ("dev", "prod"))

    dev.apply(PROGRAM)

    assert len(dev.ids()) == 2
    assert prod.ids() == {}
