"""Which of the three ways to a Pulumi CLI is taken, and what ends up in the virtual environment."""

from pathlib import Path

import pytest

from tests.toolchain.conftest import Mirror, Programs, release
from toolchain.errors import ToolchainError
from toolchain.install import build_folder, install_cli, release_folder
from toolchain.pulumi_cli import ENGINE, LINKED_ENGINE, PROGRAMS, pinned_version


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    (tmp_path / "bin").mkdir()
    return tmp_path / "bin"


@pytest.fixture(autouse=True)
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for the Go build, and record each."""
    built: list[str] = []

    def build(folder: Path, version: str) -> None:
        built.append(version)
        for name in PROGRAMS:
            (folder / name).write_text(f"#!/bin/sh\necho v{version}\n")
            (folder / name).chmod(0o755)

    monkeypatch.setattr("toolchain.install.build_cli", build)
    return built


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
    assert targets(bin_folder) == {release_folder()}
    assert "Not used:" in capsys.readouterr().err


def test_the_release_comes_second_and_is_downloaded_once(
    bin_folder: Path, mirror: Mirror, tmp_path: Path, builds: list[str]
) -> None:
    mirror.publish(release(pinned_version()))
    install_cli(bin_folder)
    assert targets(bin_folder) == {release_folder()}
    (tmp_path / "other clone").mkdir()
    install_cli(tmp_path / "other clone")
    assert mirror.requests == [mirror.checksums, mirror.archive]
    assert builds == []


@pytest.mark.parametrize("reason", ["unreachable", "missing", "damaged"])
def test_the_build_comes_third_and_is_done_once(
    bin_folder: Path, tmp_path: Path, builds: list[str], request: pytest.FixtureRequest, reason: str
) -> None:
    if reason != "unreachable":
        mirror: Mirror = request.getfixturevalue("mirror")
        if reason == "damaged":
            mirror.publish(release(pinned_version()), checksum="0" * 64)
    install_cli(bin_folder)
    assert targets(bin_folder) == {build_folder()}
    (tmp_path / "other clone").mkdir()
    install_cli(tmp_path / "other clone")
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
    (bin_folder / ENGINE).symlink_to(build_folder() / ENGINE)
    (bin_folder / LINKED_ENGINE).unlink()

    install_cli(bin_folder)

    assert str(bin_folder / LINKED_ENGINE) in (bin_folder / ENGINE).read_text()
    assert (build_folder() / ENGINE).read_text() == f"#!/bin/sh\necho v{pinned_version()}\n"
    assert targets(bin_folder) == {build_folder()}


def test_links_into_a_cache_that_was_emptied_are_made_again(bin_folder: Path, builds: list[str]) -> None:
    install_cli(bin_folder)
    build_folder().rename(build_folder().with_suffix(".gone"))
    install_cli(bin_folder)
    assert builds == [pinned_version()] * 2


def test_a_pulumi_that_was_downgraded_since_is_replaced(
    programs: Programs, bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = programs("installed", *PROGRAMS)
    monkeypatch.setenv("PATH", f"{installed}:/usr/bin:/bin")
    install_cli(bin_folder)
    programs("installed", *PROGRAMS, script="echo v3.1.0")
    install_cli(bin_folder)
    assert targets(bin_folder) == {build_folder()}


def test_one_way_can_be_forced_over_what_is_there(
    bin_folder: Path, mirror: Mirror, builds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror.publish(release(pinned_version()))
    monkeypatch.setenv("PULUMI_TOOLCHAIN", "build")
    install_cli(bin_folder)
    assert targets(bin_folder) == {build_folder()}
    monkeypatch.setenv("PULUMI_TOOLCHAIN", "download")
    install_cli(bin_folder)
    assert targets(bin_folder) == {release_folder()}
    assert builds == [pinned_version()]


def test_a_forced_download_that_fails_is_not_replaced_by_a_build(
    bin_folder: Path, builds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULUMI_TOOLCHAIN", "download")
    with pytest.raises(ToolchainError, match="could not be had"):
        install_cli(bin_folder)
    assert builds == []


def test_a_forced_path_without_pulumi_is_told(bin_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_TOOLCHAIN", "path")
    with pytest.raises(ToolchainError, match="there is no pulumi on PATH"):
        install_cli(bin_folder)


def test_an_unknown_way_is_told_with_the_known_ones(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULUMI_TOOLCHAIN", "magic")
    with pytest.raises(ToolchainError, match="'magic': it can be path, download or build"):
        install_cli(bin_folder)
