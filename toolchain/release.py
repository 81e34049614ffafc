"""Pulumi's own release archive, which is used only if it is the one that was reviewed.

The checksums are committed here. So neither a mirror, nor a cache, nor whoever can write there has a say in
what is run.
"""

import hashlib
import os
import shlex
import tarfile
from pathlib import Path

from pulumi_liveperson.escaping.addresses import is_insecure
from toolchain.cache import need_space
from toolchain.download import MIB, Patience, download
from toolchain.errors import ReleaseUnavailableError, ToolchainError
from toolchain.progress import Progress
from toolchain.pulumi_cli import ENGINE, PROGRAMS, parse_version, pinned_version, platform_name, version_of

ARCHIVES = "https://get.pulumi.com/releases/sdk"
CHECKSUMS = Path(__file__).with_name("checksums.txt")
BASE_URL_VARIABLE = "PULUMI_TOOLCHAIN_URL"
PLATFORMS = ("linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64")
SPACE_GIB = 0.5


def release_key() -> str:
    """Return the name under which this platform's release of the pinned version is kept."""
    digest = hashlib.sha256(CHECKSUMS.read_bytes()).hexdigest()
    return f"{pinned_version()}-{platform_name()}-release-{digest[:8]}"


def archive_name() -> str:
    """Return the name of Pulumi's archive for this platform."""
    return f"pulumi-v{pinned_version()}-{platform_name()}.tar.gz"


def is_reviewed(folder: Path) -> bool:
    """Tell whether a folder holds the archive whose checksum is committed."""
    archive = folder / archive_name()
    if not archive.is_file():
        return False
    with archive.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == reviewed_checksum(archive.name)


def reviewed_checksum(archive: str) -> str:
    """Return the committed SHA-256 of an archive; raises a `ToolchainError` where there is none."""
    for line in CHECKSUMS.read_text(encoding="ascii").splitlines():
        if line.split()[1:] == [archive]:
            return line.split()[0]
    version = pinned_version()
    of_release = (
        f"https://github.com/pulumi/pulumi/releases/download/v{version}/pulumi-{version}-checksums.txt"
    )
    raise ToolchainError(
        f"toolchain/{CHECKSUMS.name} does not name {archive}, so no download of it can be checked. Write the "
        f"checksums of that release, then review and commit them: `curl --fail --location {of_release} | "
        f"grep -E '(linux|darwin)-(x64|arm64)' > toolchain/{CHECKSUMS.name}`"
    )


def download_release(folder: Path, patience: Patience | None = None) -> None:
    """Fill a folder with Pulumi's archive for this platform, if it is the one that was reviewed."""
    if platform_name() not in PLATFORMS:
        raise ReleaseUnavailableError(f"Pulumi has no release for {platform_name()}.")
    archive = archive_name()
    checksum = reviewed_checksum(archive)
    need_space(folder, SPACE_GIB)
    base = _mirror() or ARCHIVES
    with Progress(f"Downloading pulumi {pinned_version()}") as progress:
        found = download(f"{base}/{archive}", folder / archive, patience or Patience(), progress)
        if found != checksum:
            raise ReleaseUnavailableError(
                f"What was downloaded is not the {archive} that toolchain/{CHECKSUMS.name} names: "
                "damaged, or tampered with."
            )


def unpack_release(kept: Path, folder: Path) -> None:
    """Fill a folder with the programs of a downloaded archive."""
    archive = kept / archive_name()
    need_space(folder, SPACE_GIB)
    try:
        _unpack(archive, folder)
    except (OSError, EOFError, tarfile.TarError) as error:
        raise ReleaseUnavailableError(
            f"{archive} cannot be unpacked ({error}): `rm {shlex.quote(str(archive))}`."
        ) from error
    missing = [name for name in PROGRAMS if not (folder / name).exists()]
    if missing:
        raise ReleaseUnavailableError(f"{archive.name} comes without {', '.join(missing)}.")
    if version_of(folder / ENGINE) != parse_version(pinned_version()):
        raise ReleaseUnavailableError(f"{archive.name} does not hold a pulumi that runs here.")


def _mirror() -> str:
    """Return the address to take the place of Pulumi's own, or nothing; raises a `ToolchainError`.

    It is never quoted, since it may hold a password.
    """
    mirror = os.environ.get(BASE_URL_VARIABLE, "").rstrip("/")
    if "@" in mirror:
        raise ToolchainError(f"{BASE_URL_VARIABLE} holds a user name or password: use an address without.")
    if mirror and is_insecure(mirror):
        raise ToolchainError(f"{BASE_URL_VARIABLE} is no address of https: use https.")
    return mirror


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
