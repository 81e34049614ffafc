"""Pulumi's own release archive, verified and unpacked.

The archive and its checksums come from two hosts, so that one that was tampered with is noticed.
"""

import hashlib
import http.client
import os
import queue
import tarfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolchain.cache import need_space
from toolchain.errors import ReleaseUnavailableError, ToolchainError
from toolchain.progress import Progress
from toolchain.pulumi_cli import ENGINE, PROGRAMS, parse_version, platform_name, version_of

ARCHIVES = "https://get.pulumi.com/releases/sdk"
CHECKSUMS = "https://github.com/pulumi/pulumi/releases/download/v{version}"
BASE_URL_VARIABLE = "PULUMI_TOOLCHAIN_URL"
PLATFORMS = ("linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64")
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
SPACE_GIB = 0.5
MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How many seconds a download is given before something else is tried."""

    answer: float = 5.0
    silence: float = 10.0
    whole: float = 300.0


def download_release(folder: Path, version: str, patience: Patience | None = None) -> None:
    """Fill a folder with the programs of Pulumi's release for this platform."""
    patience = patience or Patience()
    name = platform_name()
    if name not in PLATFORMS:
        raise ReleaseUnavailableError(f"Pulumi has no release for {name}.")
    need_space(folder, SPACE_GIB)
    mirror = _mirror()
    archive = f"pulumi-v{version}-{name}.tar.gz"
    with Progress(f"Downloading pulumi {version}") as progress:
        try:
            checksum = _checksum(mirror or CHECKSUMS.format(version=version), version, archive, patience)
            _save(f"{mirror or ARCHIVES}/{archive}", folder / archive, checksum, patience, progress)
            _unpack(folder / archive, folder)
        except (OSError, EOFError, ValueError, http.client.HTTPException, tarfile.TarError) as error:
            raise ReleaseUnavailableError(f"{archive} could not be had: {_reason(error)}.") from error
    missing = [name for name in PROGRAMS if not (folder / name).exists()]
    if missing:
        raise ReleaseUnavailableError(f"{archive} comes without {', '.join(missing)}.")
    if version_of(folder / ENGINE) != parse_version(version):
        raise ReleaseUnavailableError(f"{archive} does not hold a pulumi {version} that runs here.")


def _mirror() -> str:
    """Return the address to take the place of Pulumi's own, or nothing; raises a `ToolchainError`.

    What comes from it is run. It is never quoted, since it may hold a password.
    """
    mirror = os.environ.get(BASE_URL_VARIABLE, "").rstrip("/")
    if "@" in mirror:
        raise ToolchainError(f"{BASE_URL_VARIABLE} holds a user name or password: use an address without.")
    try:
        parts = urllib.parse.urlsplit(mirror)
    except ValueError:
        raise ToolchainError(f"{BASE_URL_VARIABLE} is no address.") from None
    if parts.scheme == "http" and parts.hostname not in _THIS_MACHINE:
        raise ToolchainError(f"{BASE_URL_VARIABLE} is a plain http address: use https.")
    return mirror


def _checksum(base: str, version: str, archive: str, patience: Patience) -> str:
    with _open(f"{base}/pulumi-{version}-checksums.txt", patience) as answer:
        lines = [line.split() for line in answer.read(MIB).decode("ascii", "replace").splitlines()]
    for words in lines:
        if words[1:] == [archive]:
            return str(words[0]).lower()
    raise ReleaseUnavailableError(f"Pulumi's list of checksums does not name {archive}.")


def _save(url: str, path: Path, checksum: str, patience: Patience, progress: Progress) -> None:
    digest = hashlib.sha256()
    deadline = time.monotonic() + patience.whole
    with _open(url, patience) as answer, path.open("wb") as file:
        total = int(answer.headers.get("Content-Length") or 0)
        while block := answer.read1(MIB):
            file.write(block)
            digest.update(block)
            progress.note = f"{file.tell() // MIB} of {total // MIB} MiB"
            if time.monotonic() > deadline:
                raise ReleaseUnavailableError(
                    f"{url} is too slow: {progress.note} in {patience.whole:.0f} s."
                )
    if digest.hexdigest() != checksum:
        raise ReleaseUnavailableError(f"{url} is not what its checksum promises: damaged, or tampered with.")


def _unpack(archive: Path, folder: Path) -> None:
    # Only regular files of known names are written, so no path inside the archive can lead elsewhere.
    with tarfile.open(archive, "r:gz") as tar:
        for member in tar:
            name = Path(member.name).name
            if name in PROGRAMS and (content := tar.extractfile(member)):
                with (folder / name).open("wb") as program:
                    while block := content.read(MIB):
                        program.write(block)
                (folder / name).chmod(0o755)
    archive.unlink()


def _open(url: str, patience: Patience) -> Any:
    """Open a URL, giving up in time even where name look-up hangs or many addresses are tried."""
    opener = urllib.request.build_opener()
    opened = _within(patience.answer, lambda: opener.open(url, timeout=patience.silence))
    if opened is None:
        raise TimeoutError(f"no answer within {patience.answer:.0f} s")
    if isinstance(opened, urllib.error.HTTPError):
        opened.close()
    if isinstance(opened, Exception):
        raise opened
    return opened


def _within(seconds: float, call: Callable[[], Any]) -> Any:
    outcome: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def answer() -> None:
        try:
            outcome.put(call())
        except (OSError, ValueError, http.client.HTTPException) as error:
            outcome.put(error)

    # A daemon: nothing can interrupt a look-up that hangs, and it must not hold up the end of the process.
    threading.Thread(target=answer, daemon=True).start()
    try:
        return outcome.get(timeout=seconds)
    except queue.Empty:
        return None


def _reason(error: BaseException) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"{error.code} {error.reason} from {error.url}"
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    return str(error) or type(error).__name__
