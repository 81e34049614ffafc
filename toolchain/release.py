"""Installs Pulumi's own release archive if its checksum is the reviewed one.

The checksums are committed here. So neither a mirror nor a cache can change the programs that run.
"""

import hashlib
import os
import shlex
import tarfile
from pathlib import Path

from pulumi_liveperson.escaping.addresses import is_insecure
from toolchain.cache import require_space
from toolchain.download import MIB, Timeouts, download
from toolchain.errors import ReleaseUnavailableError, ToolchainError
from toolchain.progress import Progress
from toolchain.pulumi_cli import ENGINE, PROGRAMS, parse_version, pinned_version, platform_name, version_of

ARCHIVES = "https://get.pulumi.com/releases/sdk"
CHECKSUMS = Path(__file__).with_name("checksums.txt")
BASE_URL_VARIABLE = "PULUMI_TOOLCHAIN_URL"
PLATFORMS = ("linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64")
SPACE_GIB = 0.5


def release_key() -> str:
    """Return the key in the cache of this platform's release of the pinned version."""
    digest = hashlib.sha256(CHECKSUMS.read_bytes()).hexdigest()
    return f"{pinned_version()}-{platform_name()}-release-{digest[:8]}"


def archive_name() -> str:
    """Return the name of Pulumi's archive for this platform."""
    return f"pulumi-v{pinned_version()}-{platform_name()}.tar.gz"


def is_reviewed(folder: Path) -> bool:
    """Return whether a folder contains the archive whose checksum is committed."""
    archive = folder / archive_name()
    if not archive.is_file():
        return False
    with archive.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == reviewed_checksum(archive.name)


def reviewed_checksum(archive: str) -> str:
    """Return the committed SHA-256 of an archive; raises `ToolchainError` if there is none."""
    for line in CHECKSUMS.read_text(encoding="ascii").splitlines():
        if line.split()[1:] == [archive]:
            return line.split()[0]
    version = pinned_version()
    of_release = (
        f"https://github.com/pulumi/pulumi/releases/download/v{version}/pulumi-{version}-checksums.txt"
    )
    raise ToolchainError(
        f"toolchain/{CHECKSUMS.name} has no checksum of {archive}, so no download can be checked. Write the "
        f"checksums of that release, then review and commit them: `curl --fail --location {of_release} | "
        f"grep -E '(linux|darwin)-(x64|arm64)' > toolchain/{CHECKSUMS.name}`"
    )


def download_release(folder: Path, timeouts: Timeouts | None = None) -> None:
    """Download Pulumi's archive for this platform into a folder, and check its reviewed checksum."""
    if platform_name() not in PLATFORMS:
        raise ReleaseUnavailableError(f"Pulumi has no release for {platform_name()}.")
    archive = archive_name()
    checksum = reviewed_checksum(archive)
    require_space(folder, SPACE_GIB)
    base = _mirror() or ARCHIVES
    with Progress(f"Downloading pulumi {pinned_version()}") as progress:
        found = download(f"{base}/{archive}", folder / archive, timeouts or Timeouts(), progress)
        if found != checksum:
            raise ReleaseUnavailableError(
                f"The downloaded {archive} does not have the checksum in toolchain/{CHECKSUMS.name}: "
                "it is damaged or was manipulated."
            )


def unpack_release(kept: Path, folder: Path) -> None:
    """Unpack the programs of a downloaded archive into a folder."""
    archive = kept / archive_name()
    require_space(folder, SPACE_GIB)
    try:
        _unpack(archive, folder)
    except (OSError, EOFError, tarfile.TarError) as error:
        raise ReleaseUnavailableError(
            f"{archive} cannot be unpacked ({error}). Remove it: `rm {shlex.quote(str(archive))}`."
        ) from error
    missing = [name for name in PROGRAMS if not (folder / name).exists()]
    if missing:
        raise ReleaseUnavailableError(f"{archive.name} does not contain {', '.join(missing)}.")
    if version_of(folder / ENGINE) != parse_version(pinned_version()):
        raise ReleaseUnavailableError(f"{archive.name} does not contain a pulumi that runs here.")


def _mirror() -> str:
    """Return the address that replaces Pulumi's own, or an empty text; raises `ToolchainError`.

    Messages never quote it, because it may contain a password.
    """
    mirror = os.environ.get(BASE_URL_VARIABLE, "").rstrip("/")
    if "@" in mirror:
        raise ToolchainError(
            f"{BASE_URL_VARIABLE} contains a user name or password. Remove it from the address."
        )
    if mirror and is_insecure(mirror):
        raise ToolchainError(f"{BASE_URL_VARIABLE} is not an https address. Use https.")
    return mirror


def _unpack(archive: Path, folder: Path) -> None:
    # Only regular files with known names are written, so no path in the archive can write outside the folder.
    with tarfile.open(archive, "r:gz") as tar:
        for member in tar:
            name = Path(member.name).name
            if name in PROGRAMS and (content := tar.extractfile(member)):
                with (folder / name).open("wb") as program:
                    while block := content.read(MIB):
                        program.write(block)
                (folder / name).chmod(0o755)
