"""The story of the page on real accounts: the requests of a probe, and a short probe of the simulator."""

import re
from pathlib import Path

from tests.docs.connection import ACCOUNT, started
from tests.docs.terminal import Blocks, shown
from tests.docs.workspace import SIGNED_IN, Workspace

PROBE = "liveperson", "probe", "--stack", "sandbox"
ONLY = "--only", "stale_check"


def probing(folder: Path) -> Blocks:
    """List the requests of some experiments, and conduct them."""
    with Workspace(folder) as here:
        started(here, "sandbox")
        here.environment |= SIGNED_IN
        listed = shown(here, *PROBE, "--dry-run", *ONLY)
        # The experiments with other kinds of objects send the same requests.
        yield (
            "probe-dry-run",
            re.sub(r"(?<=\n)write special.*(?=write skills)", "...\n", listed, flags=re.DOTALL),
        )
        yield "probe-run", shown(here, *PROBE, "--yes", *ONLY, "--output", "result.json")
        assert "liveperson-probe" not in str(here.control.objects(ACCOUNT, "skills"))
