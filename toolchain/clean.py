"""Removing what set-up and use leave in a checkout."""

import shutil
from pathlib import Path

from toolchain.errors import ToolchainError

OWN_STACK = "demo"
CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis")


def remove_leftovers(root: Path) -> None:
    """Remove the virtual environment, the local state and the caches inside a checkout."""
    foreign = foreign_stacks(root / ".state")
    if foreign:
        raise ToolchainError(
            f"Nothing removed: .state holds the only state of {', '.join(foreign)}; "
            "`pulumi stack export` it elsewhere, then `pulumi stack rm --force` it here."
        )
    for name in (".venv", ".state", *CACHES):
        shutil.rmtree(root / name, ignore_errors=True)
    for cache in sorted(root.rglob("__pycache__")):
        shutil.rmtree(cache, ignore_errors=True)


def foreign_stacks(state: Path) -> list[str]:
    """Return the stacks other than the demo whose state lives in a folder."""
    found = {path.name.split(".")[0] for path in state.glob(".pulumi/stacks/*/*.json*")}
    return sorted(found - {OWN_STACK})
