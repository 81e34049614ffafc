"""Which of the three ways to a Pulumi CLI is taken, and what ends up in the virtual environment."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.toolchain.conftest import Mirror, Programs, release
from toolchain.errors import ToolchainError
from toolchain.go_build import build_key
from toolchain.install import install_cli
from toolchain.pulumi_cli import ENGINE, LINKED_ENGINE, PROGRAMS, pinned_version
from toolchain.release import release_key

pytestmark = pytest.mark.threat("tampered-download")


def make_bin_folder(clone: Path) -> Path:
    (clone / ".venv" / "bin").mkdir(parents=True)
    return clone / ".venv" / "bin"


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    return make_bin_folder(tmp_path / "clone")


@pytest.fixture(autouse=True)
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for the Go build, and record each."""
    built: list[str] = []

    def build(folder: Path) -> None:
        built.append(pinned_version())
        for name in PROGRAMS:
            (folder / name).write_text(f"#!/bin/sh\necho v{pinned_version()}\n")
            (folder / name).chmod(0o755)

    monkeypatch.setattr("toolchain.go_build.build_cli", build)
    return built


def released(bin_folder: Path) -> Path:
    return bin_folder.parent / "pulumi" / release_key()


def built(bin_folder: Path) -> Path:
    return bin_folder.parent / "pulumi" / build_key()


def targets(bin_folder: Path) -> set[Path]:
    linked = (LINKED_ENGINE, *(name for name in PROGRAMS if name != ENGINE))
    return {(bin_folder / name).resolve().parent for name in linked}


def test_an_installed_pulumi_comes_first(
    programs: Programs, bin_folder: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = programs("installed", *PROGRAMS)
    monkeypatch.setenv("PATH", f"{installed}:/usr/bin:/bin")
    install_cli(bin_folder)
    assert targets(bin_folder) == {installed}
    assert mirror.requests == []


def test_an_unfit_pulumi_is_passed_over_with_a_reason(
    programs: Programs,
    bin_folder: Path,
    mirror: Mirror,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    mirror.publish(release(pinned_version()))
    monkeypatch.setenv("PATH", f"{programs('old', *PROGRAMS, script='echo v3.1.0')}:/usr/bin:/bin")
    install_cli(bin_folder)
    assert targets(bin_folder) == {released(bin_folder)}
    assert "The installed pulumi is not used:" in capsys.readouterr().err


def test_the_release_comes_second_and_is_downloaded_once(
    bin_folder: Path, mirror: Mirror, tmp_path: Path, builds: list[str]
) -> None:
    mirror.publish(release(pinned_version()))
    install_cli(bin_folder)
    assert targets(bin_folder) == {released(bin_folder)}
    install_cli(make_bin_folder(tmp_path / "other clone"))
    assert mirror.requests == [mirror.archive]
    assert builds == []


@pytest.mark.parametrize("reason", ["unreachable", "missing", "damaged"])
def test_the_build_comes_third_and_is_done_once(
    bin_folder: Path, tmp_path: Path, builds: list[str], request: pytest.FixtureRequest, reason: str
) -> None:
    if reason != "unreachable":
        mirror: Mirror = request.getfixturevalue("mirror")
        if reason == "damaged":
            mirror.files[mirror.archive] = release(pinned_version())
    install_cli(bin_folder)
    assert targets(bin_folder) == {built(bin_folder)}
    install_cli(make_bin_folder(tmp_path / "other clone"))
    assert builds == [pinned_version()]


def test_what_is_linked_already_is_left_alone(
    bin_folder: Path, builds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    install_cli(bin_folder)
    monkeypatch.setattr("toolchain.install._programs", lambda way: pytest.fail(f"looked for one by {way!r}"))
    install_cli(bin_folder)
    assert builds == [pinned_version()]


def test_a_pulumi_that_was_linked_itself_gets_its_starter(bin_folder: Path) -> None:
    install_cli(bin_folder)
    (bin_folder / ENGINE).unlink()
    (bin_folder / ENGINE).symlink_to(built(bin_folder) / ENGINE)
    (bin_folder / LINKED_ENGINE).unlink()

    install_cli(bin_folder)

    assert str(bin_folder / LINKED_ENGINE) in (bin_folder / ENGINE).read_text()
    assert (built(bin_folder) / ENGINE).read_text() == f"#!/bin/sh\necho v{pinned_version()}\n"
    assert targets(bin_folder) == {built(bin_folder)}


@pytest.mark.parametrize("way", ["download", "build"])
def test_nothing_that_runs_lies_in_the_cache(
    bin_folder: Path, mirror: Mirror, cache_home: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    mirror.publish(release(pinned_version()))
    monkeypatch.setenv("PULUMI_TOOLCHAIN", way)
    install_cli(bin_folder)
    shutil.rmtree(cache_home)
    install_cli(bin_folder)
    for name in PROGRAMS:
        ran = (bin_folder / (LINKED_ENGINE if name == ENGINE else name)).resolve()
        assert ran.is_relative_to(bin_folder.parent)
        assert subprocess.check_output([ran], text=True) == f"v{pinned_version()}\n"
    assert not cache_home.exists()


def test_an_archive_that_was_changed_in_the_cache_is_not_used(
    bin_folder: Path, mirror: Mirror, cache_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mirror.publish(release(pinned_version()))
    install_cli(bin_folder)
    [archive] = cache_home.rglob("*.tar.gz")
    archive.write_bytes(release(f"{pinned_version()} of somebody else"))

    other = make_bin_folder(tmp_path / "other clone")
    install_cli(other)

    for folder in (bin_folder, other):
        assert subprocess.check_output([folder / LINKED_ENGINE], text=True) == f"v{pinned_version()}\n"
    assert mirror.requests == [mirror.archive, mirror.archive]
    assert "is incomplete, or not the reviewed version" in capsys.readouterr().err


def test_links_into_the_cache_give_way_to_a_copy(bin_folder: Path, cache_home: Path) -> None:
    install_cli(bin_folder)
    (bin_folder / LINKED_ENGINE).unlink()
    (bin_folder / LINKED_ENGINE).symlink_to(cache_home / build_key() / ENGINE)
    install_cli(bin_folder)
    assert targets(bin_folder) == {built(bin_folder)}


def test_a_copy_that_is_of_no_more_use_is_removed(
    bin_folder: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror.publish(release(pinned_version()))
    install_cli(bin_folder)
    monkeypatch.setenv("PULUMI_TOOLCHAIN", "build")
    install_cli(bin_folder)
    assert list((bin_folder.parent / "pulumi").iterdir()) == [built(bin_folder)]


def test_a_pulumi_that_was_downgraded_since_is_replaced(
    programs: Programs, bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = programs("installed", *PROGRAMS)
    monkeypatch.setenv("PATH", f"{installed}:/usr/bin:/bin")
    install_cli(bin_folder)
    programs("installed", *PROGRAMS, script="echo v3.1.0")
    install_cli(bin_folder)
    assert targets(bin_folder) == {built(bin_folder)}


def test_one_method_can_be_forced_over_an_installed_cli(
    bin_folder: Path, mirror: Mirror, builds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror.publish(release(pinned_version()))
    monkeypatch.setenv("PULUMI_TOOLCHAIN", "build")
    install_cli(bin_folder)
    assert targets(bin_folder) == {built(bin_folder)}
    monkeypatch.setenv("PULUMI_TOOLCHAIN", "download")
    install_cli(bin_folder)
    assert targets(bin_folder) == {released(bin_folder)}
    assert builds == [pinned_version()]


def test_a_forced_download_that_fails_is_not_replaced_by_a_build(
    bin_folder: Path, builds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULUMI_TOOLCHAIN", "download")
    with pytest.raises(ToolchainError, match="could not be downloaded"):
        install_cli(bin_folder)
    assert builds == []


def test_a_forced_path_without_pulumi_is_reported(bin_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_TOOLCHAIN", "path")
    with pytest.raises(ToolchainError, match="there is no pulumi on PATH"):
        install_cli(bin_folder)


def test_an_unknown_method_is_reported_with_the_known_ones(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULUMI_TOOLCHAIN", "magic")
    with pytest.raises(ToolchainError, match="'magic'; it must be path, download or build"):
        install_cli(bin_folder)
