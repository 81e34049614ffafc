"""The documented rules for the fields of special occasions, workdays and status reasons.

Each function returns the value that the server stores, or raises InvalidError. Fields that the
documentation does not name are dropped. `skill_rules` has the rules of skills.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from liveperson_simulator import clock
from liveperson_simulator.errors import InvalidError
from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Body

NAME_LENGTH = 50
DESCRIPTION_LENGTH = 200
TEXT_LENGTH = 100
DAY_OFF_DAYS = 30
HORIZON = timedelta(days=7)
SHIFT = timedelta(hours=24)
STATES = ("Online", "Occupied", "Away")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAILY = re.compile(r"RRULE:FREQ=DAILY;COUNT=([1-9][0-9]*);INTERVAL=1")
WEEKLY = re.compile(r"RRULE:FREQ=WEEKLY;BYDAY=(SU|MO|TU|WE|TH|FR|SA)")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DATE_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")
OCEANS = ("Arctic", "Atlantic", "Indian", "Pacific")
REGIONS = ("Africa", "America", "Antarctica", "Asia", "Australia", "Europe", *OCEANS)
# The documentation names the rule for texts of status reasons (safeMediumString); its expression is not
# published.
UNSAFE = re.compile(r'[<>"&\x00-\x1f\x7f]')


@cache
def region_and_city_zones() -> frozenset[str]:
    """Return the IANA zones of the form Region/City, without offsets, abbreviations and Etc/."""
    return frozenset(name for name in available_timezones() if name.split("/", 1)[0] in REGIONS)


def text(body: Body, field: str, limit: int | None = None, *, empty: bool = False) -> str:
    """Return a required string field that may have a maximum length."""
    value = body.get(field)
    if not isinstance(value, str) or not (value or empty):
        raise InvalidError(f"{field} is required and must be a string")
    if limit is not None and len(value) > limit:
        raise InvalidError(f"{field} is longer than {limit} characters")
    return value


def flag(body: Body, field: str, *, default: bool | None = None) -> bool:
    """Return a boolean field; without a default, it is required."""
    value = body.get(field, default)
    if not isinstance(value, bool):
        raise InvalidError(f"{field} must be true or false")
    return value


def section(body: Body, field: str) -> Body:
    """Return a required object field."""
    value = body.get(field)
    if not isinstance(value, dict):
        raise InvalidError(f"{field} is required and must be an object")
    return value


def moment(end: Body, knobs: Knobs) -> datetime:
    """Return the local time of a start or an end, after a check of its format and zone."""
    value, zone = text(end, "dateTime"), text(end, "timeZone")
    if not (DATE.fullmatch(value) or DATE_TIME.fullmatch(value)):
        raise InvalidError(f"dateTime {value!r} is neither yyyy-MM-dd nor yyyy-MM-dd'T'HH:mm:ss")
    policy = knobs["zone_policy"]
    supported = region_and_city_zones() if policy == "iana" else policy.split(",")
    if policy != "any" and zone not in supported:
        raise InvalidError(f"timeZone {zone!r} is not supported")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise InvalidError(f"dateTime {value!r} is not a date of the calendar") from None


def window(event: Body, knobs: Knobs) -> tuple[datetime, datetime]:
    """Return the local start and end of an event."""
    start, end = section(event, "start"), section(event, "end")
    starts, ends = moment(start, knobs), moment(end, knobs)
    if start["timeZone"] != end["timeZone"]:
        raise InvalidError("start and end must have the same timeZone")
    if ends < starts:
        raise InvalidError("an event must not end before it starts")
    return starts, ends


def rule(event: Body) -> list[str]:
    """Return the recurrence of an event, which is a list of strings."""
    value = event.get("recurrence")
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise InvalidError("recurrence is required and must be an array of strings")
    return value


def ends_of(event: Body) -> Body:
    """Return start and end with only the documented fields."""
    fields = ("dateTime", "timeZone")
    return {end: {field: event[end][field] for field in fields} for end in ("start", "end")}


def occasion_event(event: Body, knobs: Knobs) -> Body:
    """Check one event of a special occasion (special occasions appendix)."""
    meta = section(event, "meta")
    working, name = flag(meta, "working"), text(meta, "name", empty=True)
    starts, ends = window(event, knobs)
    recurrence = rule(event)
    matched = DAILY.fullmatch(recurrence[0]) if len(recurrence) == 1 else None
    if recurrence and not matched:
        raise InvalidError("recurrence must be empty or one RRULE:FREQ=DAILY;COUNT=n;INTERVAL=1")
    if not working and matched and (len(matched[1]) > len("30") or int(matched[1]) > DAY_OFF_DAYS):
        raise InvalidError(f"a day off may not be repeated on more than {DAY_OFF_DAYS} days")
    too_long = not working and not recurrence and ends - starts > timedelta(days=DAY_OFF_DAYS)
    if too_long and knobs["day_off_span_limit"] == "reject400":
        raise InvalidError(f"a day off may not span more than {DAY_OFF_DAYS} days")
    return {"meta": {"working": working, "name": name}, **ends_of(event), "recurrence": recurrence}


def workdays_event(event: Body, knobs: Knobs) -> Body:
    """Check one event of a workdays object (workdays appendix)."""
    starts, ends = window(event, knobs)
    if ends - starts > SHIFT:
        raise InvalidError("a workdays event may last 24 hours at most")
    if starts.date() > today(knobs) + HORIZON and knobs["start_horizon"] == "reject400":
        raise InvalidError("a workdays event must start at most 7 days after today")
    is_over_midnight = ends > datetime.combine(starts.date() + timedelta(days=1), time())
    if is_over_midnight and knobs["over_midnight"] == "reject400":
        raise InvalidError("a workdays event must end on the day on which it starts")
    recurrence = rule(event)
    matched = WEEKLY.fullmatch(recurrence[0]) if len(recurrence) == 1 else None
    if not matched:
        raise InvalidError("recurrence must be exactly one RRULE:FREQ=WEEKLY;BYDAY=day")
    weekday = WEEKDAYS[starts.weekday()]
    if matched[1] != weekday and knobs["weekday_mismatch"] == "reject400":
        raise InvalidError(f"BYDAY={matched[1]} does not agree with the start, a {weekday}")
    if matched[1] != weekday and knobs["weekday_mismatch"] == "rewrite":
        recurrence = [f"RRULE:FREQ=WEEKLY;BYDAY={weekday}"]
    return {**ends_of(event), "recurrence": recurrence}


def require_events(body: Body) -> None:
    """Reject an object without events."""
    if body.get("events") == []:
        raise InvalidError("workdays must have an event")


def today(knobs: Knobs) -> date:
    """Return today's date in UTC; the documentation does not name the time zone."""
    return clock.utc(knobs).date()


def hours(body: Body, knobs: Knobs, check_event: Callable[[Body, Knobs], Body]) -> Body:
    """Check the fields that special occasions and workdays have in common."""
    description = body.get("description")
    if description not in (None, "") or knobs["missing_description"] == "reject400":
        description = text(body, "description", DESCRIPTION_LENGTH)
    events = body.get("events")
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        raise InvalidError("events is required and must be an array of objects")
    checked: dict[str, Any] = {
        "deleted": flag(body, "deleted", default=False),
        "name": text(body, "name", NAME_LENGTH),
        "description": description,
        "isDefault": flag(body, "isDefault"),
        "events": [check_event(event, knobs) for event in events],
    }
    if description is None:
        del checked["description"]
    return checked


def status_reason(body: Body) -> Body:
    """Check a status reason (its overview page, and the older specification for text and enabled)."""
    if UNSAFE.search(text(body, "text", TEXT_LENGTH)):
        raise InvalidError("text contains characters that are not allowed")
    state = body.get("state", "Away")
    if state not in STATES:
        raise InvalidError(f"state must be one of {', '.join(STATES)}")
    order = body.get("order")
    if order is not None and (not isinstance(order, int) or isinstance(order, bool) or order < 1):
        raise InvalidError("order must be a positive integer")
    checked = {
        "text": body["text"],
        "state": state,
        "enabled": flag(body, "enabled", default=True),
        "deleted": flag(body, "deleted", default=False),
    }
    return checked if order is None else checked | {"order": order}


def object_id(value: Any) -> int:
    """Return an id that was sent as a number or as digits (ids are positive longs)."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,19}", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**63:
        raise InvalidError("an id must be a positive long")
    return value
