"""Finds a Pulumi CLI that is already installed."""

import os
import shutil
from pathlib import Path

from toolchain.errors import ToolchainError
from toolchain.pulumi_cli import (
    DYNAMIC_PROVIDER,
    ENGINE,
    LANGUAGE_HOST,
    MINIMUM,
    PROGRAMS,
    spell_version,
    version_of,
)


def find_installed(search_path: str) -> dict[str, Path] | None:
    """Return the programs of the CLI on a search path by name; None if there is no CLI."""
    outside = os.pathsep.join(entry for entry in search_path.split(os.pathsep) if not _is_virtual_env(entry))
    found = shutil.which(ENGINE, path=outside)
    if found is None:
        return None
    pulumi = Path(found)
    version = version_of(pulumi)
    if version is None:
        raise ToolchainError(f"{pulumi} does not run.")
    if version < MINIMUM:
        raise ToolchainError(
            f"{pulumi} is {spell_version(version)}; {spell_version(MINIMUM)} or newer is needed. Upgrade it."
        )
    # Package managers link only some programs into their bin folder; the others are next to the real file.
    around = os.pathsep.join([str(pulumi.parent), str(pulumi.resolve().parent), outside])
    programs = {name: Path(path) for name in PROGRAMS if (path := shutil.which(name, path=around))}
    for name in (LANGUAGE_HOST, DYNAMIC_PROVIDER):
        if name not in programs:
            raise ToolchainError(f"{pulumi} has no {name}. Install Pulumi's Python support next to it.")
    return {**programs, ENGINE: pulumi}


def _is_virtual_env(entry: str) -> bool:
    # A pulumi in a virtual environment is our own link, and is removed together with the environment.
    return (Path(entry).parent / "pyvenv.cfg").exists()
