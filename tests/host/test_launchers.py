"""What the engine runs: one launcher for Windows, which cannot be run here, and one for all others."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.host.our_host import EXECUTABLE

WINDOWS = EXECUTABLE.with_suffix(".cmd")  # the engine tries .exe and .cmd there
ECHO = '#!/bin/sh\necho "$0" "$@"\necho "${VIRTUAL_ENV-} ${PATH%%:*} ${PYTHONHOME-unset}"\n'
SAYS = "-u -m pulumi_liveperson.host 127.0.0.1:1 two words"
TOOLCHAIN, VIRTUALENV = "PULUMI_RUNTIME_TOOLCHAIN", "PULUMI_RUNTIME_VIRTUALENV"


def code(launcher: Path) -> str:
    """Return a launcher without its comments."""
    lines = launcher.read_text().splitlines()
    return "\n".join(line for line in lines if not re.match(r"(#|rem\b)", line))


class Machine:
    """A project in a folder, and Pythons that only say who they are."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "repository" / "project"
        self.project.mkdir(parents=True)
        self._programs = folder / "programs"
        self.program("python3", ECHO)

    def program(self, name: str, script: str) -> Path:
        """Put a program on PATH."""
        return self._write(self._programs / name, script)

    def environment(self, place: str) -> Path:
        """Make a virtual environment, and return its Python."""
        return self._write(self.project / place / "bin" / "python", ECHO)

    def start(self, **environ: str) -> "subprocess.CompletedProcess[str]":
        """Run the launcher as the engine does."""
        path = f"{self._programs}{os.pathsep}/usr/bin{os.pathsep}/bin"
        return subprocess.run(
            [EXECUTABLE, "127.0.0.1:1", "two words"],
            cwd=self.project,
            env={"PATH": path, "PYTHONHOME": "/wrong", **environ},
            capture_output=True,
            text=True,
            check=False,
        )

    def started(self, **environ: str) -> Path:
        """Return the Python that ran our host; it must have been activated if it is in an environment."""
        done = self.start(**environ)
        assert done.returncode == 0, done.stderr
        said, surroundings = done.stdout.splitlines()
        python, _, arguments = said.partition(" -u ")
        assert f"-u {arguments}" == SAYS
        found = Path(os.path.normpath(python))
        if found.parent.name == "bin":
            home = str(Path(python).parents[1])
            assert surroundings == f"{home} {home}/bin unset"
        return found

    def _write(self, program: Path, script: str) -> Path:
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(script)
        program.chmod(0o755)
        return program


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("toolchain", [{}, {TOOLCHAIN: "auto"}, {TOOLCHAIN: "pip"}, {TOOLCHAIN: "uv"}])
def test_the_environment_that_pulumi_names_runs_our_host(machine: Machine, toolchain: dict[str, str]) -> None:
    own, other = machine.environment(".own"), machine.environment(".venv")
    activated = {"VIRTUAL_ENV": str(other.parents[1])}

    for named in (".own", ".own/", str(own.parents[1])):
        assert machine.started(**{VIRTUALENV: named}, **activated, **toolchain) == own


def test_without_an_environment_the_python_that_pulumi_takes_runs_it(machine: Machine) -> None:
    machine.environment(".venv")
    named = machine.program("python-of-mine", ECHO)

    assert machine.started(PULUMI_PYTHON_CMD="python-of-mine") == named
    assert machine.started() == machine.started(**{TOOLCHAIN: "pip"}) == named.with_name("python3")


def test_with_uv_it_is_the_environment_of_uv(machine: Machine) -> None:
    activated = {"VIRTUAL_ENV": str(machine.environment("activated").parents[1]), TOOLCHAIN: "uv"}
    own, shared = machine.environment(".venv"), machine.environment("../.venv")
    shared = Path(os.path.normpath(shared))

    assert machine.started(**activated) == own
    (machine.project.parent / "pyproject.toml").touch()
    assert machine.started(**activated) == shared
    (machine.project / "uv.lock").touch()
    assert machine.started(**activated) == own
    named = machine.environment("named")
    assert machine.started(**activated, UV_PROJECT_ENVIRONMENT="named") == named
    assert machine.started(**activated, UV_PROJECT_ENVIRONMENT=str(named.parents[1])) == named


def test_with_poetry_it_is_the_environment_of_poetry(machine: Machine) -> None:
    own, other = machine.environment("of poetry"), machine.environment(".venv")
    machine.program("poetry", f'#!/bin/sh\n[ "$*" = "env info --path" ] && echo "{own.parents[1]}"\n')

    assert machine.started(**{TOOLCHAIN: "poetry"}, VIRTUAL_ENV=str(other.parents[1])) == own
    # Pulumi's own toolchain does not look at the option `virtualenv` either.
    assert machine.started(**{TOOLCHAIN: "poetry", VIRTUALENV: ".venv"}) == own


@pytest.mark.parametrize("lock", ["uv.lock", "poetry.lock"])
def test_without_a_toolchain_the_lock_file_selects_it(machine: Machine, lock: str) -> None:
    of_uv, of_poetry = machine.environment(".venv"), machine.environment("of poetry")
    machine.program("poetry", f'#!/bin/sh\necho "{of_poetry.parents[1]}"\n')
    (machine.project / lock).touch()

    assert machine.started() == (of_uv if lock == "uv.lock" else of_poetry)
    assert machine.started(**{TOOLCHAIN: "pip"}).name == "python3"


def test_a_missing_environment_is_reported(machine: Machine) -> None:
    done = machine.start(**{VIRTUALENV: ".gone"})

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(
        f"{machine.project}/.gone, which Pulumi.yaml names, is not a virtual environment. "
    )


def test_windows_looks_at_the_same_places_in_the_same_order() -> None:
    looked = r"PULUMI_\w+|UV_\w+|\buv\.lock|poetry\.lock|pyproject\.toml|poetry env info --path"

    ours, theirs = (re.findall(looked, code(launcher)) for launcher in (EXECUTABLE, WINDOWS))

    assert set(ours) == set(theirs)
    assert ours[:4] == theirs[:4] == [TOOLCHAIN, "uv.lock", "poetry.lock", VIRTUALENV]


def test_windows_runs_the_same_module_with_the_same_arguments() -> None:
    module = re.search(r"-u -m [\w.]+", code(EXECUTABLE))

    assert module is not None
    assert f'"%python%" {module[0]} %*' in code(WINDOWS)


def test_windows_launcher_says_nothing_but_the_port() -> None:
    assert code(WINDOWS).splitlines()[0] == "@echo off"
    assert "echo" not in code(WINDOWS).replace("@echo off", "")
