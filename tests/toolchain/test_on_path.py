"""A Pulumi CLI that is already installed."""

import os
from pathlib import Path

import pytest

from tests.toolchain.conftest import Programs
from toolchain.errors import ToolchainError
from toolchain.on_path import find_installed
from toolchain.pulumi_cli import PROGRAMS


def test_a_new_enough_pulumi_is_used_where_it_is(programs: Programs) -> None:
    folder = programs("installed", *PROGRAMS)
    assert find_installed(str(folder)) == {name: folder / name for name in PROGRAMS}


def test_helpers_are_found_beside_the_real_file_behind_a_link(programs: Programs, tmp_path: Path) -> None:
    cellar = programs("cellar", *PROGRAMS)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "pulumi").symlink_to(cellar / "pulumi")
    found = find_installed(str(tmp_path / "bin"))
    assert found is not None
    assert found["pulumi"] == tmp_path / "bin" / "pulumi"
    assert found["pulumi-language-python"] == cellar / "pulumi-language-python"


def test_no_pulumi_at_all_is_no_error(tmp_path: Path) -> None:
    assert find_installed(str(tmp_path)) is None


def test_a_pulumi_in_a_virtual_environment_is_passed_over(programs: Programs, tmp_path: Path) -> None:
    stray = programs("venv/bin", *PROGRAMS)
    (tmp_path / "venv" / "pyvenv.cfg").touch()
    installed = programs("installed", *PROGRAMS)
    assert find_installed(str(stray)) is None
    assert find_installed(f"{stray}{os.pathsep}{installed}") == {name: installed / name for name in PROGRAMS}


def test_an_older_pulumi_is_reported_with_both_versions(programs: Programs) -> None:
    folder = programs("old", *PROGRAMS, script="echo v3.253.9")
    with pytest.raises(ToolchainError, match=r"is 3\.253\.9; 3\.254\.0 or newer is needed"):
        find_installed(str(folder))


def test_a_pulumi_that_fails_is_reported(programs: Programs) -> None:
    folder = programs("broken", *PROGRAMS, script="exit 3")
    with pytest.raises(ToolchainError, match="does not run"):
        find_installed(str(folder))


@pytest.mark.parametrize("missing", ["pulumi-language-python", "pulumi-resource-pulumi-python"])
def test_a_pulumi_without_python_support_is_reported(programs: Programs, missing: str) -> None:
    folder = programs("bare", *(name for name in PROGRAMS if name != missing))
    with pytest.raises(ToolchainError, match=f"has no {missing}"):
        find_installed(str(folder))
