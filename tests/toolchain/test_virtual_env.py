"""The virtual environment and what activating it sets."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.toolchain.conftest import Programs
from toolchain.checkout import ROOT
from toolchain.errors import ToolchainError
from toolchain.virtual_env import ACTIVATE_BLOCK, create, extend_activate, install_requirements

SHOWN = ("PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE", "PULUMI_SKIP_UPDATE_CHECK")


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """A checkout with a blank in its path, and the part of a virtual environment that matters here."""
    venv = tmp_path / "my checkout" / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "activate").write_text(f'VIRTUAL_ENV="{venv}"\nexport VIRTUAL_ENV\n')
    (venv.parent / "toolchain").mkdir()
    shutil.copy(ROOT / "toolchain" / "environment.sh", venv.parent / "toolchain")
    return venv


def put_python(venv: Path, script: str) -> None:
    (venv / "bin" / "python").write_text(f"#!/bin/sh\n{script}\n")
    (venv / "bin" / "python").chmod(0o755)


def activated(venv: Path, **environment: str) -> list[str]:
    show = "".join(f'; echo "${{{name}-unset}}"' for name in SHOWN)
    script = f'set -eu; . "{venv}/bin/activate"{show}'
    run = subprocess.run(["sh", "-c", script], env=environment, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


def test_activating_sets_what_pulumi_needs(venv: Path) -> None:
    extend_activate(venv)
    assert activated(venv, PATH="/usr/bin:/bin") == [
        f"file://{venv.parent}/.state?metadata=skip",
        "simulator",
        "true",
    ]
    assert (venv.parent / ".state").is_dir()


def test_activating_keeps_what_is_set(venv: Path) -> None:
    extend_activate(venv)
    own = dict(zip(SHOWN, ("s3://bucket", "", "false"), strict=True))
    assert activated(venv, **own) == ["s3://bucket", "", "false"]
    assert not (venv.parent / ".state").exists()


def test_a_passphrase_file_keeps_the_passphrase_unset(venv: Path) -> None:
    extend_activate(venv)
    shown = activated(venv, PATH="/usr/bin:/bin", PULUMI_CONFIG_PASSPHRASE_FILE="/secret")
    assert shown[1] == "unset"


def test_activate_is_extended_once(venv: Path) -> None:
    extend_activate(venv)
    extend_activate(venv)
    assert (venv / "bin" / "activate").read_text().count(ACTIVATE_BLOCK) == 1


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


def test_a_whole_environment_is_kept_and_a_broken_one_made_again(
    venv: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = programs("base", "python", script='echo "$@" >> "$0.calls"') / "python"
    monkeypatch.setattr(sys, "executable", str(python))
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for name in ("pyvenv.cfg", "bin/pip", f"bin/{version}"):
        (venv / name).touch()
    create(venv)
    assert not python.with_suffix(".calls").exists()
    (venv / "bin" / version).unlink()
    (venv / "bin" / version).symlink_to("/no/such/python")
    create(venv)
    assert python.with_suffix(".calls").read_text() == f"-m venv --clear {venv}\n"


def test_a_python_without_venv_is_told_with_the_package(
    venv: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(programs("base", "python", script="exit 1") / "python"))
    with pytest.raises(ToolchainError, match=r"apt install python3\.\d+-venv"):
        create(venv)
