from pathlib import Path

import pytest

from tests.engine.conftest import pristine, stack, surroundings
from tests.fleet.project import Project

__all__ = ["pristine", "stack", "surroundings"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with a table, and without files of its stacks."""
    return Project(tmp_path / "repository")


@pytest.fixture(scope="session")
def pristine_written(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("pristine") / "repository")
    assert project.fleet("files").exit_code == 0
    return project


@pytest.fixture
def written(pristine_written: Project, tmp_path: Path) -> Project:
    """A project whose files are as the table says."""
    return pristine_written.copied(tmp_path / "repository")
