"""Removes the files that set-up and use leave in a checkout."""

import re
import shutil
from pathlib import Path

from toolchain.demo import is_demo
from toolchain.errors import ToolchainError

CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis")
# Pulumi also leaves a file `.bak` of each, also of stacks that were removed or renamed.
_STATE = re.compile(r"(.+)\.json(\.gz|\.zst)?")


def remove_leftovers(root: Path) -> None:
    """Remove the virtual environment, the local state and the caches inside a checkout."""
    if foreign := foreign_stacks(root):
        names = ", ".join(foreign)
        commands = "; ".join(
            f"pulumi stack export --stack {name} --file {name}.json && "
            f"pulumi stack rm --force --yes --preserve-config {name}"
            for name in foreign
        )
        raise ToolchainError(
            f"Nothing was removed: .state contains the only state of {names}. "
            "Save this state, then run `make clean` again: "
            f'`export PULUMI_BACKEND_URL="file://$PWD/.state?metadata=skip"; {commands}`'
        )
    for name in (".venv", ".state", *CACHES):
        shutil.rmtree(root / name, ignore_errors=True)
    for cache in sorted(root.rglob("__pycache__")):
        shutil.rmtree(cache, ignore_errors=True)


def foreign_stacks(root: Path) -> list[str]:
    """Return the stacks whose state is in a checkout although they do not belong to the demo."""
    files = (_STATE.fullmatch(path.name) for path in root.glob(".state/.pulumi/stacks/*/*"))
    return sorted({found[1] for found in files if found and not is_demo(root / f"Pulumi.{found[1]}.yaml")})
