"""The story of the page on adopting a whole account: from nothing to the first reviewed change, and on."""

from pathlib import Path

from tests.docs.terminal import Blocks, shown
from tests.docs.workspace import SIGNED_IN, Workspace

ACCOUNT = "71234569"
OCCASIONS, REASONS = "specialoccasion", "status-reasons"
CLI = ("liveperson",)
SUPPORT = "--stack", "support"


def day(date: str, name: str) -> dict[str, object]:
    """Return the event of a day off."""
    start, end = (
        {"dateTime": f"{date}T{time}", "timeZone": "Europe/Lisbon"} for time in ("00:00:00", "23:59:00")
    )
    return {"meta": {"working": False, "name": name}, "start": start, "end": end, "recurrence": []}


def exporting(folder: Path) -> Blocks:
    """Bring an account under management, change it, and find what others have made since."""
    with Workspace(folder) as here:
        here.environment |= {**SIGNED_IN, "LIVEPERSON_ACCOUNT_ID": ACCOUNT}
        here.pulumi("stack", "init", "support")
        events = [day("2026-12-24", "Christmas Eve"), day("2026-12-25", "Christmas Day")]
        holidays = {"name": "Christmas", "description": "Closed", "isDefault": True, "events": events}
        here.control.foreign_create(ACCOUNT, OCCASIONS, holidays)
        here.control.set_knobs(missing_description="accept")
        audit = {"name": "Audit", "description": "", "isDefault": False, "events": []}
        here.control.foreign_create(ACCOUNT, OCCASIONS, audit)
        for text in ("Lunch", "Lunch!"):
            here.control.foreign_create(ACCOUNT, REASONS, {"text": text, "state": "Away", "enabled": True})
        yield "export", shown(here, *CLI, "export", *SUPPORT, "--import")
        yield "exported", shown(here, "cat", "stacks/support.py")
        here.edit("stacks/support.py", 'text="Lunch!"', 'text="Late lunch"')
        yield "exported-change", shown(here, "pulumi", "preview", "--refresh", "--diff", *SUPPORT)
        here.control.foreign_create(
            ACCOUNT, REASONS, {"text": "Training", "state": "Occupied", "enabled": True}
        )
        found = next(each["id"] for each in here.control.objects(ACCOUNT, REASONS) if each["text"] == "Lunch")
        here.control.foreign_delete(ACCOUNT, REASONS, found)
        yield "unmanaged", shown(here, *CLI, "unmanaged", *SUPPORT, code=3)
        yield "export-more", shown(here, *CLI, "export", *SUPPORT, "--name", "Training")
