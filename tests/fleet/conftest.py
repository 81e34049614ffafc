from collections.abc import Callable
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.conftest import pristine, stack, surroundings
from tests.fleet.checkout import Checkout
from tests.fleet.project import Project, stacks

__all__ = ["pristine", "stack", "surroundings"]


@pytest.fixture
def project(tmp_path: Path) -> Checkout:
    """A project with a table, and without files of its stacks."""
    return Checkout(tmp_path / "repository")


@pytest.fixture(scope="session")
def pristine_written(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    project = Checkout(tmp_path_factory.mktemp("pristine") / "repository")
    assert project.fleet("files").exit_code == 0
    return project


@pytest.fixture
def written(pristine_written: Checkout, tmp_path: Path) -> Checkout:
    """A project whose files are as the table says."""
    return pristine_written.copied(tmp_path / "repository")


@pytest.fixture(scope="session")
def pristine_many(
    tmp_path_factory: pytest.TempPathFactory, surroundings: dict[str, str], running: Simulator
) -> Callable[[Path], Project]:
    """What copies a project with four applied stacks, and lets the simulator have their accounts."""
    running.control.reset()
    project = Project.made(tmp_path_factory.mktemp("fleet"), running, surroundings, stacks(4))
    accounts = running.control.snapshot()

    def copied(folder: Path) -> Project:
        running.control.restore(accounts)
        return project.copied(folder)

    return copied


@pytest.fixture
def many(tmp_path: Path, simulator: Simulator, pristine_many: Callable[[Path], Project]) -> Project:
    """A project with the stacks acme-01 to acme-04, which are applied."""
    del simulator  # empty at the start of the test
    return pristine_many(tmp_path / "fleet")
