"""What is committed here: programs and stacks as they were before somebody worked with them."""

import io
import subprocess
import tarfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
STACKS = "Pulumi.*.yaml"


def write_committed(folder: Path, *patterns: str) -> None:
    """Write the committed files of some patterns into a folder."""
    with tarfile.open(fileobj=io.BytesIO(_archive(patterns))) as archive:
        archive.extractall(folder, filter="data")


@cache
def _archive(patterns: tuple[str, ...]) -> bytes:
    return subprocess.run(
        ["git", "archive", "HEAD", *patterns], cwd=ROOT, check=True, capture_output=True
    ).stdout
