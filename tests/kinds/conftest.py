from collections.abc import Iterator
from pathlib import Path

import pytest

from liveperson_simulator.kind import KINDS
from liveperson_simulator.server import Simulator
from pulumi_liveperson import registry
from tests import warm
from tests.engine.conftest import surroundings
from tests.engine.trial import Stack, begun
from tests.host.conftest import engine, our_hosts
from tests.host.our_host import OurHosts
from tests.kinds import greeting
from tests.kinds.known_everywhere import python_path

__all__ = ["engine", "our_hosts", "surroundings"]


@pytest.fixture
def registered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Make the kind known here; return the PYTHONPATH with which every other Python begins so."""
    warm.environment()  # which is not to know it
    greeting.register()
    yield python_path(tmp_path_factory.mktemp("kinds"))
    del registry._REGISTRATIONS[greeting.GREETING.type_name], KINDS[greeting.Greetings.name]


@pytest.fixture
def simulator(registered: str) -> Iterator[Simulator]:
    del registered  # before it starts
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def hosts(registered: str, monkeypatch: pytest.MonkeyPatch, our_hosts: OurHosts) -> OurHosts:
    monkeypatch.setenv("PYTHONPATH", registered)
    return our_hosts


@pytest.fixture
def stack(tmp_path: Path, surroundings: dict[str, str], registered: str, simulator: Simulator) -> Stack:
    """A new stack in a project of its own."""
    return begun(tmp_path, {**surroundings, "PYTHONPATH": registered}, simulator.url)
