"""Reads the headers of an answer."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import written_out

_MAX_SECONDS = 86_400.0  # longer than any operation waits
_MAX_SHOWN = 100
_REQUEST_IDS = ("X-Request-ID", "X-LP-Request-ID")  # usual names, because LivePerson documents none


def retry_after(headers: Mapping[str, str]) -> float:
    """Return the seconds of Retry-After, which is a number or a date (RFC 9110, 10.2.3).

    A date is compared with the Date of the answer, so a wrong clock of this machine has no effect.
    """
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdecimal():
        return min(float(asked), _MAX_SECONDS)
    moment = _moment(asked)
    if moment is None:
        return 0.0
    return min(max(0.0, moment - (_moment(headers.get("Date", "")) or time.time())), _MAX_SECONDS)


def clock_skew(headers: Mapping[str, str]) -> float | None:
    """Return the seconds by which this machine's clock is ahead of LivePerson's; None without a Date."""
    theirs = _moment(headers.get("Date", ""))
    return None if theirs is None else time.time() - theirs


def request_id(headers: Mapping[str, str]) -> str | None:
    """Return the id by which LivePerson's support finds a request; None if the answer has none."""
    return next((shown for name in _REQUEST_IDS if (shown := excerpt(headers.get(name, "")))), None)


def revision(headers: Mapping[str, str]) -> str:
    """Return the revision of the collection in an answer; empty if there is none."""
    return headers.get("ac-revision") or headers.get("ETag") or ""


def excerpt(value: str) -> str:
    """Return the beginning of a header, safe for a message or a log."""
    return written_out(SECRETS.masked(value))[:_MAX_SHOWN]


def _moment(text: str) -> float | None:
    """Return a date as seconds since 1970; None if it is not a date."""
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = datetime.combine(moment.date(), moment.time(), UTC)
        return moment.timestamp()
    except (ValueError, OverflowError):
        return None
