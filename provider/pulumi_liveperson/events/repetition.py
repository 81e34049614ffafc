"""The rule by which an event is repeated (RFC 5545, 3.3.10; Special Occasions API, appendix)."""

import datetime as dt
import re
from functools import lru_cache
from itertools import islice

DOCUMENTED = re.compile(r"RRULE:FREQ=DAILY;COUNT=([1-9][0-9]*);INTERVAL=1", re.ASCII)
"""The only rule that LivePerson documents: the number of consecutive days."""
_DAILY = re.compile(
    r"RRULE:FREQ=DAILY(;COUNT=[0-9]{1,6}|;INTERVAL=[1-9][0-9]{0,5}|;UNTIL=[0-9]{8}(T[0-9]{6})?)*", re.ASCII
)
_COUNT_AND_UNTIL = re.compile(r"(?=.*;COUNT=).*;UNTIL=")  # RFC 5545 forbids both together


def daily(days: int | str) -> str:
    """Return the documented rule for an event on consecutive days."""
    return f"RRULE:FREQ=DAILY;COUNT={days};INTERVAL=1"


@lru_cache(4096)  # the occasions of an account often have the same days
def starts(rule: str, first: dt.datetime, most: int) -> tuple[dt.datetime, ...]:
    """Return at most `most` starts of an event; raises a `ValueError` if its rule is not a daily rule."""
    if not _DAILY.fullmatch(rule) or _COUNT_AND_UNTIL.match(rule):
        raise ValueError("it is not repeated daily")
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - a preview does not need it

    return tuple(islice(rrulestr(rule, dtstart=first), most))
