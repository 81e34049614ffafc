"""The Pulumi CLI in the virtual environment, from the first of three places that has one."""

import hashlib
import os
from pathlib import Path

from toolchain import cache
from toolchain.errors import ReleaseUnavailableError, ToolchainError
from toolchain.go_build import START_LANGUAGE_HOST, build_cli
from toolchain.on_path import find_installed
from toolchain.progress import say
from toolchain.pulumi_cli import (
    ENGINE,
    ENGINE_MODULE,
    LANGUAGE_MODULE,
    MINIMUM,
    PROGRAMS,
    pinned_version,
    platform_name,
    version_of,
)
from toolchain.release import download_release

WAY_VARIABLE = "PULUMI_TOOLCHAIN"
PATH, DOWNLOAD, BUILD = "path", "download", "build"


def install_cli(bin_folder: Path) -> None:
    """Link a Pulumi CLI and its helper programs into a folder, getting them first where that is needed."""
    way = os.environ.get(WAY_VARIABLE, "")
    if way not in {"", PATH, DOWNLOAD, BUILD}:
        raise ToolchainError(f"{WAY_VARIABLE} is {way!r}: it can be {PATH}, {DOWNLOAD} or {BUILD}.")
    if not _is_linked(bin_folder, way):
        _link(_programs(way), bin_folder)


def release_folder() -> Path:
    """Return where this platform's release of the pinned version is kept."""
    return cache.home() / f"{pinned_version()}-{platform_name()}-release"


def build_folder() -> Path:
    """Return where the build from these very module files is kept."""
    digest = hashlib.sha256(START_LANGUAGE_HOST.encode())
    for module in (ENGINE_MODULE, LANGUAGE_MODULE):
        digest.update((module / "go.mod").read_bytes() + (module / "go.sum").read_bytes())
    return cache.home() / f"{pinned_version()}-{platform_name()}-build-{digest.hexdigest()[:8]}"


def _is_linked(bin_folder: Path, way: str) -> bool:
    linked = bin_folder / ENGINE
    if not cache.is_whole(bin_folder):
        return False
    folder = linked.resolve().parent
    if way == DOWNLOAD:
        return folder == release_folder().resolve()
    if way == BUILD:
        return folder == build_folder().resolve()
    if folder.is_relative_to(cache.home().resolve()):
        return not way and folder in {release_folder().resolve(), build_folder().resolve()}
    # What somebody else installed can have been downgraded since.
    version = version_of(linked)
    return version is not None and version >= MINIMUM


def _programs(way: str) -> dict[str, Path]:
    if way in {"", PATH}:
        try:
            installed = find_installed(os.environ.get("PATH", ""))
        except ToolchainError as error:
            if way:
                raise
            say(f"Not used: {error}")
        else:
            if installed:
                say(f"Using {installed[ENGINE]}.")
                return installed
            if way:
                raise ToolchainError(f"{WAY_VARIABLE}={PATH}, but there is no pulumi on PATH: install it.")
    folder = _folder(way)
    return {name: folder / name for name in PROGRAMS}


def _folder(way: str) -> Path:
    version = pinned_version()
    if not way:
        for kept in (release_folder(), build_folder()):
            if cache.is_whole(kept):
                return kept
    if way != BUILD:
        try:
            return cache.obtain(release_folder().name, lambda folder: download_release(folder, version))
        except ReleaseUnavailableError as error:
            if way:
                raise
            say(f"No release used: {error}")
    return cache.obtain(build_folder().name, lambda folder: build_cli(folder, version))


def _link(programs: dict[str, Path], bin_folder: Path) -> None:
    for name in PROGRAMS:
        link = bin_folder / name
        if name not in programs:
            link.unlink(missing_ok=True)
            continue
        # Made beside and renamed, so that a pulumi that runs meanwhile always finds its helpers.
        fresh = bin_folder / f".{name}.{os.getpid()}"
        fresh.symlink_to(programs[name])
        fresh.replace(link)
