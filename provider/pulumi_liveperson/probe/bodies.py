"""The objects that a probe creates, in the format of LivePerson's API."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from pulumi_liveperson.client.equivalence.values import FLAG
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.kinds.workdays import WORKDAYS

KINDS = (STATUS_REASON, SPECIAL_OCCASION, WORKDAYS, SKILL)
HOURS = (SPECIAL_OCCASION, WORKDAYS)
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def body(kind: Kind, name: str, zone: str, today: date) -> Wire:
    """Return a small valid object that changes nothing for customers and agents, because no one uses it.

    A skill has no agents, and no engagement leads to it, so it never gets a conversation.
    """
    if kind is STATUS_REASON:
        return {"text": name, "state": "Away", "enabled": False, "deleted": False}
    if kind is SKILL:
        return {"name": name, "description": "Made by a probe"}
    described = {"name": name, "description": "Made by a probe", "deleted": False, "isDefault": False}
    events = [shift(today, zone)] if kind is WORKDAYS else [event(today, zone)]
    return {**described, "events": events}


def moment(day: date, time: str | None, zone: str) -> Wire:
    """Return a start or an end; `time` is HH:MM:SS, or None for a date without a time."""
    return {"dateTime": str(day) if time is None else f"{day}T{time}", "timeZone": zone}


def event(
    day: date,
    zone: str,
    start: str | None = "10:00:00",
    end: str | None = "12:00:00",
    *,
    until: date | None = None,
    working: bool = True,
    name: str = "probe",
    recurrence: Sequence[str] = (),
) -> Wire:
    """Return an event of a special occasion; `until` is the day on which it ends."""
    return {
        "meta": {"working": working, "name": name},
        "start": moment(day, start, zone),
        "end": moment(until or day, end, zone),
        "recurrence": list(recurrence),
    }


def shift(
    day: date,
    zone: str,
    start: str | None = "10:00:00",
    end: str | None = "12:00:00",
    *,
    until: date | None = None,
    weekday: str | None = None,
) -> Wire:
    """Return an event of workdays on the weekday of a date."""
    rule = f"RRULE:FREQ=WEEKLY;BYDAY={weekday or WEEKDAYS[day.weekday()]}"
    return {
        "start": moment(day, start, zone),
        "end": moment(until or day, end, zone),
        "recurrence": [rule],
    }


def named(kind: Kind, item: Any) -> str:
    """Return the name of an object as an answer shows it; empty if it shows none."""
    value = item.get(kind.key) if isinstance(item, dict) else None
    return value if isinstance(value, str) else ""


def id_in(item: Any) -> str:
    """Return the id of an object in an answer; empty if it shows none that is safe as a part of a path."""
    value = item.get("id") if isinstance(item, dict) else None
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return text if _ID.fullmatch(text) else ""


def is_deleted(item: Wire) -> bool:
    """Return whether an object is marked as deleted."""
    return FLAG.canonical(item.get("deleted"), item) is True
