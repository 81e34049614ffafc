from collections.abc import Iterator
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.backends.places import KINDS, Place, Places
from tests.engine.conftest import console, surroundings
from tests.engine.trial import ACCOUNT, Stack, begun_in
from tests.skills import remove_skills

__all__ = ["console", "surroundings"]


@pytest.fixture
def simulator(simulator: Simulator) -> Simulator:
    """The simulator, whose account begins without any skill."""
    remove_skills(simulator.control, ACCOUNT)
    return simulator


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    with Places(tmp_path_factory.mktemp("places")) as found:
        yield found


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, places: Places) -> Place:
    """An empty backend of each kind."""
    return places.make(request.param)


@pytest.fixture
def stack(place: Place, simulator: Simulator, surroundings: dict[str, str], tmp_path: Path) -> Stack:
    """A new stack in each kind of backend."""
    return begun_in(tmp_path, {**surroundings, **place.variables}, simulator.url)
