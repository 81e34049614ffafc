"""The Pulumi CLI in the virtual environment, from the first of three places that has one."""

import hashlib
import os
import shlex
import shutil
from pathlib import Path

from toolchain import cache, demo
from toolchain.errors import ReleaseUnavailableError, ToolchainError
from toolchain.go_build import START_LANGUAGE_HOST, build_cli
from toolchain.on_path import find_installed
from toolchain.progress import say
from toolchain.pulumi_cli import (
    ENGINE,
    ENGINE_MODULE,
    LANGUAGE_MODULE,
    LINKED_ENGINE,
    MINIMUM,
    PROGRAMS,
    pinned_version,
    platform_name,
    version_of,
)
from toolchain.release import download_release

START = """\
#!/bin/sh
# Pulumi's own CLI, which gets the demo's backend and passphrase for the stacks of the demo.
exec {python} -I -S {demo} {cli} "$@"
"""
DEMO = Path(demo.__file__)
WAY_VARIABLE = "PULUMI_TOOLCHAIN"
PATH, DOWNLOAD, BUILD = "path", "download", "build"


def install_cli(bin_folder: Path) -> None:
    """Link a Pulumi CLI and its helper programs into a folder, getting them first where that is needed."""
    way = os.environ.get(WAY_VARIABLE, "")
    if way not in {"", PATH, DOWNLOAD, BUILD}:
        raise ToolchainError(f"{WAY_VARIABLE} is {way!r}: it can be {PATH}, {DOWNLOAD} or {BUILD}.")
    if not _is_linked(bin_folder, way):
        _link(_programs(way), bin_folder)
    _start(bin_folder)


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
    linked = bin_folder / LINKED_ENGINE
    if not linked.exists() or not cache.is_whole(bin_folder):
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
        link = bin_folder / (LINKED_ENGINE if name == ENGINE else name)
        if name not in programs:
            link.unlink(missing_ok=True)
            continue
        fresh = _beside(link)
        fresh.symlink_to(programs[name])
        fresh.replace(link)


def _start(bin_folder: Path) -> None:
    bin_folder = bin_folder.resolve()
    # A copy, because a virtual environment may be a link to that of another folder.
    before = bin_folder / f"pulumi_{DEMO.name}"
    if not before.exists() or before.read_bytes() != DEMO.read_bytes():
        fresh = _beside(before)
        shutil.copyfile(DEMO, fresh)
        fresh.replace(before)
    places = {"python": bin_folder / "python", "demo": before, "cli": bin_folder / LINKED_ENGINE}
    wanted = START.format(**{name: shlex.quote(str(place)) for name, place in places.items()})
    start = bin_folder / ENGINE
    if start.is_symlink() or not start.exists() or start.read_text() != wanted:
        fresh = _beside(start)
        fresh.write_text(wanted)
        fresh.chmod(0o755)
        fresh.replace(start)


def _beside(path: Path) -> Path:
    """Return where a file is made before it is renamed: a pulumi that runs always finds its helpers."""
    return path.with_name(f".{path.name}.{os.getpid()}")
