"""States as former versions have written them, each with its account, its program and its configuration."""

from dataclasses import dataclass
from pathlib import Path

GOLDEN = Path(__file__).parent
NAME = "golden"
PASSPHRASE = "golden"


@dataclass(frozen=True)
class GoldenFiles:
    """What is kept of a version."""

    state: Path
    account: Path
    program: Path
    configuration: Path


def golden_files(folder: Path) -> GoldenFiles:
    """Return where it is kept."""
    return GoldenFiles(
        folder / "state.json", folder / "account.json", folder / "program.py", folder / f"Pulumi.{NAME}.yaml"
    )
