"""A colleague in the console, who edits objects at every moment of a change, and what becomes of the edits.

One stack holds an object for each moment and each kind of edit, so one way through Pulumi tries them all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from liveperson_simulator.client import Control
from tests.engine.trial import ACCOUNT, Run

Fields = dict[str, Any]

OCCASIONS, REASONS = "specialoccasion", "status-reasons"
KEYS = {OCCASIONS: "name", REASONS: "text"}
NOUNS = {OCCASIONS: "special occasion", REASONS: "status reason"}
BEFORE, BETWEEN, DURING = MOMENTS = ("before", "between", "during")

SAME = "same field"
OTHER = "other field"
REST = "unchanged object"
DELETED = "deleted by us"
GONE = "deleted by them"
TAKEN = "name taken"
UNMANAGED = "unmanaged object"
EDITS = (SAME, OTHER, REST, DELETED, GONE, TAKEN, UNMANAGED)

_DECLARED = f"""
for moment in {MOMENTS}:
    for edit in {{edits}}:
        SpecialOccasion(f"{OCCASIONS} {{{{moment}}}} {{{{edit}}}}", name=f"{{{{moment}}}} {{{{edit}}}}",
                        description=DESCRIPTION if edit in CHANGED else "Closed")
        StatusReason(f"{REASONS} {{{{moment}}}} {{{{edit}}}}", text=f"{{{{moment}}}} {{{{edit}}}}",
                     state=STATE if edit in CHANGED else "Away")
"""
FIRST = 'CHANGED = ()\nDESCRIPTION, STATE = "Closed", "Away"\n' + _DECLARED.format(
    edits=(SAME, OTHER, REST, DELETED, GONE)
)
SECOND = f'CHANGED = {(SAME, OTHER, GONE, TAKEN)}\nDESCRIPTION, STATE = "On call", "Occupied"\n' + (
    _DECLARED.format(edits=(SAME, OTHER, REST, GONE, TAKEN))
)
OURS: dict[str, Fields] = {OCCASIONS: {"description": "On call"}, REASONS: {"state": "Occupied"}}
THEIRS: dict[str, Fields] = {OCCASIONS: {"description": "Theirs"}, REASONS: {"state": "Online"}}
_OTHER_FIELD: dict[str, Fields] = {
    OCCASIONS: {
        "events": [
            {
                "meta": {"working": False, "name": "Theirs"},
                "start": {"dateTime": "2026-12-24T00:00:00", "timeZone": "Europe/Lisbon"},
                "end": {"dateTime": "2026-12-24T23:59:00", "timeZone": "Europe/Lisbon"},
                "recurrence": [],
            }
        ]
    },
    REASONS: {"enabled": False},
}
_NEW: dict[str, Fields] = {
    OCCASIONS: {"description": "Theirs", "isDefault": False, "events": []},
    REASONS: {"state": "Online", "enabled": True},
}
_REQUEST = {DELETED: "DELETE", TAKEN: "POST"}


@dataclass(frozen=True)
class Edit:
    """One edit of one object."""

    collection: str
    moment: str
    what: str
    id: int | None

    @property
    def name(self) -> str:
        """The name or text of the object."""
        return f"{self.moment} {self.what}"

    @property
    def resource(self) -> str:
        """The resource of that object, where it has one."""
        return f"{self.collection} {self.name}"

    def make(self, control: Control) -> None:
        """Write now, or during the update: just before the request that writes that object arrives."""
        if self.moment == DURING:
            # Occasions are written together at one address, a reason at its own.
            is_alone = self.collection == REASONS and self.what in {SAME, OTHER, DELETED, GONE}
            path = str(self.id) if is_alone else self.collection
            when = {"method": _REQUEST.get(self.what, "PUT"), "path": path, "moment": BEFORE}
            control.foreign_on(ACCOUNT, self.collection, when=when, write=self._write)
        elif self.what == TAKEN:
            control.foreign_create(ACCOUNT, self.collection, self._write["body"])
        elif self.what == GONE:
            control.foreign_delete(ACCOUNT, self.collection, self._write["id"])
        else:
            control.foreign_update(ACCOUNT, self.collection, self._write["id"], self._write["changes"])

    @property
    def _write(self) -> Fields:
        if self.what == TAKEN:
            body = {KEYS[self.collection]: self.name, **_NEW[self.collection]}
            return {"operation": "create", "body": body}
        if self.what == GONE:
            return {"operation": "delete", "id": self.id}
        return {"operation": "update", "id": self.id, "changes": self._fields}

    @property
    def _fields(self) -> Fields:
        return (_OTHER_FIELD if self.what == OTHER else THEIRS)[self.collection]

    def told(self, run: Run) -> str | None:
        """Return what an update says about the object that it refuses to write."""
        named = f'The {NOUNS[self.collection]} "{self.name}" (id '
        words = r"was \w+ in LivePerson since Pulumi last saw it|already exists with other content"
        found = re.search(rf"{re.escape(named)}\d+\) ({words})", run.said)
        return found[1] if found else None

    def is_kept(self, control: Control) -> bool:
        """Tell whether LivePerson holds what they wrote."""
        live = control.objects(ACCOUNT, self.collection)
        found = [each for each in live if each[KEYS[self.collection]] == self.name]
        if self.what == GONE:
            return not found
        return any(self._fields.items() <= each.items() for each in found)


def unmanaged() -> Iterator[tuple[str, Fields]]:
    """Yield the objects that no resource manages."""
    for collection, body in _NEW.items():
        for moment in MOMENTS:
            yield collection, {**body, KEYS[collection]: f"{moment} {UNMANAGED}", **OURS[collection]}


def edits(control: Control) -> list[Edit]:
    """Return all edits, of objects of both kinds."""
    return [
        Edit(collection, moment, what, _ids(control, collection).get(f"{moment} {what}"))
        for collection in KEYS
        for moment in MOMENTS
        for what in EDITS
    ]


def _ids(control: Control, collection: str) -> dict[str, int]:
    return {each[KEYS[collection]]: each["id"] for each in control.objects(ACCOUNT, collection)}


def drifted(preview: Run) -> set[str]:
    """Return the resources of which a preview with a refresh, as JSON, shows that they have drifted.

    The step of the refresh has what the state knows, and the step after it starts with what is live.
    """
    steps = preview.json["steps"]
    known = {step["urn"]: _before(step) for step in steps if step["op"] == "refresh"}
    live = {step["urn"]: _before(step) for step in steps if step["op"] != "refresh"}
    return {urn.rpartition("::")[2] for urn in known.keys() & live.keys() if known[urn] != live[urn]}


def _before(step: Fields) -> Fields:
    outputs = (step.get("oldState") or {}).get("outputs") or {}
    return {name: value for name, value in outputs.items() if name != "ac_revision"}
