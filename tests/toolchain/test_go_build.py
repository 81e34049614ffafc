"""The build from Go modules, with a stand-in for Go."""

import subprocess
from pathlib import Path

import pytest

from tests.toolchain.conftest import Programs
from toolchain.errors import ToolchainError
from toolchain.go_build import build_cli
from toolchain.pulumi_cli import PROGRAMS

GO = """
case "$1 $2" in
"env GOVERSION") echo {version} ;;
"env "*) echo {folder} ;;
"list -m") echo {folder}/sdk ;;
"list "*) echo "go: downloading example.com/a v1" >&2; echo example.com/a; echo example.com/b ;;
"build "*) echo example.com/a >&2; {build} ;;
esac
"""
WRITE_PROGRAM = 'while [ "$1" != -o ]; do shift; done; cp {folder}/sdk/program "$2"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def put_go(
    programs: Programs,
    monkeypatch: pytest.MonkeyPatch,
    *,
    version: str = "go1.26.0",
    build: str = WRITE_PROGRAM,
) -> None:
    sdk = programs("go/sdk", "program")
    programs("go/sdk/python/cmd", "pulumi-language-python-exec")
    programs("go/sdk/python/dist", "pulumi-resource-pulumi-python")
    script = GO.format(version=version, folder=sdk.parent, build=build.format(folder=sdk.parent))
    programs("go", "go", script=script)
    monkeypatch.setenv("PATH", f"{sdk.parent}:/usr/bin:/bin")


def test_a_build_makes_every_program_and_shows_how_far_it_is(
    programs: Programs, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_go(programs, monkeypatch)
    build_cli(folder)
    assert set(PROGRAMS) <= {path.name for path in folder.iterdir()}
    for name in ("pulumi", "pulumi-language-python"):
        (folder / "link").unlink(missing_ok=True)
        (folder / "link").symlink_to(folder / name)
        assert subprocess.check_output([folder / "link"], text=True) == "v3.300.0\n"
    shown = capsys.readouterr().err
    assert "Fetching the Go modules of pulumi: done 0 s, 1 modules" in shown
    assert "Compiling pulumi-language-python-v3.79: done 0 s, 1 packages" in shown


def test_a_failed_build_shows_what_go_said_and_what_to_do(
    programs: Programs, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_go(programs, monkeypatch, build="echo checksum mismatch >&2; exit 1")
    with pytest.raises(
        ToolchainError, match="could not build engine: correct its error above, or install Pulumi"
    ):
        build_cli(folder)
    assert "checksum mismatch" in capsys.readouterr().err


def test_a_missing_go_is_reported_with_its_download_page(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(
        ToolchainError, match=r"Go is missing: install Go 1\.\S+ or newer \(https://go.dev/dl/\)"
    ):
        build_cli(folder)


def test_an_old_go_is_reported_with_its_version(
    programs: Programs, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_go(programs, monkeypatch, version="go1.24.1")
    with pytest.raises(ToolchainError, match=r"Go is too old \(1\.24\.1\)"):
        build_cli(folder)


def test_a_go_that_does_not_run_is_reported_with_its_error(
    programs: Programs, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_go(programs, monkeypatch, version="; echo 'requires go >= 1.25.11 (GOTOOLCHAIN=local)' >&2; exit 1")
    with pytest.raises(ToolchainError, match="GOTOOLCHAIN=local"):
        build_cli(folder)


def test_a_full_disk_is_reported_before_the_build(
    programs: Programs, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_go(programs, monkeypatch, build="exit 1")
    monkeypatch.setattr("toolchain.go_build.SPACE_GIB", 1e9)
    with pytest.raises(ToolchainError, match="Not enough disk space"):
        build_cli(folder)
