"""How many requests to the backend the commands need."""

import pytest

from liveperson_simulator.server import Simulator
from tests.backends.conftest import Begin
from tests.backends.places import Place, Places
from tests.engine.trial import Stack

pytestmark = [pytest.mark.engine, pytest.mark.slow]

TWELVE = """
for number in range(12):
    StatusReason(f"reason-{number}", text=f"Reason {number}")
"""


def cost(place: Place, stack: Stack, *command: str) -> int:
    """Run a command, and return how many requests the bucket gets."""
    assert place.log is not None
    before = len(place.log.read_text().splitlines())
    stack.pulumi(*command).ok()
    return len(place.log.read_text().splitlines()) - before


def costs(place: Place, stack: Stack) -> dict[str, int]:
    stack.declare(TWELVE)
    up = ("up", "--yes", "--skip-preview")
    return {
        "creates": cost(place, stack, *up),
        "no changes": cost(place, stack, *up),
        "preview": cost(place, stack, "preview", "--refresh"),
    }


def test_checkpoints_cost_a_hundred_requests_for_twelve_objects(
    places: Places, begin: Begin, simulator: Simulator
) -> None:
    place = places.make("moto")
    usual = costs(place, begin(place, "usual"))
    simulator.control.reset()
    place = places.make("moto")
    stack = begin(place, "skipped")
    stack.environment |= {"PULUMI_SKIP_CHECKPOINTS": "true"}
    skipped = costs(place, stack)

    assert 100 < usual["creates"] < 180
    assert usual["no changes"] == skipped["no changes"] == skipped["creates"] <= 30
    assert usual["preview"] == skipped["preview"] <= 12
