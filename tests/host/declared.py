"""Two declarations of each kind, which differ in every property, and where their objects live."""

from typing import Any

from liveperson_simulator.server import Simulator
from tests.host.conftest import ACCOUNT
from tests.unit.declarations import event, occasion, reason

Props = dict[str, Any]

KINDS = ["SpecialOccasion", "StatusReason"]
COLLECTIONS = {"SpecialOccasion": "specialoccasion", "StatusReason": "status-reasons"}
KEYS = {"SpecialOccasion": "name", "StatusReason": "text"}
FIRST = {"SpecialOccasion": occasion(), "StatusReason": reason()}
SECOND = {
    "SpecialOccasion": occasion(
        name="Spring",
        description="Open late",
        is_default=True,
        events=[event(working=True, count=90), event()],
    ),
    "StatusReason": reason(text="Coffee", state="Occupied", enabled=False),
}
OCCASION_EVENT = {
    "meta": {"working": False, "name": "closed"},
    "start": {"dateTime": "2026-12-24T00:00:00", "timeZone": "Europe/Lisbon"},
    "end": {"dateTime": "2026-12-24T23:59:00", "timeZone": "Europe/Lisbon"},
    "recurrence": [],
}
WIRE = {
    "SpecialOccasion": {
        "name": "Year end",
        "description": "Closed",
        "isDefault": False,
        "events": [OCCASION_EVENT],
        "deleted": False,
    },
    "StatusReason": {"text": "Lunch", "state": "Away", "enabled": True, "deleted": False},
}


def live(simulator: Simulator, kind: str) -> list[Props]:
    """Return what the account holds of a kind."""
    return simulator.control.objects(ACCOUNT, COLLECTIONS[kind])


def change(simulator: Simulator, kind: str, id_: str, **changes: object) -> None:
    """Change an object as a colleague does in the console."""
    simulator.control.foreign_update(ACCOUNT, COLLECTIONS[kind], id_, changes)


def move_revision(simulator: Simulator, kind: str) -> None:
    """Let a colleague create something else, which moves the revision of the collection."""
    body = {**WIRE[kind], KEYS[kind]: "Somebody else's", "isDefault": False}
    simulator.control.foreign_create(ACCOUNT, COLLECTIONS[kind], body)


def writes(simulator: Simulator, kind: str) -> list[str]:
    """Return the methods of the requests that wanted to change something of a kind."""
    log = [each for each in simulator.control.requests() if COLLECTIONS[kind] in each["path"]]
    return [each["method"] for each in log if each["method"] != "GET"]
