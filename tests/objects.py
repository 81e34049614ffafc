"""Objects of every registered kind: what a program declares of one, and what LivePerson holds.

The fields and their values follow from the kind and its model, so a new kind has them, too.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from pulumi_liveperson import registry
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.wire import Props, prop, to_wire

LISBON = "Europe/Lisbon"
DAILY = "RRULE:FREQ=DAILY;COUNT={};INTERVAL=1"


def event(
    start: str = "2026-12-24T00:00:00",
    end: str = "2026-12-24T23:59:00",
    *,
    working: bool = False,
    name: str = "closed",
    zone: str = LISBON,
    count: int | None = None,
    rule: str = "",
) -> Props:
    """Return an event as a program writes it without help."""
    rules = [rule] if rule else [DAILY.format(count)] if count is not None else []
    return {
        "meta": {"working": working, "name": name},
        "start": {"date_time": start, "time_zone": zone},
        "end": {"date_time": end, "time_zone": zone},
        "recurrence": rules,
    }


def event_wire(*moments: str, **fields: Any) -> Wire:
    """Return the same as LivePerson has it."""
    return to_wire(event(*moments, **fields))


def whole_day(date: str, name: str = "closed", **fields: Any) -> Wire:
    """Return an event on one date, as LivePerson has it."""
    return event_wire(f"{date}T00:00:00", f"{date}T23:59:00", name=name, **fields)


EVENT = event()
OF_OTHER_OBJECTS = (
    *("defaultPostChatSurveyId", "defaultOfflineSurveyId", "defaultAgentSurveyId", "agentSurveyForMsgId"),
    *("postConversationSurveyAppInstallAssociationId", "skillRoutingConfiguration", "lobIds"),
)
"""The fields of ids of objects that no test creates, such as surveys; a real account has no such objects."""
_left_out: set[str] = set()


def shift(day: str = "MO", start: str = "09:00", end: str = "17:30", *, zone: str = LISBON) -> Props:
    """Return a shift as a program writes it without help."""
    return {"day": day, "start": start, "end": end, "time_zone": zone}


def group(id_: str, percentage: int = 100) -> Props:
    """Return an agent group of a skill's routing as a program writes it."""
    return {"agent_group_id": id_, "priority": 1, "split_percentage": percentage}


_LISTS: dict[str, tuple[list[Any], list[Any]]] = {
    "events": ([EVENT], [event(working=True, name="open"), EVENT]),
    "shifts": ([shift()], [shift("MO", "08:00", "24:00"), shift("SA")]),
    "skill_routing_configuration": ([group("4500071")], [group("4500072", 60), group("4500073", 40)]),
    "lob_ids": (["4500081"], ["4500082", "4500083"]),
}
"""What a list field holds at first, and what it holds when it is another one."""


def kind_named(type_name: str) -> Kind:
    """Return the kind whose resources are called so."""
    return next(kind for kind in registry.kinds() if kind.type_name == type_name)


def collection_of(kind: Kind) -> str:
    """Return what the simulator calls the objects of a kind together."""
    return kind.path.rpartition("/")[2]


def declared(kind: Kind, name: str, version: int = 0, **changes: Any) -> Props:
    """Return what a program declares; another version differs in the fields that nothing else is said of."""
    whole = {
        each: _LISTS[each][0] if each in _LISTS else _value(shape, version)
        for each, shape in described(kind).items()
    }
    own: Props = {kind.key: name}
    if kind.default_flag is not None:
        own[prop(kind.default_flag)] = False
    return {**whole, **own, **changes}


def another(kind: Kind, name: str) -> Props:
    """Return a declaration that differs in everything from one of the first version."""
    special: Props = {
        prop(field): _LISTS[prop(field)][1] for field in list_fields(kind) if field not in _left_out
    }
    if kind.default_flag is not None:
        special[prop(kind.default_flag)] = True
    return declared(kind, name, 1, **special)


def wire(kind: Kind, name: str, version: int = 0, **changes: Any) -> Wire:
    """Return the same as LivePerson has it; the changes are so already."""
    return {**to_wire(declared(kind, name, version)), **changes}


def as_declared(kind: Kind, body: Wire) -> Wire:
    """Return an object of the API in the form in which a program has it, with its fields that nobody set."""
    received = kind.received(body)
    return {**received, **kind.content(received)} if kind.is_partial else received


def leave_out(fields: Iterable[str]) -> None:
    """Declare objects without some fields from now on."""
    _left_out.update(fields)
    described.cache_clear()


def list_fields(kind: Kind) -> list[str]:
    """Return the fields that hold lists, such as events or shifts."""
    return [field for field in kind.fields if prop(field) in _LISTS]


def plain_field(kind: Kind) -> str:
    """Return a field that means no more than its value."""
    special = {kind.key, kind.position, kind.default_flag, *list_fields(kind)}
    return next(name for name in kind.fields if name not in special)


@cache
def described(kind: Kind) -> dict[str, dict[str, Any]]:
    """Return the JSON schema of each property, but for the position and ids of other objects."""
    schema = registry.provider(kind.type_name).model.model_json_schema()["properties"]
    special = {kind.position, *kind.references, *_left_out}
    names = [prop(name) for name in kind.fields if name not in special]
    return {name: schema[name].get("anyOf", [schema[name]])[0] for name in names}


def _value(described: dict[str, Any], version: int) -> Any:
    if "enum" in described:  # what is left out comes first
        values = sorted(described["enum"], key=lambda each: bool(each != described.get("default")))
        return values[version % len(values)]
    if described["type"] == "boolean":
        return version % 2 == 0
    if described["type"] == "integer":
        return described.get("minimum", 0) + version
    if described.get("format") == "id":
        return str(4500091 + version)
    return f"Version {version}" if version else "Closed"
