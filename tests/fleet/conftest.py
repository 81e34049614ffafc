from pathlib import Path

import pytest

from tests.fleet.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with a table, and without files of its stacks."""
    return Project(tmp_path / "repository")


@pytest.fixture
def written(project: Project) -> Project:
    """A project whose files are as the table says."""
    assert project.fleet("files").exit_code == 0
    return project
