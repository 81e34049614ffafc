"""Random accounts, as people in the console make them who know nothing of programs."""

import datetime as dt
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from random import Random
from typing import Any

from pulumi_liveperson.client.equivalence.names import look_alike_key

Wire = dict[str, Any]

OCCASIONS, REASONS = "specialoccasion", "status-reasons"
# What does something to Python, to a terminal, to a reader, or to the name of a resource.
NASTY = (
    *("lunch", "Lunch", "LUNCH!", "class", "None", "import os", "a_b", "a-b", "a.b", "1st", "-", "%s", "{x}"),
    *("'", '"', "\\", "'''", '"""', "\\n", "\n", "\r\n", "\t", "\x00", "\x1b[31m", "# noqa", "# fmt: off"),
    *("\u202e", "\u2066", "\u200f", "\u2028", "\xa0", "\u3164", "\u0301", "\u00ad", "\ufeff", "\U000e0041"),
    *("🎄", "👩\u200d💻", "❤\ufe0f", "🇵🇹", "Férias", "ﬁn", "Ⅳ", "½", "ß", "İ", "é", "e\u0301", "\ue000"),
    *("クリスマス", "חג המולד", "عطلة", "दिवाली", "각", "漢" * 30, "é" * 60, "x" * 90, "word " * 20),
)
_MARKUP = set('<>"&\x7f') | set(map(chr, range(32)))
_ZONES = ("Europe/Lisbon", "Europe/London", "America/Argentina/Buenos_Aires", "Asia/Kolkata")
_HOURS = (("09:00:00", "17:00:00"), ("00:00:00", "23:59:00"), ("08:30:15", "22:00:00"), ("00:00:00", "24:00"))


def account(random: Random, most: int) -> dict[str, list[Wire]]:
    """Return the objects of an account, of which LivePerson takes each one."""
    number = random.randint(1, most)
    of_occasions = random.randint(0, number)
    zones = random.sample(_ZONES, random.choice((1, 1, len(_ZONES))))
    names = distinct(of_occasions, lambda: text(random, 50))
    texts = distinct(number - of_occasions, lambda: text(random, 100, _MARKUP))
    return {
        OCCASIONS: [occasion(random, name, zones, default=not place) for place, name in enumerate(names)],
        REASONS: [reason(random, each) for each in texts],
    }


def distinct(number: int, draw: Callable[[], str]) -> list[str]:
    """Return so many texts that people can tell apart."""
    found: dict[Any, str] = {}
    while len(found) < number:
        each = draw()
        found.setdefault(look_alike_key(each), each)
    return sorted(found.values())


def text(random: Random, most: int, without: AbstractSet[str] = frozenset()) -> str:
    """Return a text of at most so many characters, without some."""
    parts = [random.choice(NASTY) for _ in range(random.randint(1, 4))]
    if random.random() < 0.5:
        parts.append(str(random.randint(1, 999)))
    found = "".join(each for each in random.choice(("", " ", "-")).join(parts) if each not in without)[:most]
    return found or text(random, most, without)


def occasion(random: Random, name: str, zones: list[str], *, default: bool = False) -> Wire:
    return {
        "name": name,
        "description": text(random, 200),
        "isDefault": default and random.random() < 0.5,
        "events": [event(random, zones) for _ in range(random.choice((0, 1, 1, 2, 5)))],
    }


def reason(random: Random, called: str) -> Wire:
    state = random.choice(("Away", "Occupied", "Online"))
    return {"text": called, "state": state, "enabled": random.random() < 0.8}


def event(random: Random, zones: list[str]) -> Wire:
    """Return an event of any shape: whole days and hours, for one day or several, dates, or anything else."""
    zone, working = random.choice(zones), random.random() < 0.5
    day = dt.date(2026, 1, 1) + dt.timedelta(random.randint(0, 2000))
    count = random.choice((None, None, 1, 2, 30, 400 if working else 9))
    opens, closes = random.choice(_HOURS)
    start, end = f"{day}T{opens}", f"{day}T{closes}"
    if closes == "24:00":  # dates, or a window that goes on
        last = day + dt.timedelta(random.choice((0, 0, *range(1, 21))))
        is_long = count is not None
        start, end = (
            (f"{day}T22:00:00", f"{day + dt.timedelta(1)}T06:00:00") if is_long else (str(day), str(last))
        )
    names = ("closed", "open", "open all day", "", text(random, 60))
    return {
        "meta": {"working": working, "name": random.choice(names)},
        "start": {"dateTime": start, "timeZone": zone},
        "end": {"dateTime": end, "timeZone": zone},
        "recurrence": [] if count is None else [f"RRULE:FREQ=DAILY;COUNT={count};INTERVAL=1"],
    }
