"""The days of an occasion, before and after a change."""

from dataclasses import dataclass
from functools import cached_property

from pulumi_liveperson.events.expansion import Calendar, Occurrence
from pulumi_liveperson.events.zones import canonical_zone
from pulumi_liveperson.review.differences import Difference, compare


@dataclass(frozen=True)
class Calendars:
    """Two calendars of an occasion; one is empty if the occasion does not exist or is not known."""

    before: Calendar
    after: Calendar

    @cached_property
    def zone(self) -> str | None:
        """Return the time zone of all days, if it is the same."""
        zones = self.after.zones or self.before.zones
        return (
            zones[0] if len(zones) == 1 and (self.changes_zone or self.before.zones in ([], zones)) else None
        )

    @cached_property
    def changes_zone(self) -> bool:
        """Return whether all days move from one time zone to another."""
        before, after = self.before.zones, self.after.zones
        are_read = not (self.before.unreadable or self.after.unreadable)
        return are_read and len(before) == 1 and len(after) == 1 and before != after

    @cached_property
    def aligned(self) -> Calendar:
        """Return the previous days, with the new zone if all days change it: other differences remain."""
        if not self.changes_zone:
            return self.before
        return self.before.in_zones(dict(zip(self.before.zones, self.after.zones, strict=True)))

    @cached_property
    def difference(self) -> Difference:
        """Return the differences; without that of the zone, if all days change it."""
        return compare(self.aligned, self.after)

    @property
    def ends_with_date(self) -> bool:
        """Return whether the days of events that end with a date without a time differ."""
        before, after = (
            {(each.day, each.hours) for each in calendar.occurrences if each.ends_with_date}
            for calendar in (self.before, self.after)
        )
        return before != after

    @property
    def new(self) -> tuple[Occurrence, ...]:
        """Return the occurrences at moments that had none before."""
        return self.after.occurrences if self.changes_zone else self.difference.occurrences


def calendars(before: Calendar, after: Calendar) -> Calendars:
    """Return two calendars in which each zone has one name, that of the new content."""
    zones = [*after.zones, *before.zones]
    if len(set(zones)) < 2:  # noqa: PLR2004 - it already has one
        return Calendars(before, after)
    names: dict[str, str] = {}
    for zone in zones:
        names.setdefault(canonical_zone(zone), zone)
    names = {zone: names[canonical_zone(zone)] for zone in zones}
    return Calendars(before.in_zones(names), after.in_zones(names))
