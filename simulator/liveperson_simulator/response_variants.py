"""Formats of an answer that may differ from the request; each has a knob, and none is documented.

Stored values stay unchanged, so the knobs can be set at any time.
"""

import html
import random
import re
import unicodedata
from collections.abc import Callable, Container
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Body

# Two names of each zone; the second is an older name, from IANA's file `backward`.
FORMER = {
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
    "America/Chicago": "US/Central",
    "America/Denver": "US/Mountain",
    "America/Los_Angeles": "US/Pacific",
    "America/New_York": "US/Eastern",
    "America/Nuuk": "America/Godthab",
    "America/Sao_Paulo": "Brazil/East",
    "America/Toronto": "Canada/Eastern",
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Hong_Kong": "Hongkong",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Shanghai": "PRC",
    "Asia/Singapore": "Singapore",
    "Asia/Tokyo": "Japan",
    "Asia/Yangon": "Asia/Rangoon",
    "Atlantic/Faroe": "Atlantic/Faeroe",
    "Atlantic/Reykjavik": "Iceland",
    "Australia/Sydney": "Australia/NSW",
    "Etc/UTC": "UTC",
    "Europe/Kyiv": "Europe/Kiev",
    "Europe/Lisbon": "Portugal",
    "Europe/London": "GB",
    "Europe/Warsaw": "Poland",
    "Pacific/Auckland": "NZ",
}
ALIASES = FORMER | {former: name for name, former in FORMER.items()}

TEXTS: dict[str, Callable[[str], str]] = {
    "trimmed": str.strip,
    "escaped": lambda text: html.escape(text).replace("&#x27;", "&#39;"),
    "escaped_all": lambda text: re.sub(r"[^\w\s.,-]", lambda each: f"&#x{ord(each[0]):x};", text),
    "nfc": lambda text: unicodedata.normalize("NFC", text),
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "crlf": lambda text: re.sub(r"\r?\n", "\r\n", text),
    "lf": lambda text: text.replace("\r\n", "\n"),
}
ZONES: dict[str, Callable[[str], str]] = {
    "alias": lambda name: ALIASES.get(name, name),
    "upper_case": str.upper,
    "lower_case": str.lower,
}
RULES: dict[str, Callable[[str], str]] = {
    "no_prefix": lambda rule: rule.removeprefix("RRULE:"),
    "reordered": lambda rule: "RRULE:" + ";".join(reversed(rule.removeprefix("RRULE:").split(";"))),
    "lower_case": str.lower,
    "defaults_left_out": lambda rule: rule.replace(";INTERVAL=1", ""),
    "defaults_added": lambda rule: rule + ";WKST=MO;",
}

ADDED: Body = {"dateUpdated": "2026-11-21 15:25:36", "owner": {"name": "ops", "id": 2**53 + 1}}
"""What the server adds to an object that does not contain it."""


def formatted(body: Body, knobs: Knobs, texts: Container[str], ids: Container[str] = ("id",)) -> Body:
    """Return an object in the format that the knobs select.

    `texts` are the text fields of its kind, `ids` those that contain ids.
    """
    shown: Body = {
        name: _text(value, knobs) if name in texts else _top(name, value, knobs)
        for name, value in body.items()
    }
    if knobs["scalar_type"] == "string":
        shown = shown | {name: _as_text(value) for name, value in shown.items() if name not in ids}
    if knobs["unknown_fields"] == "added":
        shown = shown | ADDED | shown
    return _emptied(shown, knobs["empty_values"])


def with_text_ids(body: Body, ids: Container[str]) -> Body:
    """Return an object whose ids, and the ids in its lists, are text."""

    def as_text(value: Any) -> Any:
        return [as_text(each) for each in value] if isinstance(value, list) else _as_text(value)

    return {name: as_text(value) if name in ids else value for name, value in body.items()}


def _top(name: str, value: Any, knobs: Knobs) -> Any:
    if name == "events" and isinstance(value, list):
        return _ordered([_event(each, knobs) for each in value], knobs["event_order"])
    return value


def _ordered(events: list[Any], order: str) -> list[Any]:
    if order == "shuffled":
        return random.sample(events, len(events))
    return events[::-1] if order == "reversed" else events


def _event(event: Any, knobs: Knobs) -> Any:
    if not isinstance(event, dict):
        return event
    shown = dict(event)
    for end in ("start", "end"):
        if isinstance(event.get(end), dict):
            shown[end] = _moment(event[end], knobs)
    if isinstance(event.get("meta"), dict):
        working, name = event["meta"].get("working"), event["meta"].get("name")
        shown["meta"] = event["meta"] | {"name": _text(name, knobs)}
        if knobs["scalar_type"] == "string":
            shown["meta"]["working"] = _as_text(working)
        if knobs["unknown_fields"] == "added":
            shown["meta"]["colour"] = "red"
    if isinstance(event.get("recurrence"), list) and knobs["rule_form"] in RULES:
        shown["recurrence"] = [RULES[knobs["rule_form"]](rule) for rule in event["recurrence"]]
    if knobs["unknown_fields"] == "added":
        shown["allDay"] = False
    return _emptied(shown, knobs["empty_values"])


def _moment(moment: Body, knobs: Knobs) -> Body:
    zone, time = moment.get("timeZone"), moment.get("dateTime")
    shown = dict(moment)
    if isinstance(zone, str):
        if isinstance(time, str) and "T" in time:
            shown["dateTime"] = _time(time, zone, knobs["date_time_form"])
        shown["timeZone"] = ZONES.get(knobs["zone_form"], str)(zone)
    if knobs["unknown_fields"] == "added":
        shown["timestamp"] = 1_795_274_736_000
    return shown


def _time(time: str, zone: str, form: str) -> str:
    if form == "no_seconds":
        return time.removesuffix(":00") if time.count(":") > 1 else time
    if form == "milliseconds":
        return f"{time}.000"
    if form in {"offset", "utc"}:
        try:
            at = datetime.fromisoformat(time).replace(tzinfo=ZoneInfo(zone))
            if form == "utc":
                return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
        except (ValueError, OverflowError, ZoneInfoNotFoundError):
            return time
        return time if (at.utcoffset() or timedelta()).seconds % 60 else at.isoformat()
    return time


def _text(value: Any, knobs: Knobs) -> Any:
    change = TEXTS.get(knobs["text_form"])
    return change(value) if change and isinstance(value, str) else value


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else value


def _emptied(body: Body, how: str) -> Body:
    """Return a body in which empty texts and lists are null or left out."""
    if how == "left_out":
        return {name: value for name, value in body.items() if value not in ("", [])}
    if how == "null":
        return {name: None if value in ("", []) else value for name, value in body.items()}
    return body
