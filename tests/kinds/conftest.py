from collections.abc import Iterator
from pathlib import Path

import pytest

from liveperson_simulator import collection
from liveperson_simulator.server import Simulator
from pulumi_liveperson import registry
from tests import warm
from tests.engine.conftest import surroundings
from tests.engine.trial import Stack, begun
from tests.host.our_host import Engine, OurHosts
from tests.kinds import greeting
from tests.kinds.known_everywhere import python_path

__all__ = ["surroundings"]


@pytest.fixture(scope="session")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Make the kind known here; return the PYTHONPATH with which every other Python begins so."""
    warm.environment()  # which is not to know it
    greeting.register()
    yield python_path(tmp_path_factory.mktemp("kinds"))
    del registry._REGISTRATIONS[greeting.GREETING.type_name], collection.KINDS[greeting.Greetings.name]


@pytest.fixture(scope="session")
def serving(registered: str) -> Iterator[Simulator]:
    del registered
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def simulator(serving: Simulator) -> Simulator:
    serving.control.reset()
    return serving


@pytest.fixture
def hosts(
    tmp_path: Path, registered: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OurHosts]:
    monkeypatch.setenv("PYTHONPATH", registered)
    with Engine() as engine:
        hosts = OurHosts(tmp_path, engine, simulator.url)
        with hosts.running:
            yield hosts


@pytest.fixture
def stack(tmp_path: Path, surroundings: dict[str, str], registered: str, simulator: Simulator) -> Stack:
    """A new stack in a project of its own."""
    return begun(tmp_path, {**surroundings, "PYTHONPATH": registered}, simulator.url)
