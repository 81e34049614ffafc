"""The plain values of LivePerson's objects: how each is written, and when two of them mean the same.

What LivePerson gives back may be written otherwise than what it was sent; what it does is not published. So
`canonical` brings a value to the form that is documented, and `comparison_key` keeps what counts. Both
leave alone what they do not understand. Whatever two people in a contact centre could tell apart stays apart:

- A date is not midnight: whether LivePerson counts a last day is not published.
- An offset or `Z` says which moment is meant, so `00:00Z` is another time than `00:00` in Lisbon in summer.
- Zones that keep the same time are not one zone; see `zones`.
- Inner spaces, capitals and look-alikes of other scripts count in a text.
"""

import datetime as dt
import html
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from pulumi_liveperson.events import zones
from pulumi_liveperson.events.repetition import daily

Around = dict[str, Any]


@dataclass(frozen=True)
class Value:
    """One type of plain value. `canonical` also sees the object that the value is in."""

    canonical: Callable[[Any, Around], Any]
    comparison_key: Callable[[Any], Any]


# What Java and browsers cut off at both ends of a text: white space of Unicode, and control characters.
_BLANK = "".join(each for each in map(chr, range(0x3001)) if each.isspace() or each <= " ")
_ENTITY = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|[A-Za-z][A-Za-z0-9]{1,31});")

_DOCUMENTED_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2})?")
_TIME = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<minute>[0-9]{2}:[0-9]{2})(?P<second>:[0-9]{2})?"
    r"(?:[.,]0+)?(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.IGNORECASE | re.ASCII,
)
_PREFIX = re.compile("^RRULE:", re.IGNORECASE)
_NUMBER = re.compile("0*([0-9]+)")
_ANY_ORDER = re.compile("BY[A-Z]+")
_LEFT_OUT = {("INTERVAL", "1"), ("WKST", "MO")}  # what RFC 5545 means by a part that is left out


def as_it_is(value: Any, _around: Around | None = None) -> Any:
    """Return a value."""
    return value


def unescaped(text: Any) -> Any:
    """Return a text without the HTML entities that a server may have put into it."""
    return _ENTITY.sub(_character, text) if isinstance(text, str) else text


def _character(entity: re.Match[str]) -> str:
    hexadecimal, decimal = entity.groups()
    if not (hexadecimal or decimal):
        return html.unescape(entity[0])
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(number) if number <= sys.maxunicode else entity[0]


def _with_one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_blanks(text: str) -> str:
    """Return a text without the blanks around it, and with one way to end a line."""
    return _with_one_line_end(text).strip(_BLANK)


def outer_blanks(text: str) -> tuple[int, int]:
    """Return how many blanks are before a text, and how many after it."""
    text = _with_one_line_end(text)
    return len(text) - len(text.lstrip(_BLANK)), len(text) - len(text.rstrip(_BLANK))


def _text(value: Any) -> Any:
    """Leave out what nobody sees: outer blanks, how a line ends, and how an accent is composed."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", without_blanks(value))
    return "" if value is None else value


def _flag(value: Any, _around: Around) -> Any:
    words = {"true": True, "false": False}
    return words.get(value.strip().lower(), value) if isinstance(value, str) else value


def _whole(value: Any, _around: Around) -> Any:
    is_digits = isinstance(value, str) and re.fullmatch("[0-9]{1,19}", value.strip())
    return int(value) if is_digits else value


def _zone(value: Any, _around: Around) -> Any:
    return zones.spelt(value) if isinstance(value, str) else value


def _place(value: Any) -> Any:
    return zones.canonical_zone(value) if isinstance(value, str) else value


def _local_time(value: Any, around: Around) -> Any:
    """Write a time as a local one with seconds, as the Special Occasions appendix has it."""
    if not isinstance(value, str) or _DOCUMENTED_TIME.fullmatch(value):
        return value
    return _without_offset(value, str(around.get("timeZone")))


@lru_cache(4096)
def _without_offset(value: str, zone: str) -> str:
    found = _TIME.fullmatch(value.strip())
    if found is None:
        return value.strip() if _DOCUMENTED_TIME.fullmatch(value.strip()) else value
    try:
        offset = (found["offset"] or "").upper()
        time = dt.datetime.fromisoformat(
            f"{found['date']}T{found['minute']}{found['second'] or ':00'}{offset}"
        )
        return time.isoformat() if not offset else _at(time, zone, is_utc=offset == "Z") or value
    except (ValueError, OverflowError):
        return value


def _at(moment: dt.datetime, zone: str, *, is_utc: bool) -> str | None:
    """Return the local time that says a moment, if there is one that says no other."""
    if not zones.is_known(zones.spelt(zone)):
        return None
    here = ZoneInfo(zones.spelt(zone))
    shown = moment.astimezone(here).replace(tzinfo=None, fold=0)
    # A clock that is put forward skips a time, which only an offset of the zone's own can say.
    for local in (shown,) if is_utc else (moment.replace(tzinfo=None), shown):
        # A clock that is put back shows a time twice; without an offset the first one is meant.
        if local.replace(tzinfo=here).astimezone(dt.UTC) == moment:
            return local.isoformat()
    return None


def _rules(value: Any, _around: Around) -> Any:
    """Write a repetition as the Special Occasions appendix has it: no rule, or one daily rule."""
    rules = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(rules, list):
        return value
    return [_documented(each) if isinstance(each, str) else each for each in rules if each not in ("", None)]


@lru_cache(4096)
def _documented(rule: str) -> str:
    parts = rule_parts(rule)
    is_daily = parts is not None and parts.keys() == {"FREQ", "COUNT"} and parts["FREQ"] == "DAILY"
    if parts is not None and is_daily and _NUMBER.fullmatch(parts["COUNT"]):
        return daily(parts["COUNT"])
    return rule


def _repetition(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return sorted(_rule(each) if isinstance(each, str) else repr(each) for each in value)


@lru_cache(4096)
def _rule(rule: str) -> str:
    parts = rule_parts(rule)
    return rule.strip() if parts is None else ";".join(f"{name}={parts[name]}" for name in sorted(parts))


def rule_parts(rule: str) -> dict[str, str] | None:
    """Return the parts of a rule (RFC 5545, 3.3.10) but for those that say nothing, if it can be read."""
    canonical = _PREFIX.sub("", rule.strip()).upper().rstrip(";")
    found = [tuple(part.strip() for part in each.split("=")) for each in canonical.split(";")]
    if any(len(each) != len(("name", "value")) or not all(each) for each in found):
        return None
    if max(Counter(each[0] for each in found).values()) > 1:
        return None
    parts = {name: _part(name, value) for name, value in found}
    return {name: value for name, value in parts.items() if (name, value) not in _LEFT_OUT}


def _part(name: str, value: str) -> str:
    if number := _NUMBER.fullmatch(value):
        return number[1]
    if _ANY_ORDER.fullmatch(name):
        return ",".join(sorted({each.strip().removeprefix("+") for each in value.split(",")}))
    return re.sub("[-:]", "", value) if name == "UNTIL" else value


TEXT = Value(as_it_is, _text)
WORD = Value(as_it_is, as_it_is)
FLAG = Value(_flag, as_it_is)
NUMBER = Value(_whole, as_it_is)
ZONE = Value(_zone, _place)
LOCAL_TIME = Value(_local_time, as_it_is)
REPETITION = Value(_rules, _repetition)
