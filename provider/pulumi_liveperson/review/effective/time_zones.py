"""The definitions of time zones in a calendar (RFC 5545, section 3.6.5).

`icalendar` 7.3 writes the beginning of summer time in the time after the change, which is one hour too late.
The RFC requires the time before the change.
"""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from pulumi_liveperson.hours.moments import DAY, MIDNIGHT
from pulumi_liveperson.review.clock_changes import ClockChange, clock_changes


def time_zone(zone: ZoneInfo, first: dt.date, last: dt.date) -> Timezone:
    """Return the definition of a zone, with the changes of its clocks from a date to another one."""
    found = Timezone()
    found.add("tzid", zone.key)
    start = dt.datetime.combine(first - 2 * DAY, MIDNIGHT)
    offset = start.replace(tzinfo=zone).utcoffset() or dt.timedelta(0)
    found.add_component(_observance(start, offset, offset, start.replace(tzinfo=zone)))
    for change in _changes(zone, start.date(), last):
        if change.before <= start:
            continue
        after = change.after.replace(tzinfo=zone, fold=1)
        offset = after.utcoffset() or dt.timedelta(0)
        found.add_component(_observance(change.before, offset - change.shift, offset, after))
    return found


def _observance(
    begins: dt.datetime, offset_from: dt.timedelta, offset_to: dt.timedelta, example: dt.datetime
) -> TimezoneStandard | TimezoneDaylight:
    observance = TimezoneDaylight() if example.dst() else TimezoneStandard()
    observance.add("dtstart", begins)
    observance.add("tzoffsetfrom", offset_from)
    observance.add("tzoffsetto", offset_to)
    observance.add("tzname", example.tzname())
    return observance


def _changes(zone: ZoneInfo, first: dt.date, last: dt.date) -> Iterator[ClockChange]:
    for month in range(12 * first.year + first.month - 1, 12 * last.year + last.month):
        yield from clock_changes(zone.key, month // 12, month % 12 + 1)
