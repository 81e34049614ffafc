"""What a colleague may change of an object in the console, and what a refresh has to show of it."""

import copy
import datetime as dt
import json
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from liveperson_simulator.response_variants import ALIASES, TEXTS
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.equivalence.values import WORD
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.shifts.shift import Shift, in_order
from pulumi_liveperson.shifts.times import next_day
from pulumi_liveperson.wire import prop, to_wire
from tests.host.configurations import exists
from tests.host.declared import Props
from tests.host.declared import change as change_object
from tests.host.pulumi_host import Resource
from tests.objects import described, kind_named

FAR_ZONE = "Pacific/Chatham"  # keeps a time that no other zone keeps
FAR_NAMES = {FAR_ZONE, "NZ-CHAT"}  # its former name, which is no other zone


@dataclass(frozen=True)
class Edit:
    """An edit of one property, with the inputs that it makes of an object."""

    kind: Kind
    what: str
    after: Props

    @property
    def field(self) -> str:
        return self.what.partition(" ")[0]

    @property
    def wire(self) -> str:
        """LivePerson's name of the property."""
        return _wire_name(self.field)

    def is_shown(self, before: Props, seen: Props, knobs: Props) -> bool:
        """Tell whether a refresh shows this and nothing else."""
        rest = {name: value for name, value in before.items() if name != self.field}
        if {name: value for name, value in seen.items() if name != self.field} != rest:
            return False
        if self.field == "shifts":
            return self._shifts_are_shown(before[self.field], seen[self.field], knobs)
        if isinstance(seen[self.field], list) and self.field != self.kind.events:
            now, told = (to_wire({"": each})[""] for each in (seen[self.field], self.after[self.field]))
            return _in_any_order(now) == _in_any_order(told)
        if self.field != self.kind.events:
            return bool(seen[self.field] == _told(self.after[self.field], knobs))
        return self._events_are_shown(before[self.field], seen[self.field], knobs)

    def _events_are_shown(self, before: list[Props], seen: list[Props], knobs: Props) -> bool:
        after = self.after[self.field]
        is_shorter, is_longer = len(after) < len(before), len(after) > len(before)
        told = [each if each in before else _told_event(each, before, knobs) for each in after]
        if is_longer:
            (new,) = [each for each in after if after.count(each) > before.count(each)][:1]
            told[after.index(new)] = _told_event(new, [], knobs)
        places = [place for place, each in enumerate(before) if place >= len(seen) or seen[place] != each]
        return _sorted(seen) == _sorted(told) and (is_shorter or len(places) <= 1)

    def _shifts_are_shown(self, before: list[Props], seen: list[Props], knobs: Props) -> bool:
        after = self.after[self.field]
        zones = {each["time_zone"] for each in before}
        is_longer = len(after) > len(before)
        more = [place for place, each in enumerate(after) if after.count(each) > before.count(each)]
        new = more[0] if is_longer else None  # is shown as the server writes it, also beside an equal one
        told = [
            {**each, "time_zone": ALIASES.get(each["time_zone"], each["time_zone"])}
            if knobs["zone_form"] == "alias" and (each["time_zone"] not in zones or place == new)
            else each
            for place, each in enumerate(after)
        ]
        return seen == in_order(cast("list[Shift]", seen)) and _in_any_order(seen) == _in_any_order(told)

    def otherwise(self, inputs: Props) -> Props:
        """Return other inputs, to which an update may want to go."""
        key = self.kind.key
        return {**inputs, key: f"Or so: {inputs[key][-40:]}"}


def _wire_name(field: str) -> str:
    (name,) = to_wire({field: None})
    return name


def _in_any_order(several: list[Props]) -> list[str]:
    return sorted(json.dumps(each, sort_keys=True) for each in several)


def _sorted(several: list[Props]) -> list[str]:
    """Return events in an order; of two names that people read alike, each stands for the other."""
    names = [{"meta": {**each["meta"], "name": _read(each["meta"]["name"])}} for each in several]
    return sorted(json.dumps(each | name, sort_keys=True) for each, name in zip(several, names, strict=True))


def _read(name: str) -> str:
    return unicodedata.normalize("NFC", "\n".join(name.splitlines())).strip()


def _told(value: Any, knobs: Props) -> Any:
    """Return a text as the server writes it."""
    form = TEXTS.get(knobs["text_form"])
    return form(value) if form and isinstance(value, str) else value


def _told_event(event: Props, before: list[Props], knobs: Props) -> Props:
    """Return a new event as the server writes it, where no event of before has the same."""
    names = [each["meta"]["name"] for each in before]
    zones = [each["start"]["time_zone"] for each in before]
    told = copy.deepcopy(event)
    if event["meta"]["name"] not in names:
        told["meta"]["name"] = _told(event["meta"]["name"], knobs)
    if knobs["zone_form"] == "alias" and event["start"]["time_zone"] not in zones:
        for end in ("start", "end"):
            told[end]["time_zone"] = ALIASES.get(event[end]["time_zone"], event[end]["time_zone"])
    return told


def edit(simulator: Simulator, kind: str, resource: Resource, chance: random.Random) -> Edit:
    """Change something of an object as a colleague does in the console."""
    known = kind_named(kind)
    several = possible_edits(known)
    possible = [(what, change) for what, change in several.items() if _changed(resource.inputs, what, change)]
    what, change = chance.choice(possible)
    after = _changed(resource.inputs, what, change)
    assert after is not None
    done = Edit(known, what, after)
    change_object(simulator, kind, resource.id, **{done.wire: to_wire(after)[done.wire]})
    return done


def possible_edits(kind: Kind) -> dict[str, Callable[[Any], Any]]:
    """Return what can be done to the fields of a kind, but for its name and its default."""
    found: dict[str, Callable[[Any], Any]] = {}
    for name, shape in described(kind).items():
        if name in {kind.key, prop(str(kind.default_flag))}:
            continue
        if name in LISTS:
            several = LISTS[name]
        elif "enum" in shape:
            values = shape["enum"]
            several = {"is another": dict(zip(values, [*values[1:], *values[:1]], strict=True)).get}
        elif shape["type"] == "integer":
            several = NUMBER
        elif shape.get("format") == "id":
            several = ID
        elif shape["type"] == "boolean":
            several = FLAG
        else:
            several = WORDS if kind.fields[_wire_name(name)] is WORD else TEXT
        found |= {f"{name} {what}": change for what, change in several.items()}
    return found


def _changed(inputs: Props, what: str, change: Callable[[Any], Any]) -> Props | None:
    name = what.partition(" ")[0]
    if name not in inputs:
        return None
    before = inputs[name]
    after = change(copy.deepcopy(before))
    return None if after is None or after == before else {**inputs, name: after}


def _first(change: Callable[[Props], bool]) -> Callable[[list[Props]], list[Props] | None]:
    """Return what changes the first event that can be changed so, and no other."""

    def changed(events: list[Props]) -> list[Props] | None:
        for place, event in enumerate(copy.deepcopy(events)):
            if change(event):
                return [*events[:place], event, *events[place + 1 :]]
        return None

    return changed


def _later(end: str) -> Callable[[Props], bool]:
    def changed(event: Props) -> bool:
        moment = event[end]
        if "T" not in moment["date_time"]:
            moment["date_time"] = (
                dt.date.fromisoformat(moment["date_time"]) + dt.timedelta(days=1)
            ).isoformat()
            return True
        time = dt.datetime.fromisoformat(moment["date_time"]) + dt.timedelta(minutes=1)
        moment["date_time"] = time.isoformat()
        return exists(time, moment["time_zone"])

    return changed


def _elsewhere(event: Props) -> bool:
    if event["start"]["time_zone"] in FAR_NAMES:
        return False
    for end in ("start", "end"):
        time = event[end]["date_time"]
        if "T" in time and not exists(dt.datetime.fromisoformat(time), FAR_ZONE):
            return False
        event[end]["time_zone"] = FAR_ZONE
    return True


def _with_meta(**changes: Callable[[Any], Any]) -> Callable[[Props], bool]:
    def changed(event: Props) -> bool:
        for name, change in changes.items():
            event["meta"][name] = change(event["meta"][name])
        return True

    return changed


def _repeated(event: Props) -> bool:
    count = 21 if event["recurrence"] else 2
    event["recurrence"] = [f"RRULE:FREQ=DAILY;COUNT={count};INTERVAL=1"]
    return True


NEW_EVENT = {
    "meta": {"working": True, "name": "new"},
    "start": {"date_time": "2038-01-01T09:00:00", "time_zone": "Europe/Lisbon"},
    "end": {"date_time": "2038-01-01T10:00:00", "time_zone": "Europe/Lisbon"},
    "recurrence": [],
}
FLAG: dict[str, Callable[[Any], Any]] = {"turns": lambda flag: not flag}
TEXT: dict[str, Callable[[Any], Any]] = {
    "has more": lambda text: f"{text[:100]} and more",
    "in capitals": str.swapcase,
    "with a gap": lambda text: text.replace("-", "- -"),
}
NUMBER: dict[str, Callable[[Any], Any]] = {
    "is more": lambda number: 1500 if number == "" else int(number) + 1,
}
WORDS: dict[str, Callable[[Any], Any]] = {"is another": lambda word: f"{word}-other"}
ID: dict[str, Callable[[Any], Any]] = {
    "is another": lambda number: str(int(number or "1500") % 2**62 + 1),
    "is cleared": lambda _number: "",
}
IDS: dict[str, Callable[[Any], Any]] = {
    "one less": lambda ids: ids[1:] if ids else None,
    "one more": lambda ids: [*ids, "77"],
}
NEW_GROUP = {"agent_group_id": "77", "priority": 2, "split_percentage": 5}
GROUPS: dict[str, Callable[[Any], Any]] = {
    "one less": lambda groups: groups[1:] if groups else None,
    "one more": lambda groups: [*groups, NEW_GROUP],
}
EVENTS: dict[str, Callable[[Any], Any]] = {
    "ends later": _first(_later("end")),
    "starts later": _first(_later("start")),
    "elsewhere": _first(_elsewhere),
    "works": _first(_with_meta(working=lambda flag: not flag)),
    "renamed": _first(_with_meta(name=lambda name: f"{name} too")),
    "repeated": _first(_repeated),
    "one less": lambda events: events[1:] if events else None,
    "one more": lambda events: [NEW_EVENT, *events],
    "one twice": lambda events: [*events, events[0]] if events else None,
}


def _ends_earlier(shift: Props) -> bool:
    if shift["start"] >= "12:00":
        return False
    shift["end"] = "12:34" if shift["end"] != "12:34" else "12:35"
    return True


def _on_the_next_day(shift: Props) -> bool:
    shift["day"] = next_day(shift["day"])
    return True


def _in_another_zone(shift: Props) -> bool:
    if shift["time_zone"] in FAR_NAMES:
        return False
    shift["time_zone"] = FAR_ZONE
    return True


NEW_SHIFT = {"day": "SU", "start": "03:21", "end": "04:32", "time_zone": "Europe/Lisbon"}
SHIFTS: dict[str, Callable[[Any], Any]] = {
    "ends earlier": _first(_ends_earlier),
    "on the next day": _first(_on_the_next_day),
    "elsewhere": _first(_in_another_zone),
    "one less": lambda shifts: shifts[1:] if len(shifts) > 1 else None,
    "one more": lambda shifts: [NEW_SHIFT, *shifts],
    "one twice": lambda shifts: [*shifts, shifts[0]],
}
LISTS = {
    "events": EVENTS,
    "shifts": SHIFTS,
    "lob_ids": IDS,
    "skill_routing_configuration": GROUPS,
}
