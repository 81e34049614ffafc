"""Configurations of an account, drawn at random, and the ways in which a server may give them back."""

import datetime as dt
import random
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
from hypothesis import strategies as st

from liveperson_simulator.knobs import BY_NAME
from pulumi_liveperson.client.equivalence.values import WORD
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.events.event import time_zones
from pulumi_liveperson.events.zones import canonical_zone
from pulumi_liveperson.shifts.times import DAYS as DAYS_OF_WEEK
from pulumi_liveperson.wire import prop, to_wire
from tests.host.declared import Props
from tests.objects import described, kind_named, plain_field

# What a list, an answer to a write or an object may look like; not in what order writes are refused.
ECHO_KNOBS = [
    "create_status",
    "date_time_form",
    "empty_values",
    "event_order",
    "id_size",
    "id_type",
    "list_select",
    "noop_put",
    "order_policy",
    "put_echo",
    "revision_header",
    "rule_form",
    "shift_form",
    "text_form",
    "unknown_fields",
    "zone_form",
]

PIECES = st.sampled_from(
    [
        *(" ", "  ", "\t", "\n", "\r\n", "\r", "\u00a0", "\u3000"),
        *(
            "&",
            "&amp;",
            "&amp;amp;",
            "&lt;b&gt;",
            "&#39;",
            "&#x27;",
            "&nbsp;",
            "&nosuch;",
            "<b>",
            '"',
            "'",
            ">",
            ";",
        ),
        *(
            "é",
            "e\u0301",
            "ﬁ",
            "Å",
            "\u212b",
            "각",
            "שלום",
            "مرحبا",
            "\u200f",
            "\u202e",
            "👩\u200d👧",
            "🇵🇹",
            "日本",
        ),
        *("RRULE:", "null", "true", "1", "{}", "\\", "%20", "a" * 30),
    ]
)
TEXT = st.lists(PIECES | st.text(st.characters(codec="utf-8"), max_size=8), max_size=6).map("".join)
SAFE = {*'<>"&\x7f', *map(chr, range(32))}
ROOM = 16  # of a name, for what makes it unique
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2037, 12, 1))
ZONES = st.sampled_from(sorted(time_zones()))
CURRENT_ZONES = st.sampled_from(sorted(each for each in time_zones() if canonical_zone(each) == each))


def exists(time: dt.datetime, zone: str) -> bool:
    """Tell whether the clocks of a zone ever show that time; UTC has no way to say one that they skip."""
    there = time.replace(tzinfo=ZoneInfo(zone))
    return there.astimezone(dt.UTC).astimezone(there.tzinfo).replace(tzinfo=None) == time


@st.composite
def windows(draw: st.DrawFn, zone: str) -> tuple[str, str]:
    """Draw both ends of an event: dates, or date-times that exist."""
    start = dt.datetime.combine(draw(DAYS), dt.time())
    if draw(st.booleans()):
        return start.date().isoformat(), (start + dt.timedelta(draw(st.integers(0, 10)))).date().isoformat()
    start += dt.timedelta(
        minutes=draw(st.integers(0, 24 * 60 - 1)), seconds=draw(st.sampled_from([0, 0, 30]))
    )
    end = start + dt.timedelta(minutes=draw(st.sampled_from([1, 30, 60, 1439, 5000])))
    while not exists(start, zone) or not exists(end, zone):
        start, end = start + dt.timedelta(days=1), end + dt.timedelta(days=1)
    return start.isoformat(), end.isoformat()


@st.composite
def events(draw: st.DrawFn) -> Props:
    zone, working, count = draw(ZONES), draw(st.booleans()), draw(st.none() | st.integers(1, 20))
    start, end = draw(windows(zone))
    event: Props = {
        "meta": {"working": working, "name": draw(TEXT)},
        "start": {"date_time": start, "time_zone": zone},
        "end": {"date_time": end, "time_zone": zone},
    }
    if count is not None or draw(st.booleans()):
        event["recurrence"] = [] if count is None else [f"RRULE:FREQ=DAILY;COUNT={count};INTERVAL=1"]
    return event


def twice(several: list[Props]) -> list[Props]:
    """Return events of which the first is there twice."""
    return [*several, *several[:1]]


@st.composite
def shifts(draw: st.DrawFn) -> Props:
    start = draw(st.integers(0, 24 * 60 - 2))
    end = draw(st.integers(start + 1, 24 * 60 - 1) | st.just(24 * 60))
    times = (f"{minute // 60:02}:{minute % 60:02}" for minute in (start, end))
    return {
        "day": draw(st.sampled_from(DAYS_OF_WEEK)),
        **dict(zip(("start", "end"), times, strict=True)),
        "time_zone": draw(CURRENT_ZONES),
    }


EVENTS = st.lists(events(), max_size=4)
OCCASIONS = st.fixed_dictionaries(
    {
        "name": TEXT,
        "description": TEXT.map(lambda text: text[:199] or "-"),
        "events": EVENTS | EVENTS.map(twice),
    }
)
REASONS = st.fixed_dictionaries(
    {
        "text": TEXT.map(lambda text: "".join(each for each in text if each not in SAFE)),
        "state": st.sampled_from(["Online", "Occupied", "Away"]),
        "enabled": st.booleans(),
    }
)
SHIFTS = st.lists(shifts(), min_size=1, max_size=4)
WORKDAYS = st.fixed_dictionaries(
    {
        "name": TEXT,
        "description": TEXT.map(lambda text: text[:199] or "-"),
        "shifts": SHIFTS | SHIFTS.map(twice),
    }
)
IDS = st.integers(1, 2**63 - 1).map(str)
GROUPS = st.lists(IDS, max_size=4, unique=True).map(
    lambda ids: [{"agent_group_id": each, "priority": 1, "split_percentage": 20} for each in ids]
)
LISTS = {"lob_ids": st.lists(IDS, max_size=4, unique=True), "skill_routing_configuration": GROUPS}
STRATEGIES = {"SpecialOccasion": OCCASIONS, "StatusReason": REASONS, "Workdays": WORKDAYS}


def strategy_of(kind: Kind) -> st.SearchStrategy[Any]:
    """Return how objects of a kind are drawn: by its schema, where there is nothing to know beside that."""
    fields = {name: shape for name, shape in described(kind).items() if name != prop(str(kind.default_flag))}
    drawn = {name: _drawn_as(kind, name, shape) for name, shape in fields.items()}
    if kind.is_partial:  # each field is left out, cleared or has a value
        needed = {name: drawn.pop(name) for name in (kind.key, prop(plain_field(kind)))}
        return st.fixed_dictionaries(needed, optional=drawn)
    return STRATEGIES.get(kind.type_name, st.fixed_dictionaries(drawn))


def _drawn_as(kind: Kind, name: str, shape: dict[str, Any]) -> st.SearchStrategy[Any]:
    (field,) = to_wire({name: None})
    cleared = st.just("") if kind.defaults.get(field) == "" else st.nothing()
    if "enum" in shape:
        return st.sampled_from(shape["enum"])
    if shape["type"] == "boolean":
        return st.booleans()
    if name in LISTS:
        return LISTS[name]
    if shape["type"] == "integer":
        least = shape.get("minimum", 0)
        return cleared | st.integers(least, least + 5000)
    words = st.text("abcdefXYZ0123456789-", min_size=1, max_size=20)
    is_word = kind.fields[field] is WORD
    is_id = shape.get("format") == "id"
    return cleared | (IDS if is_id else words if is_word else TEXT.map(lambda text: text[:40] or "-"))


def drawn(strategy: st.SearchStrategy[Any], count: int, seed: int) -> list[Any]:
    """Return as many examples; hypothesis draws them, and they go through the API together."""
    found: list[Any] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    chance = random.Random(seed)  # noqa: S311 - examples
    return [*found, *chance.choices(found, k=max(0, count - len(found)))][:count]


def knobs(chance: random.Random) -> dict[str, str]:
    """Return a way in which a server may answer."""
    return {name: chance.choice(BY_NAME[name].values) for name in ECHO_KNOBS}


def declared(kind: str, count: int, seed: int) -> list[Props]:
    """Return declarations for one account: names of their own, one default, and some orders."""
    chance = random.Random(seed)  # noqa: S311 - examples
    known = kind_named(kind)
    several = [dict(each) for each in drawn(strategy_of(known), count, seed)]
    longest = described(known)[known.key].get("maxLength", 100) - ROOM
    for number, each in enumerate(several):
        each[known.key] = f"{each[known.key][:longest]}.{seed}-{number}" + number % 7 % 2 * " "
    if known.default_flag is not None:
        several[chance.randrange(count)][prop(known.default_flag)] = True
    if known.position is not None:
        for order, each in enumerate(chance.sample(several, count // 10), start=1):
            each[known.position] = order
    return several
