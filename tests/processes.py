"""Programs that run to their end."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def ran(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    check: bool = False,
) -> "subprocess.CompletedProcess[str]":
    """Run a program, and return what it printed; with `check`, it must not fail."""
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=check)
