"""The days of an occasion, before and after."""

from dataclasses import dataclass
from functools import cached_property

from cli.report.differences import Difference, compare
from cli.report.events import Calendar


@dataclass(frozen=True)
class Calendars:
    """Two calendars of an occasion; an empty one where there is no occasion, or where it is not told."""

    before: Calendar
    after: Calendar

    @cached_property
    def zone(self) -> str | None:
        """Return the time zone of all days, if they have one in common."""
        zones = self.after.zones or self.before.zones
        return zones[0] if len(zones) == 1 and (self.rezoned or self.before.zones in ([], zones)) else None

    @cached_property
    def rezoned(self) -> bool:
        """Tell whether all days go from one zone to another."""
        before, after = self.before.zones, self.after.zones
        return len(before) == 1 and len(after) == 1 and before != after

    @cached_property
    def aligned(self) -> Calendar:
        """Return the days before, in the zone that all days get: what still differs, differs besides."""
        return self.before.moved_to(self.after.zones[0]) if self.rezoned else self.before

    @cached_property
    def difference(self) -> Difference:
        """Return what changes; where all days go to another zone, what changes besides."""
        return compare(self.aligned, self.after)
