"""The story of the page on the report for all accounts: forty accounts, of which most get the same change."""

import os
import subprocess
import sys
from pathlib import Path

from tests.docs.output import settled
from tests.docs.terminal import Blocks, command
from tests.fleet.fleets import fleet
from tests.fleet.results import written

REPORT = "liveperson", "fleet", "report", "results", "--format", "text"


def accounts_report(folder: Path) -> Blocks:
    """Report on the results of the previews of forty accounts."""
    folder.mkdir(parents=True, exist_ok=True)
    written(folder / "results", *fleet(40))
    done = subprocess.run(
        [sys.executable, "-m", "pulumi_liveperson", *REPORT[1:]],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr  # an account of this fleet fails
    yield "accounts-report", f"{command(*REPORT)}\n{settled(done.stdout)}".rstrip() + "\n"
