"""The time zones in which hours are declared."""

from collections.abc import Iterable, Mapping
from typing import Any

from pulumi_liveperson.events.zones import canonical_zone
from pulumi_liveperson.hours.configuration import SpecialOccasion, Workdays
from pulumi_liveperson.hours.moments import UnknownZoneError, zone


def weekly_zones(workdays: Workdays | None) -> frozenset[str]:
    """Return the time zones of workdays that the database knows, each place once."""
    return _known(shift.get("time_zone") for shift in (workdays and workdays.shifts) or ())


def event_zones(occasion: SpecialOccasion | None) -> frozenset[str]:
    """Return the time zones of a special occasion that the database knows, each place once."""
    starts = [event.get("start") for event in (occasion and occasion.events) or ()]
    return _known(start.get("time_zone") for start in starts if isinstance(start, Mapping))


def _known(names: Iterable[Any]) -> frozenset[str]:
    return frozenset(canonical_zone(name) for name in names if isinstance(name, str) and _is_known(name))


def _is_known(name: str) -> bool:
    try:
        zone(name)
    except UnknownZoneError:
        return False
    return True
