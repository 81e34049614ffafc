from pathlib import Path

import pytest

from tests.engine.conftest import pristine, stack, surroundings
from tests.fleet.checkout import Checkout

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
