"""Pulumi's own release archive."""

import hashlib
import re
import socket
import threading
import time
from pathlib import Path

import pytest

from tests.network.floods import TOO_LARGE, TOO_SLOW
from tests.network.strangers import Answering
from tests.toolchain.conftest import Mirror, release
from toolchain.download import Timeouts
from toolchain.errors import ReleaseUnavailableError, ToolchainError
from toolchain.pulumi_cli import PROGRAMS, pinned_version
from toolchain.release import PLATFORMS, download_release, is_reviewed, reviewed_checksum, unpack_release

pytestmark = pytest.mark.threat("tampered-download")

IMPATIENT = Timeouts(answer=0.3, read=0.3, total=0.3)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


def test_a_good_archive_leaves_exactly_the_programs_that_are_used(
    mirror: Mirror, kept: Path, folder: Path
) -> None:
    mirror.publish(release(pinned_version()))
    download_release(kept)
    assert is_reviewed(kept)
    unpack_release(kept, folder)
    assert {path.name for path in folder.iterdir()} == set(PROGRAMS)
    assert all(path.stat().st_mode & 0o111 == 0o111 for path in folder.iterdir())
    assert mirror.requests == [mirror.archive]


def test_an_archive_that_was_not_reviewed_is_refused_whatever_the_mirror_says_of_it(
    mirror: Mirror, kept: Path
) -> None:
    mirror.review(release(pinned_version()))
    forged = release(pinned_version(), without="pulumi-resource-pulumi-python")
    mirror.files[mirror.archive] = forged
    sums = f"{hashlib.sha256(forged).hexdigest()}  {mirror.archive}\n"
    mirror.files[f"pulumi-{pinned_version()}-checksums.txt"] = sums.encode()
    with pytest.raises(ReleaseUnavailableError, match="is damaged or was manipulated"):
        download_release(kept)
    assert not is_reviewed(kept)


def test_a_truncated_archive_is_refused(mirror: Mirror, kept: Path) -> None:
    mirror.publish(release(pinned_version()))
    mirror.files[mirror.archive] = mirror.files[mirror.archive][:-100]
    with pytest.raises(ReleaseUnavailableError, match="is damaged or was manipulated"):
        download_release(kept)


@pytest.mark.parametrize(
    ("archive", "said"),
    [
        (release(pinned_version())[:-100], "cannot be unpacked"),
        (release("3.1.0"), "does not contain a pulumi"),
        (
            release(pinned_version(), without="pulumi-resource-pulumi-python"),
            r"does not contain pulumi-resource-pulumi-python\.",
        ),
    ],
    ids=["broken", "another version", "without a helper"],
)
def test_an_archive_that_is_of_no_use_is_refused(
    mirror: Mirror, kept: Path, folder: Path, archive: bytes, said: str
) -> None:
    mirror.publish(archive)
    download_release(kept)
    with pytest.raises(ReleaseUnavailableError, match=said):
        unpack_release(kept, folder)


def test_the_checksums_of_the_pinned_version_are_committed_for_each_platform() -> None:
    sums = {name: reviewed_checksum(f"pulumi-v{pinned_version()}-{name}.tar.gz") for name in PLATFORMS}
    assert [name for name, value in sums.items() if not re.fullmatch("[0-9a-f]{64}", value)] == []
    assert len(set(sums.values())) == len(PLATFORMS)


def test_a_pin_without_checksums_is_reported_with_the_command_that_writes_them(
    mirror: Mirror, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolchain.release.pinned_version", lambda: "3.999.0")
    with pytest.raises(
        ToolchainError, match=r"has no checksum of pulumi-v3\.999\.0-.*`curl .*> toolchain/checksums\.txt`"
    ) as refused:
        download_release(kept)
    assert not isinstance(refused.value, ReleaseUnavailableError)  # no build takes its place unnoticed
    assert mirror.requests == []


def test_a_redirect_is_followed_only_to_an_encrypted_address(mirror: Mirror, kept: Path) -> None:
    mirror.publish(release(pinned_version()))
    mirror.files["elsewhere"] = mirror.files.pop(mirror.archive)
    mirror.redirects[mirror.archive] = f"{mirror.url}/elsewhere?signature=s3cret"
    download_release(kept)
    assert is_reviewed(kept)


@pytest.mark.parametrize(
    "place", ["http://mirror.example/pulumi", "ftp://mirror.example/pulumi", "file:///etc/hostname"]
)
def test_a_redirect_to_where_others_can_listen_in_is_refused_without_its_signature(
    mirror: Mirror, kept: Path, place: str
) -> None:
    mirror.publish(release(pinned_version()))
    mirror.redirects[mirror.archive] = f"{place}?signature=s3cret"
    with pytest.raises(
        ReleaseUnavailableError, match=f"redirects to {place}, which is not https|302 Found from {place}"
    ) as refused:
        download_release(kept)
    assert "s3cret" not in str(refused.value)


def test_an_address_in_an_error_comes_without_its_signature(mirror: Mirror, kept: Path) -> None:
    mirror.redirects[mirror.archive] = f"{mirror.url}/gone?signature=s3cret"
    with pytest.raises(ReleaseUnavailableError, match=f"404 Not Found from {mirror.url}/gone") as refused:
        download_release(kept)
    assert "s3cret" not in str(refused.value)


def test_a_missing_release_is_reported_with_its_address(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(ReleaseUnavailableError, match=r"404 Not Found from http://127.0.0.1:\d+/pulumi-"):
        download_release(tmp_path)
    assert mirror.requests == [mirror.archive]


def test_a_closed_door_is_given_up_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(ReleaseUnavailableError, match="refused"):
        download_release(tmp_path)
    assert time.monotonic() - began < 2


def test_a_server_that_does_not_answer_is_given_up_in_time(mirror: Mirror, tmp_path: Path) -> None:
    mirror.silent.add(mirror.archive)
    with pytest.raises(ReleaseUnavailableError, match=r"no answer within 0 s|timed out"):
        download_release(tmp_path, IMPATIENT)


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
        download_release(tmp_path, IMPATIENT)
    released.set()
    assert time.monotonic() - began < 2


def test_a_download_that_trickles_is_given_up(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish(release(pinned_version()))
    mirror.trickling.add(mirror.archive)
    with pytest.raises(ReleaseUnavailableError, match="too slow"):
        download_release(tmp_path, IMPATIENT)


@pytest.mark.threat("endless-answer")
@pytest.mark.parametrize("kind", ["the length of a chunk", "lines after the last chunk", "lines of the head"])
def test_a_download_that_does_not_end_is_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    began = time.monotonic()
    with Answering(TOO_SLOW[kind]) as server:
        monkeypatch.setenv("PULUMI_TOOLCHAIN_URL", server.url)
        with pytest.raises(ReleaseUnavailableError, match=r"too slow|no answer"):
            download_release(tmp_path, IMPATIENT)

    assert time.monotonic() - began < 5


@pytest.mark.threat("endless-answer")
@pytest.mark.parametrize("kind", ["a body without a length", "chunks"])
def test_a_download_that_has_no_end_leaves_room_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("toolchain.download.MOST_BYTES", 1 << 20)
    with Answering(TOO_LARGE[kind]) as server:
        monkeypatch.setenv("PULUMI_TOOLCHAIN_URL", server.url)
        with pytest.raises(ReleaseUnavailableError, match="more than 1 MiB"):
            download_release(tmp_path, Timeouts())

    assert sum(each.stat().st_size for each in tmp_path.iterdir()) < 4 << 20


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://user:s3cret@mirror.example/pulumi", "contains a user name or password"),
        ("https://s3cret@mirror.example", "contains a user name or password"),
        ("http://mirror.example/s3cret", "Use https"),
        ("https://[s3cret", "is not an https address"),
        ("s3cret", "Use https"),
        ("file:///mnt/s3cret", "Use https"),
    ],
)
def test_an_address_that_shows_a_password_or_can_be_tampered_with_is_refused_and_not_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    monkeypatch.setenv("PULUMI_TOOLCHAIN_URL", address)

    with pytest.raises(ToolchainError, match=said) as refused:
        download_release(tmp_path)

    assert not isinstance(refused.value, ReleaseUnavailableError)  # no build takes its place unnoticed
    assert "s3cret" not in str(refused.value)


def test_a_platform_without_a_release_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(ReleaseUnavailableError, match="no release for linux-riscv64"):
        download_release(tmp_path)


def test_a_full_disk_is_reported_before_the_download(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolchain.release.SPACE_GIB", 1e9)
    with pytest.raises(ToolchainError, match="Not enough disk space"):
        download_release(tmp_path)
    assert mirror.requests == []
