"""Local times as moments in UTC.

A local time that does not exist is later by the change of the clock. Of a time that exists twice, the first
counts. Java does the same, and LivePerson's server is probably written in Java (open question Q10).
"""

import datetime as dt
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from pulumi_liveperson.events.zones import iana_spelling

MIDNIGHT = dt.time()
DAY = dt.timedelta(days=1)
LAST_MINUTE = dt.time(23, 59)
"""As an end, it means the end of the day (open question Q6)."""


class UnknownZoneError(ValueError):
    """The IANA database does not contain a name of a time zone."""


@cache
def zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name; raises an `UnknownZoneError`."""
    try:
        return ZoneInfo(iana_spelling(name))
    except (LookupError, ValueError, OSError):
        raise UnknownZoneError(name) from None


@lru_cache(1 << 16)  # the objects of an account often have the same times
def moment(local: dt.datetime, where: ZoneInfo) -> dt.datetime:
    """Return the moment of a local time."""
    return local.replace(tzinfo=where, fold=0).astimezone(dt.UTC)


def midnight(day: dt.date, where: ZoneInfo) -> dt.datetime:
    """Return the first moment of a local day."""
    return moment(dt.datetime.combine(day, MIDNIGHT), where)


def is_ambiguous(local: dt.datetime, where: ZoneInfo) -> bool:
    """Return whether a local time does not exist, or exists twice."""
    return local.replace(tzinfo=where, fold=0).utcoffset() != local.replace(tzinfo=where, fold=1).utcoffset()


def possible_moments(local: dt.datetime, where: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return the first and the last moment that a local time can mean (open question Q10)."""
    first, second = (local.replace(tzinfo=where, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    return min(first, second), max(first, second)


def to_midnight(local: dt.datetime) -> dt.datetime:
    """Return the end of a window; the last minute of a day means the end of the day."""
    if local.time() >= LAST_MINUTE and local.date() < dt.date.max:
        return dt.datetime.combine(local.date(), MIDNIGHT) + DAY
    return local
