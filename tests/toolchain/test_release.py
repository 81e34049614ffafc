"""Pulumi's own release archive."""

import socket
import threading
import time
from pathlib import Path

import pytest

from tests.toolchain.conftest import Mirror, release
from toolchain.errors import ReleaseUnavailableError, ToolchainError
from toolchain.pulumi_cli import PROGRAMS, pinned_version
from toolchain.release import Patience, download_release

pytestmark = pytest.mark.threat("tampered-download")

IMPATIENT = Patience(answer=0.3, silence=0.3, whole=0.3)


def test_a_good_archive_leaves_exactly_the_programs_that_are_used(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish(release(pinned_version()))
    download_release(tmp_path, pinned_version())
    assert {path.name for path in tmp_path.iterdir()} == set(PROGRAMS)
    assert all(path.stat().st_mode & 0o111 == 0o111 for path in tmp_path.iterdir())


def test_an_archive_with_another_checksum_is_refused(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish(release(pinned_version()), checksum="ab" * 32)
    with pytest.raises(ReleaseUnavailableError, match="damaged, or tampered with"):
        download_release(tmp_path, pinned_version())
    assert not (tmp_path / "pulumi").exists()


def test_an_archive_cut_off_on_the_way_is_refused(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish(release(pinned_version()))
    mirror.files[mirror.archive] = mirror.files[mirror.archive][:-100]
    with pytest.raises(ReleaseUnavailableError, match="damaged, or tampered with"):
        download_release(tmp_path, pinned_version())


def test_an_archive_published_broken_is_refused(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish(release(pinned_version())[:-100])
    with pytest.raises(ReleaseUnavailableError, match="could not be had"):
        download_release(tmp_path, pinned_version())


def test_an_archive_of_another_version_is_refused(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish(release("3.1.0"))
    with pytest.raises(ReleaseUnavailableError, match="does not hold"):
        download_release(tmp_path, pinned_version())


def test_an_archive_without_a_helper_program_is_refused(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish(release(pinned_version(), without="pulumi-resource-pulumi-python"))
    with pytest.raises(ReleaseUnavailableError, match=r"comes without pulumi-resource-pulumi-python\."):
        download_release(tmp_path, pinned_version())


def test_a_checksum_list_without_the_archive_is_refused(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish(release(pinned_version()))
    mirror.files[mirror.checksums] = b"\xff not a list\n"
    with pytest.raises(ReleaseUnavailableError, match="does not name"):
        download_release(tmp_path, pinned_version())


def test_a_missing_release_is_told_with_its_address(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(ReleaseUnavailableError, match=r"404 Not Found from http://127.0.0.1:\d+/pulumi-"):
        download_release(tmp_path, pinned_version())
    assert mirror.requests == [mirror.checksums]


def test_a_closed_door_is_given_up_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(ReleaseUnavailableError, match="refused"):
        download_release(tmp_path, pinned_version())
    assert time.monotonic() - began < 2


def test_a_server_that_does_not_answer_is_given_up_in_time(mirror: Mirror, tmp_path: Path) -> None:
    mirror.silent.add(mirror.checksums)
    with pytest.raises(ReleaseUnavailableError, match=r"no answer within 0 s|timed out"):
        download_release(tmp_path, pinned_version(), IMPATIENT)


def test_a_name_lookup_that_hangs_is_given_up_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()

    def hang(*_: object, **__: object) -> None:
        released.wait()
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    began = time.monotonic()
    with pytest.raises(ReleaseUnavailableError, match="no answer"):
        download_release(tmp_path, pinned_version(), IMPATIENT)
    released.set()
    assert time.monotonic() - began < 2


def test_a_download_that_trickles_is_given_up(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish(release(pinned_version()))
    mirror.trickling.add(mirror.archive)
    with pytest.raises(ReleaseUnavailableError, match="too slow"):
        download_release(tmp_path, pinned_version(), IMPATIENT)


def test_an_address_that_is_none_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_TOOLCHAIN_URL", "nowhere")
    with pytest.raises(ReleaseUnavailableError, match="unknown url type"):
        download_release(tmp_path, pinned_version())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://user:s3cret@mirror.example/pulumi", "holds a user name or password"),
        ("https://s3cret@mirror.example", "holds a user name or password"),
        ("http://mirror.example/s3cret", "use https"),
        ("https://[s3cret", "is no address"),
    ],
)
def test_an_address_that_shows_a_password_or_can_be_tampered_with_is_refused_and_not_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    monkeypatch.setenv("PULUMI_TOOLCHAIN_URL", address)

    with pytest.raises(ToolchainError, match=said) as refused:
        download_release(tmp_path, pinned_version())

    assert not isinstance(refused.value, ReleaseUnavailableError)  # no build takes its place unnoticed
    assert "s3cret" not in str(refused.value)


def test_a_platform_without_a_release_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(ReleaseUnavailableError, match="no release for linux-riscv64"):
        download_release(tmp_path, pinned_version())


def test_a_full_disk_is_told_before_anything_is_fetched(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolchain.release.SPACE_GIB", 1e9)
    with pytest.raises(ToolchainError, match="Too little disk space"):
        download_release(tmp_path, pinned_version())
    assert mirror.requests == []
