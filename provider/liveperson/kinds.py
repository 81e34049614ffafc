"""The kinds of configuration object, and what of each is ours to manage.

`Wire` is an object as LivePerson sends and takes it; its `content` is the managed part in one canonical
form, so that two contents are equal exactly when they mean the same.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Wire = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of configuration object: where it lives and what it holds."""

    noun: str
    type_name: str
    path: str
    version: str
    key: str
    """The field that is unique among the objects that are not deleted."""
    fields: Mapping[str, Any]
    """The managed fields: None for a plain value, a mapping for an object, a one-item list for a list."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """What LivePerson means by a field that it leaves out."""
    position: str | None = None
    """The field that LivePerson renumbers when other objects move; never a reason for a conflict."""
    select: str | None = None
    """Asks a list for whole objects, where a list otherwise answers with summaries."""
    skill_field: str | None = None
    """The field with which a skill refers to such an object."""
    writes_together: bool = False
    """Whether one call updates or deletes several objects; one call always creates several."""
    user_permission: str = "a permission that is not published"
    """What a user's profile must permit."""
    privilege: int | None = None
    """The number under which a login lists that permission among a user's privileges."""
    api_key_permission: str = "a permission that is not published"
    """What an API key must be given in LivePerson's key editor."""

    def content(self, wire: Wire) -> Wire:
        """Return the managed part of an object."""
        content: Wire = _pick({**self.defaults, **_present(wire)}, self.fields)
        return content

    def place(self, wire: Wire) -> int | None:
        """Return the position that an object names, if its kind has one and it names it."""
        return None if self.position is None else wire.get(self.position)

    def is_whole(self, wire: Wire) -> bool:
        """Tell whether an item of a list is the whole object rather than a summary."""
        optional = {*self.defaults, self.position}
        return all(name in wire for name in self.fields if name not in optional)

    def differences(self, one: Wire, other: Wire) -> list[str]:
        """Return the managed fields in which two objects differ, but for their position."""
        first, second = self.content(one), self.content(other)
        return [
            name
            for name in self.fields
            if name != self.position and _comparable(first.get(name)) != _comparable(second.get(name))
        ]

    def overlay(self, live: Wire, desired: Wire) -> Wire:
        """Return the live object with the desired content; fields we do not know stay as they are."""
        merged = {**live, **desired}
        for name, shape in self.fields.items():
            if isinstance(shape, list) and isinstance(live.get(name), list):
                merged[name] = [_kept(item, live[name], shape[0]) for item in desired.get(name, [])]
        return merged


def _comparable(value: Any) -> Any:
    """Return a list without its order: in which order the server returns events is not documented."""
    if isinstance(value, list):
        return sorted(json.dumps(item, sort_keys=True) for item in value)
    return value


def _present(wire: Wire) -> Wire:
    return {name: value for name, value in wire.items() if value is not None}


def _pick(value: Any, shape: Any) -> Any:
    if isinstance(shape, list) and isinstance(value, list):
        return [_pick(item, shape[0]) for item in value]
    if isinstance(shape, Mapping) and isinstance(value, dict):
        picked = {name: _pick(value[name], inner) for name, inner in shape.items() if name in value}
        if "recurrence" in shape and picked.get("recurrence") is None:
            picked["recurrence"] = []
        return picked
    return value


def _kept(desired: Any, live: list[Any], shape: Any) -> Any:
    """Return the live item that means the same as the desired one, with what else it holds."""
    return next((item for item in live if _pick(item, shape) == desired), desired)


_MOMENT = {"dateTime": None, "timeZone": None}

SPECIAL_OCCASION = Kind(
    noun="special occasion",
    type_name="SpecialOccasion",
    path="ac-common/specialoccasion",
    version="1.0",
    key="name",
    fields={
        "name": None,
        "description": None,
        "isDefault": None,
        "events": [
            {
                "meta": {"working": None, "name": None},
                "start": _MOMENT,
                "end": _MOMENT,
                "recurrence": None,
            }
        ],
    },
    defaults={"isDefault": False},
    select="$all",
    skill_field="specialOccasionId",
    writes_together=True,
    user_permission="the permission to manage the library of schedules and special occasions (40028)",
    privilege=40028,
    api_key_permission="Administration, Working Hours API, read and write",
)

STATUS_REASON = Kind(
    noun="status reason",
    type_name="StatusReason",
    path="le-agents/status-reasons",
    version="1.0",
    key="text",
    fields={"text": None, "state": None, "enabled": None, "order": None},
    defaults={"enabled": True},
    position="order",
    api_key_permission="Administration, Agent Status Reason API, read and write",
)
