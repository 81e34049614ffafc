"""The files of the template, and stand-ins for the actions that need GitHub itself or a cloud."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "template"
"""What a team's repository begins as, and whose workflows are run."""
LOCAL = "./"
_STAND_INS = Path(__file__).parent / "stand_ins"
_USED = re.compile(r"uses: ([\w-]+/([\w-]+))(?:/[\w/-]+)?@([0-9a-f]{40})")


def stand_ins() -> Iterator[str]:
    """Yield what `act` is told about each action of others: its name, its commit, and the folder instead."""
    files = sorted((TEMPLATE / ".github").rglob("*.yml"))
    used = {found.groups() for file in files for found in _USED.finditer(file.read_text())}
    for action, name, commit in sorted(used):
        folder = _STAND_INS / name
        assert (folder / "action.yml").exists(), f"{action} has no stand-in"
        yield f"{action}@{commit}={folder}"
