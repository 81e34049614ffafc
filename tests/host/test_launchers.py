"""What the engine runs: one launcher for Windows, which cannot be run here, and one for all others."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.host.our_host import EXECUTABLE

WINDOWS = EXECUTABLE.with_suffix(".cmd")  # the engine tries .exe and .cmd there
PLACES = ("PULUMI_RUNTIME_VIRTUALENV", "VIRTUAL_ENV", "PULUMI_PYTHON_CMD")
ECHO = '#!/bin/sh\necho "$0" "$@"\n'


def code(launcher: Path) -> str:
    """Return a launcher without its comments."""
    lines = launcher.read_text().splitlines()
    return "\n".join(line for line in lines if not re.match(r"(#|rem\b)", line))


def started(python: Path, **environment: str) -> str:
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(ECHO)
    python.chmod(0o755)
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [EXECUTABLE, "127.0.0.1:1", "two words"],
        env={"PATH": path, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.removeprefix(str(python)).strip()


@pytest.mark.parametrize("place", range(3))
def test_the_python_of_the_program_runs_our_host(tmp_path: Path, place: int) -> None:
    homes = {name: str(tmp_path / name) for name in PLACES[place:]}
    own = tmp_path / PLACES[place]
    python = own if place == 2 else own / "bin" / "python"

    assert started(python, **homes) == "-u -m provider.host 127.0.0.1:1 two words"


def test_without_any_setting_the_python_on_the_path_runs_it(tmp_path: Path) -> None:
    assert started(tmp_path / "python3") == "-u -m provider.host 127.0.0.1:1 two words"


def test_windows_looks_for_python_in_the_same_places_in_the_same_order() -> None:
    looked = re.findall(r"\$\{(\w+):-\}", code(EXECUTABLE)) + re.findall(
        r"\$\{(\w+):-python3\}", code(EXECUTABLE)
    )

    assert looked == [*PLACES]
    assert re.findall(r"if defined (\w+) \(", code(WINDOWS)) == looked
    for name in PLACES[:2]:
        assert f'"${name}/bin/python"' in code(EXECUTABLE)
        assert rf"%{name}%\Scripts\python.exe" in code(WINDOWS)


def test_windows_runs_the_same_module_with_the_same_arguments() -> None:
    module = re.search(r"-u -m [\w.]+", code(EXECUTABLE))

    assert module is not None
    assert f'"%python%" {module[0]} %*' in code(WINDOWS)


def test_windows_launcher_says_nothing_but_the_port() -> None:
    assert code(WINDOWS).splitlines()[0] == "@echo off"
    assert "echo" not in code(WINDOWS).replace("@echo off", "")
