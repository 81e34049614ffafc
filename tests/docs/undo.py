"""The stories of the pages on comparing, and on undoing."""

from pathlib import Path

from tests.docs.terminal import Blocks, shown
from tests.docs.workspace import Workspace

DEV, PROD = "acme-dev", "acme-prod"
PROD_ACCOUNT = "71234569"
OCCASIONS, REASONS = "specialoccasion", "status-reasons"
COMPARE = "python", "-m", "cli", "compare"


def comparison(folder: Path) -> Blocks:
    """Compare two stacks of one program, and one of them with its account."""
    with Workspace(folder) as here:
        for stack in (DEV, PROD):
            here.pulumi("stack", "init", stack)
            here.pulumi("up", "--yes", "--skip-preview")
        (launch,) = (
            each for each in here.control.objects(PROD_ACCOUNT, OCCASIONS) if "Launch" in each["name"]
        )
        here.control.foreign_update(PROD_ACCOUNT, OCCASIONS, launch["id"], {"description": "Two shifts"})
        here.control.foreign_create(PROD_ACCOUNT, REASONS, {"text": "Fire drill", "state": "Occupied"})
        yield (
            "compare",
            shown(here, *COMPARE, PROD, DEV, "--format", "text", code=3)
            + shown(here, *COMPARE, PROD, f"live:{PROD}", "--format", "text", code=3),
        )
