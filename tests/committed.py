"""What is committed here: programs and stacks as they were before somebody worked with them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
STACKS = "Pulumi.*.yaml"


def write_committed(folder: Path, *patterns: str) -> None:
    """Write the committed files of some patterns into a folder."""
    subprocess.run(["tar", "-x", "-C", folder], input=_archive(patterns), check=True)


@cache
def _archive(patterns: tuple[str, ...]) -> bytes:
    return subprocess.run(
        ["git", "archive", "HEAD", *patterns], cwd=ROOT, check=True, capture_output=True
    ).stdout
