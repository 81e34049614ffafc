"""The plain values of LivePerson's objects: the format of each, and when two of them have the same meaning.

LivePerson may return a value in another format than the one that was sent, and does not publish which. So
`canonical` converts a value to the documented format, and `comparison_key` keeps only what has a meaning.
Both keep a value unchanged if they do not understand it. Values that people can distinguish stay different:

- A date is not midnight: LivePerson does not publish whether the last day counts.
- An offset or `Z` defines a moment, so `00:00Z` is another time than `00:00` in Lisbon in summer.
- Two time zones with the same time are different zones; see `zones`.
- Inner spaces, upper and lower case, and similar letters of other scripts are different texts.
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

Parent = dict[str, Any]


@dataclass(frozen=True)
class Value:
    """One type of plain value. `canonical` also gets the object that contains the value."""

    canonical: Callable[[Any, Parent], Any]
    comparison_key: Callable[[Any], Any]


# The characters that Java and browsers trim at both ends of a text: Unicode white space, control characters.
_BLANK = "".join(each for each in map(chr, range(0x3001)) if each.isspace() or each <= " ")
_LINE_END = re.compile(r"\r*\n|\r")  # a server that writes LF for CRLF leaves `\r\n` of `\r\r\n`
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
_LEFT_OUT = {("INTERVAL", "1"), ("WKST", "MO")}  # the defaults of RFC 5545 for parts that are left out


def unchanged(value: Any, _parent: Parent | None = None) -> Any:
    """Return a value unchanged."""
    return value


def unescaped(text: Any) -> Any:
    """Return a text with characters instead of HTML entities, which a server may have inserted."""
    return _ENTITY.sub(_character, text) if isinstance(text, str) else text


def _character(entity: re.Match[str]) -> str:
    hexadecimal, decimal = entity.groups()
    if not (hexadecimal or decimal):
        return html.unescape(entity[0])
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(number) if number <= sys.maxunicode else entity[0]


def _with_one_line_end(text: str) -> str:
    return _LINE_END.sub("\n", text)


def without_blanks(text: str) -> str:
    """Return a text without spaces at its start and end, and with LF as the only line end."""
    return _with_one_line_end(text).strip(_BLANK)


def outer_blanks(text: str) -> tuple[int, int]:
    """Return the number of spaces at the start of a text, and at its end."""
    text = _with_one_line_end(text)
    return len(text) - len(text.lstrip(_BLANK)), len(text) - len(text.rstrip(_BLANK))


def _text(value: Any) -> Any:
    """Remove what is not visible: outer spaces, the type of line end, and the Unicode form of an accent."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", without_blanks(value))
    return "" if value is None else value


def _flag(value: Any, _parent: Parent) -> Any:
    phrase = {"true": True, "false": False}
    return phrase.get(value.strip().lower(), value) if isinstance(value, str) else value


def _integer(value: Any, _parent: Parent) -> Any:
    is_digits = isinstance(value, str) and re.fullmatch("[0-9]{1,19}", value.strip())
    return int(value) if is_digits else value


def _id(value: Any, _parent: Parent | None = None) -> Any:
    """Return an id as text, because Pulumi's numbers cannot represent all 64-bit numbers."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    number = _integer(value, {}) if isinstance(value, str) else value
    return str(number) if is_number or isinstance(number, int) else value


def _zone(value: Any, _parent: Parent) -> Any:
    return zones.iana_spelling(value) if isinstance(value, str) else value


def _zone_key(value: Any) -> Any:
    return zones.canonical_zone(value) if isinstance(value, str) else value


def _local_time(value: Any, parent: Parent) -> Any:
    """Return a time as local time with seconds, the format of the Special Occasions appendix."""
    if not isinstance(value, str) or _DOCUMENTED_TIME.fullmatch(value):
        return value
    return _without_offset(value, str(parent.get("timeZone")))


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
    """Return the local time of a moment; None if no local time means only this moment."""
    if not zones.is_known(zones.iana_spelling(zone)):
        return None
    here = ZoneInfo(zones.iana_spelling(zone))
    shown = moment.astimezone(here).replace(tzinfo=None, fold=0)
    # A clock that is set forward skips times; only a value with the zone's offset can have such a time.
    for local in (shown,) if is_utc else (moment.replace(tzinfo=None), shown):
        # A clock that is set back shows a time twice; a time without an offset means the first one.
        if local.replace(tzinfo=here).astimezone(dt.UTC) == moment:
            return local.isoformat()
    return None


def _rules(value: Any, _parent: Parent) -> Any:
    """Return a repetition in the format of the Special Occasions appendix: no rule, or one daily rule."""
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
    """Return the parts of a rule (RFC 5545, 3.3.10) without defaults; None if it cannot be parsed."""
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


TEXT = Value(unchanged, _text)
WORD = Value(unchanged, unchanged)
FLAG = Value(_flag, unchanged)
NUMBER = Value(_integer, unchanged)
ID = Value(_id, unchanged)
ZONE = Value(_zone, _zone_key)
LOCAL_TIME = Value(_local_time, unchanged)
REPETITION = Value(_rules, _repetition)
