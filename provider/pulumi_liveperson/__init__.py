"""LivePerson Conversational Cloud configuration as Pulumi resources."""

from provider.event import Event, closed, open_all_day, open_hours
from provider.exempt import unchecked
from provider.program import declare_nothing
from provider.special_occasion import SpecialOccasion
from provider.status_reason import StatusReason

__all__ = [
    "Event",
    "SpecialOccasion",
    "StatusReason",
    "closed",
    "declare_nothing",
    "open_all_day",
    "open_hours",
    "unchecked",
]
