"""The stories of the pages on comparing, and on undoing."""

import re
from pathlib import Path

from tests.docs.terminal import Blocks, shown
from tests.docs.workspace import SIGNED_IN, Workspace

DEV, PROD = "acme-dev", "acme-prod"
PROD_ACCOUNT = "71234569"
OCCASIONS, REASONS = "specialoccasion", "status-reasons"
ACCOUNT = "71234568"
COMPARE, SNAPSHOT = (("liveperson", "compare"), ("liveperson", "snapshot"))
RESTORE = "liveperson", "restore", "before.json"
UP = "pulumi", "up", "--yes", "--skip-preview"

CLOSURE = """    SpecialOccasion(
        "year-end",
        name="Year-end closure",
        description="Back office closed",
        events=[closed("2026-12-24", days=9, time_zone="Europe/Lisbon")],
    )
"""
TEAM = f"""from pulumi_liveperson import SpecialOccasion, StatusReason, closed


def program() -> None:
{CLOSURE}    StatusReason("lunch", text="Lunch")
    StatusReason("huddle", text="Team huddle", state="Occupied")
"""


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


def undoing(folder: Path) -> Blocks:
    """Take a snapshot, let an update do harm, and go back; then let nobody confirm another restore."""
    with Workspace(folder) as here:
        here.environment |= {**SIGNED_IN, "LIVEPERSON_ACCOUNT_ID": ACCOUNT}
        here.write("stacks/team.py", TEAM)
        here.pulumi("stack", "init", "team")
        # One by one, so that each object has the same place in each run.
        here.pulumi("up", "--yes", "--skip-preview", "--parallel", "1")
        yield "snapshot", timeless(shown(here, *SNAPSHOT, "--output", "before.json"))
        here.edit("stacks/team.py", CLOSURE, "")
        here.edit("stacks/team.py", 'text="Team huddle", state="Occupied"', 'text="Team huddle"')
        yield "restore", timeless(shown(here, *UP) + shown(here, *RESTORE, "--yes"))
        here.write("stacks/team.py", TEAM)
        refresh = shown(here, "pulumi", "refresh", "--yes", "--skip-preview")
        yield "restore-refresh", refresh + shown(here, *UP)
        here.pulumi("preview", "--refresh", "--expect-no-changes")
        lunch = next(each for each in here.control.objects(ACCOUNT, REASONS) if each["text"] == "Lunch")
        here.control.foreign_update(ACCOUNT, REASONS, lunch["id"], {"enabled": False})
        yield "restore-unconfirmed", timeless(shown(here, *RESTORE, "--name", "Lunch", code=3))


def timeless(text: str) -> str:
    """Return output with one time for all."""
    return re.sub(r"\b20\d\d-\d\d-\d\dT[0-9:]{8}Z", "2026-11-21T10:15:00Z", text)
