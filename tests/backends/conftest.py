from collections.abc import Callable, Iterator
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


Begin = Callable[..., Stack]


@pytest.fixture
def begin(simulator: Simulator, surroundings: dict[str, str], tmp_path: Path) -> Begin:
    """What makes a new stack in a backend, in a project of a name."""

    def new(place: Place, project: str = "only") -> Stack:
        return begun_in(tmp_path / project, {**surroundings, **place.variables}, simulator.url)

    return new


@pytest.fixture
def stack(place: Place, begin: Begin) -> Stack:
    """A new stack in each kind of backend."""
    return begin(place)
