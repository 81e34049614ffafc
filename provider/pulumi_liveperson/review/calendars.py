"""The days of an occasion, before and after a change."""

from dataclasses import dataclass
from functools import cached_property

from pulumi_liveperson.events.expansion import Calendar, Occurrence
from pulumi_liveperson.review.differences import Difference, compare
from pulumi_liveperson.review.zoned_sides import ZonedSides, with_new_names


@dataclass(frozen=True)
class Calendars(ZonedSides[Calendar]):
    """Two calendars of an occasion; one is empty if the occasion does not exist or is not known."""

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
    return Calendars(*with_new_names(before, after))
