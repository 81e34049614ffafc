"""A backend that is lost: a new one, and the same program."""

import shutil
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.backends.conftest import Begin
from tests.backends.places import Places
from tests.backends.test_stacks import PROGRAM
from tests.engine.killing import ids
from tests.engine.trial import Stack

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.mark.parametrize("kind", ["moto", "postgres"])
def test_an_update_into_a_new_backend_takes_over_what_the_lost_state_had(
    kind: str, places: Places, begin: Begin, simulator: Simulator
) -> None:
    lost = begin(places.make(kind))
    lost.apply(PROGRAM)
    before = ids(simulator)

    stack = Stack(lost.project, {**lost.environment, **places.make(kind).variables}, lost.name)
    stack.pulumi("stack", "init").ok()
    stack.up().ok()

    assert ids(simulator) == before
    assert set(stack.ids().values()) == set(before.values())
    stack.expect_no_changes()


def test_a_lost_state_is_restored_from_its_history(places: Places, begin: Begin) -> None:
    place = places.make("file")
    stack = begin(place)
    stack.apply(PROGRAM)
    stack.apply(PROGRAM.replace('"Closed"', '"Closed all day"'))
    kept = Path(place.url.removeprefix("file://").partition("?")[0]) / ".pulumi"
    [state] = kept.glob("stacks/*/trial.json")
    state.unlink()

    shutil.copy(max(kept.glob("history/*/trial/*.checkpoint.json")), state)

    stack.expect_no_changes()
