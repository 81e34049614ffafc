"""Builds what `pulumi preview --json` would answer, in the shape of the files in `previews/`."""

from functools import partial
from typing import Any
from zlib import crc32

import pulumi_liveperson
from pulumi_liveperson import Event, Shift
from tests import objects

OCCASION = "pulumi-python:dynamic/liveperson:SpecialOccasion"
REASON = "pulumi-python:dynamic/liveperson:StatusReason"
WORKDAYS = "pulumi-python:dynamic/liveperson:Workdays"
SKILL = "pulumi-python:dynamic/liveperson:Skill"
SKILL_HOURS = "pulumi-python:dynamic/liveperson:SkillHours"
STACK = {"op": "same", "urn": "urn:pulumi:prod::accounts::pulumi:pulumi:Stack::accounts-prod"}
LONDON = "Europe/London"

closed = partial(pulumi_liveperson.closed, time_zone=LONDON)
open_hours = partial(pulumi_liveperson.open_hours, time_zone=LONDON)
open_all_day = partial(pulumi_liveperson.open_all_day, time_zone=LONDON)


def occasion(name: str = "Holidays", *, events: list[Event] | Any = (), **fields: Any) -> dict[str, Any]:
    """Return the inputs of a special occasion."""
    return {"name": name, "description": "Closed", "is_default": False, "events": list(events)} | fields


def reason(text: str = "Lunch", **fields: Any) -> dict[str, Any]:
    """Return the inputs of a status reason."""
    return {"text": text, "state": "Away", "enabled": True} | fields


def workdays(name: str = "EU desk", *, shifts: list[Shift] | Any, **fields: Any) -> dict[str, Any]:
    """Return the inputs of workdays."""
    return {"name": name, "description": "Office", "is_default": False, "shifts": shifts} | fields


def skill(name: str = "Billing", **fields: Any) -> dict[str, Any]:
    """Return the inputs of a skill."""
    return {"name": name} | fields


def skill_hours(name: str | None = "Billing", **fields: Any) -> dict[str, Any]:
    """Return the inputs of the hours of a skill."""
    return ({} if name is None else {"skill_name": name}) | fields


def urn_of(kind: str, resource: str) -> str:
    """Return the URN of a resource."""
    return f"urn:pulumi:prod::accounts::{kind}::{resource}"


def id_of(resource: str) -> str:
    """Return the id of the object that a resource manages."""
    return str(4_400_000_000 + crc32(resource.encode()) % 10**8)


def step(
    operation: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    *,
    resource: str = "thing",
    uses: dict[str, list[str]] | None = None,
    state: dict[str, Any] | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """Return a step for an object, whose kind is that of its inputs; `uses` are what they depend on."""
    urn = urn_of(kind := _kind(after or before or {}), resource)
    states = {
        key: {"urn": urn, "custom": True, "type": kind, "inputs": inputs}
        for key, inputs in (("oldState", before), ("newState", after))
        if inputs is not None
    }
    if "oldState" in states:
        states["oldState"]["id"] = id_of(resource)
        states["oldState"] |= state or {}
    if "newState" in states:
        states["newState"]["propertyDependencies"] = uses or {}
    return {"op": operation, "urn": urn, **states, "detailedDiff": None} | fields


def _kind(inputs: dict[str, Any]) -> str:
    if inputs.keys() & {"skill_name", "skill_id"}:
        return SKILL_HOURS
    if "name" not in inputs:
        return REASON
    return WORKDAYS if "shifts" in inputs else OCCASION if "events" in inputs else SKILL


def preview(
    *steps: dict[str, Any], same: int = 0, hidden: int = 0, refreshed: bool = False, **fields: Any
) -> dict[str, Any]:
    """Return a preview of steps, and of reasons that stay; those that are hidden are counted alone."""
    stay = [
        step("same", reason(text), reason(text), resource=text)
        for text in (f"stays-{number}" for number in range(same))
    ]
    counts = {"same": hidden + 1}
    for each in (*steps, *stay):
        counts[each["op"]] = counts.get(each["op"], 0) + 1
    shown = [STACK, *_refreshed([*steps, *stay]), *steps, *stay] if refreshed else [STACK, *steps, *stay]
    return {"steps": shown, "duration": 1_000_000_000, "changeSummary": counts} | fields


def _refreshed(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the steps of a refresh that has found all as it was."""
    known = [each for each in steps if "oldState" in each and each["op"] != "refresh"]
    return [{**each, "op": "refresh", "newState": each["oldState"]} for each in known]


def update(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the preview of one update."""
    return preview(step("update", before, after))


event = partial(objects.event, zone=LONDON)
"""An event that the short functions of the provider cannot write."""
