"""The time zones of something before and after a change: of the days of an occasion, or of a week."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, Self, TypeVar

from pulumi_liveperson.events.zones import canonical_zone


class Zoned(Protocol):
    """Hours in time zones."""

    @property
    def zones(self) -> list[str]:
        """The time zones, each once."""

    @property
    def is_complete(self) -> bool:
        """Whether all hours are known."""

    def in_zones(self, names: Mapping[str, str]) -> Self:
        """Return the same hours, with other names for their zones."""


Side = TypeVar("Side", bound=Zoned)


@dataclass(frozen=True)
class ZonedSides(Generic[Side]):
    """Hours before and after a change."""

    before: Side
    after: Side

    @cached_property
    def zone(self) -> str | None:
        """Return the time zone of all hours, if it is the same."""
        zones = self.after.zones or self.before.zones
        return (
            zones[0] if len(zones) == 1 and (self.changes_zone or self.before.zones in ([], zones)) else None
        )

    @cached_property
    def changes_zone(self) -> bool:
        """Return whether all hours move from one time zone to another."""
        before, after = self.before.zones, self.after.zones
        are_complete = self.before.is_complete and self.after.is_complete
        return are_complete and len(before) == 1 and len(after) == 1 and before != after

    @cached_property
    def aligned(self) -> Side:
        """Return the previous hours, with the new zone if all hours change it: other differences remain."""
        if not self.changes_zone:
            return self.before
        return self.before.in_zones(dict(zip(self.before.zones, self.after.zones, strict=True)))


def with_new_names(before: Side, after: Side) -> tuple[Side, Side]:
    """Return both with one name for each zone, that of the new content."""
    zones = [*after.zones, *before.zones]
    if len(set(zones)) < 2:  # noqa: PLR2004 - it already has one
        return before, after
    names: dict[str, str] = {}
    for zone in zones:
        names.setdefault(canonical_zone(zone), zone)
    names = {zone: names[canonical_zone(zone)] for zone in zones}
    return before.in_zones(names), after.in_zones(names)
