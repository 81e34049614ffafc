"""LivePerson Conversational Cloud configuration as Pulumi resources."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pulumi_liveperson.events.event import Event
    from pulumi_liveperson.events.shortcuts import closed, open_all_day, open_hours
    from pulumi_liveperson.holiday_events.country import public_holidays
    from pulumi_liveperson.holiday_events.ics import from_ics
    from pulumi_liveperson.program.program import declare_nothing
    from pulumi_liveperson.running import run_stack
    from pulumi_liveperson.shifts.shift import Shift
    from pulumi_liveperson.shifts.weekly import weekly
    from pulumi_liveperson.skill import Skill
    from pulumi_liveperson.skill_hours import SkillHours
    from pulumi_liveperson.special_occasion import SpecialOccasion
    from pulumi_liveperson.status_reason import StatusReason
    from pulumi_liveperson.unchecked_values import unchecked
    from pulumi_liveperson.workdays import Workdays

__all__ = [
    "Event",
    "Shift",
    "Skill",
    "SkillHours",
    "SpecialOccasion",
    "StatusReason",
    "Workdays",
    "closed",
    "declare_nothing",
    "from_ics",
    "open_all_day",
    "open_hours",
    "public_holidays",
    "run_stack",
    "silence_warnings",
    "unchecked",
    "weekly",
]

_PLACES = {
    "Event": "events.event",
    "Shift": "shifts.shift",
    "closed": "events.shortcuts",
    "declare_nothing": "program.program",
    "from_ics": "holiday_events.ics",
    "open_all_day": "events.shortcuts",
    "open_hours": "events.shortcuts",
    "public_holidays": "holiday_events.country",
    "run_stack": "running",
    "silence_warnings": "program.program",
    "unchecked": "unchecked_values",
    "weekly": "shifts.weekly",
}


def __getattr__(name: str) -> Any:
    """Return a public name; its module is loaded on first use, because commands do not need these modules."""
    if name in _PLACES:
        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    try:
        return import_module(f"{__name__}.registry").resource(name)
    except LookupError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
