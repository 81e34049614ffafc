"""Installs the Pulumi CLI in the virtual environment, from the first available of three sources.

A CLI that is installed on this machine is linked. A release or a build is copied, so a later change of the
cache cannot change the programs that run here.
"""

import os
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolchain import cache, demo, go_build, release
from toolchain.errors import ReleaseUnavailableError, ToolchainError
from toolchain.on_path import find_installed
from toolchain.progress import print_status
from toolchain.pulumi_cli import ENGINE, LINKED_ENGINE, MINIMUM, PROGRAMS, is_complete, version_of

START = """\
#!/bin/sh
# Pulumi's own CLI, which gets the demo's backend and passphrase for the stacks of the demo.
exec {python} -I -S {demo} {cli} "$@"
"""
DEMO = Path(demo.__file__)
METHOD_VARIABLE = "PULUMI_TOOLCHAIN"
PATH, DOWNLOAD, BUILD = "path", "download", "build"


@dataclass(frozen=True, kw_only=True)
class _Source:
    """A source of the programs, and its entry in the cache."""

    key: str
    fill: Callable[[Path], None]
    is_complete: Callable[[Path], bool]
    copy: Callable[[Path, Path], None]


def install_cli(bin_folder: Path) -> None:
    """Install a Pulumi CLI and its helper programs into a folder; download or build them if necessary."""
    method = os.environ.get(METHOD_VARIABLE, "")
    if method not in {"", PATH, DOWNLOAD, BUILD}:
        raise ToolchainError(f"{METHOD_VARIABLE} is {method!r}; it must be {PATH}, {DOWNLOAD} or {BUILD}.")
    if not _is_linked(bin_folder, method):
        _link(_programs(bin_folder, method), bin_folder)
        _remove_unused(bin_folder)
    _write_start_script(bin_folder)


def _copies(bin_folder: Path) -> Path:
    """Return the folder of this virtual environment for copies of CLIs."""
    return bin_folder.resolve().parent / "pulumi"


def _sources(method: str) -> list[_Source]:
    released = _Source(
        key=release.release_key(),
        fill=release.download_release,
        is_complete=release.is_reviewed,
        copy=release.unpack_release,
    )
    built = _Source(
        key=go_build.build_key(), fill=go_build.build_cli, is_complete=is_complete, copy=_copy_programs
    )
    return {DOWNLOAD: [released], BUILD: [built]}.get(method, [released, built])


def _is_linked(bin_folder: Path, method: str) -> bool:
    linked = bin_folder / LINKED_ENGINE
    if not linked.exists() or not is_complete(bin_folder):
        return False
    folder = linked.resolve().parent
    if folder.is_relative_to(_copies(bin_folder)):
        return method != PATH and folder.name in {source.key for source in _sources(method)}
    if method in {DOWNLOAD, BUILD} or folder.is_relative_to(cache.home().resolve()):
        return False
    # An installed CLI may have been downgraded since the last run.
    version = version_of(linked)
    return version is not None and version >= MINIMUM


def _programs(bin_folder: Path, method: str) -> dict[str, Path]:
    if method in {"", PATH}:
        try:
            installed = find_installed(os.environ.get("PATH", ""))
        except ToolchainError as error:
            if method:
                raise
            print_status(f"The installed pulumi is not used: {error}")
        else:
            if installed:
                print_status(f"Using {installed[ENGINE]}.")
                return installed
            if method:
                raise ToolchainError(
                    f"{METHOD_VARIABLE} is {PATH}, but there is no pulumi on PATH. Install it."
                )
    folder = _copied(_copies(bin_folder), method)
    return {name: folder / name for name in PROGRAMS}


def _copied(copies: Path, method: str) -> Path:
    # Sources in the cache come first, because they need no download or build.
    *first, last = sorted(
        _sources(method), key=lambda source: not cache.contains(source.key, source.is_complete)
    )
    for source in first:
        try:
            return _copy(source, copies)
        except ReleaseUnavailableError as error:
            print_status(f"The release is not used: {error}")
    return _copy(last, copies)


def _copy(source: _Source, copies: Path) -> Path:
    kept = cache.obtain(source.key, source.fill, source.is_complete)
    copies.mkdir(exist_ok=True)
    cache.create_folder(copies / source.key, partial(source.copy, kept))
    return copies / source.key


def _copy_programs(kept: Path, folder: Path) -> None:
    shutil.copytree(kept, folder, dirs_exist_ok=True)


def _remove_unused(bin_folder: Path) -> None:
    used = (bin_folder / LINKED_ENGINE).resolve().parent
    for copy in _copies(bin_folder).glob("*"):
        if copy != used:
            shutil.rmtree(copy)


def _link(programs: dict[str, Path], bin_folder: Path) -> None:
    for name in PROGRAMS:
        link = bin_folder / (LINKED_ENGINE if name == ENGINE else name)
        if name not in programs:
            link.unlink(missing_ok=True)
            continue
        fresh = _temporary(link)
        fresh.symlink_to(programs[name])
        fresh.replace(link)


def _write_start_script(bin_folder: Path) -> None:
    bin_folder = bin_folder.resolve()
    # A copy, because the virtual environment may be a link to an environment in another folder.
    demo_script = bin_folder / f"pulumi_{DEMO.name}"
    if not demo_script.exists() or demo_script.read_bytes() != DEMO.read_bytes():
        fresh = _temporary(demo_script)
        shutil.copyfile(DEMO, fresh)
        fresh.replace(demo_script)
    places = {"python": bin_folder / "python", "demo": demo_script, "cli": bin_folder / LINKED_ENGINE}
    wanted = START.format(**{name: shlex.quote(str(place)) for name, place in places.items()})
    start = bin_folder / ENGINE
    if start.is_symlink() or not start.exists() or start.read_text() != wanted:
        fresh = _temporary(start)
        fresh.write_text(wanted)
        fresh.chmod(0o755)
        fresh.replace(start)


def _temporary(path: Path) -> Path:
    """Return the path of a file before it is renamed, so a running pulumi always finds its helpers."""
    return path.with_name(f".{path.name}.{os.getpid()}")
