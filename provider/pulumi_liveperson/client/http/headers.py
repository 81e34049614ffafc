"""What the headers of an answer say beside the revision."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import written_out

_A_DAY = 86_400.0  # longer than anybody waits
_SHOWN = 100
_REQUEST_IDS = ("X-Request-ID", "X-LP-Request-ID")  # none is documented, so the customary names


def retry_after(headers: Mapping[str, str]) -> float:
    """Return the seconds that Retry-After asks to wait, given as a number or a date (RFC 9110, 10.2.3).

    A date counts from the answer's own Date, so that a wrong clock here makes no difference.
    """
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdecimal():
        return min(float(asked), _A_DAY)
    moment = _moment(asked)
    if moment is None:
        return 0.0
    return min(max(0.0, moment - (_moment(headers.get("Date", "")) or time.time())), _A_DAY)


def clock_skew(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds this machine's clock is ahead of LivePerson's; None where that is not told."""
    theirs = _moment(headers.get("Date", ""))
    return None if theirs is None else time.time() - theirs


def request_id(headers: Mapping[str, str]) -> str | None:
    """Return the id under which LivePerson's support finds a request, if the answer names one."""
    return next((shown for name in _REQUEST_IDS if (shown := as_shown(headers.get(name, "")))), None)


def revision(headers: Mapping[str, str]) -> str:
    """Return the revision of the collection that an answer names, or nothing."""
    return headers.get("ac-revision") or headers.get("ETag") or ""


def as_shown(value: str) -> str:
    """Return the beginning of a header, as a message or a log may quote it."""
    return written_out(SECRETS.masked(value))[:_SHOWN]


def _moment(text: str) -> float | None:
    """Return a date as seconds since 1970."""
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = datetime.combine(moment.date(), moment.time(), UTC)
        return moment.timestamp()
    except (ValueError, OverflowError):
        return None
