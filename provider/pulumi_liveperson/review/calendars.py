"""The days of an occasion, before and after."""

from dataclasses import dataclass
from functools import cached_property

from pulumi_liveperson.events.expansion import Calendar, Occurrence
from pulumi_liveperson.events.zones import canonical_zone
from pulumi_liveperson.review.differences import Difference, compare


@dataclass(frozen=True)
class Calendars:
    """Two calendars of an occasion; an empty one where there is no occasion, or where it is not told."""

    before: Calendar
    after: Calendar

    @cached_property
    def zone(self) -> str | None:
        """Return the time zone of all days, if they have one in common."""
        zones = self.after.zones or self.before.zones
        return (
            zones[0] if len(zones) == 1 and (self.changes_zone or self.before.zones in ([], zones)) else None
        )

    @cached_property
    def changes_zone(self) -> bool:
        """Tell whether all days go from one zone to another."""
        before, after = self.before.zones, self.after.zones
        are_read = not (self.before.unreadable or self.after.unreadable)
        return are_read and len(before) == 1 and len(after) == 1 and before != after

    @cached_property
    def aligned(self) -> Calendar:
        """Return the days before, in the zone that all days get: what still differs, differs besides."""
        if not self.changes_zone:
            return self.before
        return self.before.in_zones(dict(zip(self.before.zones, self.after.zones, strict=True)))

    @cached_property
    def difference(self) -> Difference:
        """Return what changes; where all days go to another zone, what changes besides."""
        return compare(self.aligned, self.after)

    @property
    def ends_with_date(self) -> bool:
        """Tell whether days differ, or are written in another way, whose ends are dates alone."""
        before, after = (
            {(each.day, each.hours) for each in calendar.occurrences if each.ends_with_date}
            for calendar in (self.before, self.after)
        )
        return before != after

    @property
    def new(self) -> tuple[Occurrence, ...]:
        """Return what takes place at moments at which nothing did so before."""
        return self.after.occurrences if self.changes_zone else self.difference.occurrences


def calendars(before: Calendar, after: Calendar) -> Calendars:
    """Return two calendars in which a zone has one name, the one that it gets."""
    zones = [*after.zones, *before.zones]
    if len(set(zones)) < 2:  # noqa: PLR2004 - then it has one already
        return Calendars(before, after)
    names: dict[str, str] = {}
    for zone in zones:
        names.setdefault(canonical_zone(zone), zone)
    names = {zone: names[canonical_zone(zone)] for zone in zones}
    return Calendars(before.in_zones(names), after.in_zones(names))
