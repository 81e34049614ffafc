"""The virtual environment, and when it is made again."""

import hashlib
import re
import shlex
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.toolchain.conftest import Programs
from toolchain.errors import ToolchainError
from toolchain.virtual_env import create, install_requirements


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """A checkout with a blank in its path, and the folder of a virtual environment in it."""
    venv = tmp_path / "my checkout" / ".venv"
    (venv / "bin").mkdir(parents=True)
    return venv


def put_python(venv: Path, script: str) -> None:
    (venv / "bin" / "python").write_text(f"#!/bin/sh\n{script}\n")
    (venv / "bin" / "python").chmod(0o755)


def test_requirements_are_installed_again_only_when_they_change(venv: Path) -> None:
    requirements = venv.parent / "requirements-dev.txt"
    put_python(venv, f'echo "$@" >> "{venv}/calls"')
    for content, calls in (("a==1", 1), ("a==1", 1), ("a==2", 2)):
        requirements.write_text(content)
        install_requirements(venv, requirements)
        assert len((venv / "calls").read_text().splitlines()) == calls


def test_a_failed_install_shows_what_pip_said_and_is_tried_again(
    venv: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (venv.parent / "requirements-dev.txt").touch()
    put_python(venv, "echo no route to the index >&2; exit 1")
    for _ in range(2):
        with pytest.raises(ToolchainError, match=r"pip could not install requirements-dev\.txt"):
            install_requirements(venv, venv.parent / "requirements-dev.txt")
        assert "no route to the index" in capsys.readouterr().err


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A folder with the only package that there is, as a wheel and as a source that has to be built."""
    folder = tmp_path / "index"
    folder.mkdir()
    metadata = "Metadata-Version: 2.1\nName: greeting\nVersion: 1\n"
    with zipfile.ZipFile(folder / "greeting-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("greeting.py", "")
        wheel.writestr("greeting-1.dist-info/METADATA", metadata)
        wheel.writestr("greeting-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("greeting-1.dist-info/RECORD", "")
    with tarfile.open(folder / "built-1.tar.gz", "w:gz") as source:
        source.addfile(tarfile.TarInfo("built-1/setup.py"))
    return folder


def install_from(index: Path, venv: Path, requirement: str) -> bool:
    """Install with the real pip, and return whether it got the package."""
    real = shlex.join([sys.executable, "-m", "pip"])
    target = venv / "packages"
    # Without $1 and $2, which are `-m pip`.
    put_python(venv, f'shift 2; exec {real} "$@" --no-index --find-links "{index}" --target "{target}"')
    (venv.parent / "requirements-dev.txt").write_text(requirement)
    install_requirements(venv, venv.parent / "requirements-dev.txt")
    return (target / "greeting.py").exists()


def sha256(file: Path) -> str:
    return f"--hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"


def test_the_file_that_was_pinned_is_installed(venv: Path, index: Path) -> None:
    assert install_from(index, venv, f"greeting==1 {sha256(index / 'greeting-1-py3-none-any.whl')}")


@pytest.mark.parametrize("pin", ["greeting==1 --hash=sha256:" + "0" * 64, "greeting==1", "built==1 {built}"])
def test_what_an_index_has_under_a_pinned_name_is_not_installed_for_that(
    venv: Path, index: Path, capsys: pytest.CaptureFixture[str], pin: str
) -> None:
    with pytest.raises(ToolchainError, match="pip could not install"):
        install_from(index, venv, pin.format(built=sha256(index / "built-1.tar.gz")))

    assert re.search(
        "DO NOT MATCH THE HASHES|hashes are required|No matching distribution found for built",
        capsys.readouterr().err,
        re.IGNORECASE,
    )
    assert not (venv / "packages").exists()


@pytest.fixture
def made(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[str]]:
    """Make a virtual environment with a Python that notes what it is asked for, and return all of that."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    script = (
        'echo "$@" >> "$0.calls"; rm -r "$4"; mkdir -p "$4/bin"; '
        f'touch "$4/pyvenv.cfg" "$4/bin/pip" "$4/bin/{version}"'
    )
    python = programs("base", "python", script=script) / "python"
    monkeypatch.setattr(sys, "executable", str(python))

    def make(wanted: Path) -> list[str]:
        create(wanted)
        return python.with_suffix(".calls").read_text().splitlines()

    return make


def test_a_whole_environment_is_kept_and_a_broken_one_made_again(
    venv: Path, made: Callable[[Path], list[str]]
) -> None:
    assert made(venv) == made(venv) == [f"-m venv --clear {venv}"]

    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    (venv / "bin" / version).unlink()
    (venv / "bin" / version).symlink_to("/no/such/python")

    assert len(made(venv)) == 2


@pytest.mark.parametrize("change", [Path.rename, shutil.copytree])
def test_an_environment_in_a_checkout_that_was_moved_or_copied_is_made_again(
    venv: Path,
    made: Callable[[Path], list[str]],
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Path, Path], object],
) -> None:
    made(venv)
    elsewhere = venv.parent.with_name("elsewhere")
    change(venv.parent, elsewhere)
    capsys.readouterr()

    assert made(elsewhere / ".venv")[1:] == [f"-m venv --clear {elsewhere / '.venv'}"]
    said = capsys.readouterr().err
    assert said.startswith(f"This checkout was moved or copied: .venv of {venv} is created again.")
    assert len(made(elsewhere / ".venv")) == 2


def test_a_python_without_venv_is_reported_with_the_package(
    venv: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(programs("base", "python", script="exit 1") / "python"))
    with pytest.raises(ToolchainError, match=r"apt install python3\.\d+-venv"):
        create(venv)
