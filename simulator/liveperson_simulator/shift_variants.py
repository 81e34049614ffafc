"""How an answer may write the events of workdays otherwise than a request did; none of it is documented.

Only the weekday of the date means something. So a server may return another date, and an end of the day in
each form that is documented for a full day.
"""

from datetime import date, datetime, timedelta
from typing import Any

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_RULES: dict[str, list[str]] = {"no_rule": [], "no_byday": ["RRULE:FREQ=WEEKLY"]}
_MIDNIGHT, _LAST_MINUTE = "00:00:00", "23:59:00"


def shown_shift(event: Any, form: str) -> Any:
    """Return an event in a form of the knob `shift_form`."""
    start, end = event["start"], event["end"]
    if form == "other_week":
        return {**event, "start": _moved(start, -2 * _WEEK), "end": _moved(end, -2 * _WEEK)}
    if form in _RULES:
        return {**event, "recurrence": _RULES[form]}
    first, last = start["dateTime"], end["dateTime"]
    if not last.endswith(f"T{_LAST_MINUTE}"):
        return event
    after = str(date.fromisoformat(last[:10]) + _DAY)
    if form == "midnight":
        return {**event, "end": {**end, "dateTime": f"{after}T{_MIDNIGHT}"}}
    if form == "dates" and first == f"{last[:10]}T{_MIDNIGHT}":
        return {**event, "start": {**start, "dateTime": first[:10]}, "end": {**end, "dateTime": after}}
    return event


def _moved(moment: dict[str, Any], by: timedelta) -> dict[str, Any]:
    text = moment["dateTime"]
    moved = datetime.fromisoformat(text) + by
    return {**moment, "dateTime": moved.isoformat() if "T" in text else str(moved.date())}
