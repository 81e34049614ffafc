"""The registry of the kinds of objects that this package manages; each kind is registered once.

Commands and reports use it, too. So it loads neither Pulumi nor the rules nor HTTP: a registration contains
names of classes, which are loaded on first use.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL, SKILL_HOURS
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.kinds.workdays import WORKDAYS

TYPE_PREFIX = "pulumi-python:dynamic/liveperson:"
"""The prefix of the Pulumi types of our resources."""


@dataclass(frozen=True)
class Registration:
    """A kind, and the paths of its classes as `module:name`."""

    kind: Kind
    resource: str
    """The class that a program uses."""
    provider: str
    """The class that the engine calls for it."""
    sentences: str | None
    """The class that describes a change in a report; without one, a report lists the changed fields."""
    list_code: str | None
    """The function that converts its list to the code of a program, if it has a list."""


_REGISTRATIONS: dict[str, Registration] = {}


def register(
    kind: Kind, *, resource: str, provider: str, sentences: str | None = None, list_code: str | None = None
) -> None:
    """Register a kind."""
    _REGISTRATIONS[kind.type_name] = Registration(kind, resource, provider, sentences, list_code)


def kinds() -> tuple[Kind, ...]:
    """Return all kinds."""
    return tuple(each.kind for each in _REGISTRATIONS.values())


def object_kinds() -> tuple[Kind, ...]:
    """Return the kinds of LivePerson's objects, without the kinds for parts of objects."""
    return tuple(kind for kind in kinds() if kind.part_of is None)


def token_of(kind: Kind) -> str:
    """Return the Pulumi type of a kind's resources."""
    return TYPE_PREFIX + kind.type_name


def kind_of(token: str) -> Kind | None:
    """Return the kind of a Pulumi type; None for a type that is not ours."""
    return next((kind for kind in kinds() if token_of(kind) == token), None)


def resource(type_name: str) -> Any:
    """Return the class that programs use; raises `LookupError` for an unknown type name."""
    return _loaded(_REGISTRATIONS[type_name].resource)


def provider(type_name: str) -> Any:
    """Return the class that the engine calls; raises `LookupError` for an unknown type name."""
    return _loaded(_REGISTRATIONS[type_name].provider)


def sentences(kind: Kind) -> Any:
    """Return the class that describes changes of a kind in a report, or None."""
    name = _REGISTRATIONS[kind.type_name].sentences
    return None if name is None else _loaded(name)


def list_code(kind: Kind) -> Any:
    """Return the function that converts the list of a kind to the code of a program, or None."""
    name = _REGISTRATIONS[kind.type_name].list_code
    return None if name is None else _loaded(name)


def _loaded(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


register(
    SPECIAL_OCCASION,
    resource="pulumi_liveperson.special_occasion:SpecialOccasion",
    provider="pulumi_liveperson.special_occasion:SpecialOccasionProvider",
    sentences="pulumi_liveperson.review.special_occasion:Occasion",
    list_code="pulumi_liveperson.cli.export.events:events_code",
)
register(
    STATUS_REASON,
    resource="pulumi_liveperson.status_reason:StatusReason",
    provider="pulumi_liveperson.status_reason:StatusReasonProvider",
    sentences="pulumi_liveperson.review.status_reason:Reason",
)
register(
    WORKDAYS,
    resource="pulumi_liveperson.workdays:Workdays",
    provider="pulumi_liveperson.workdays:WorkdaysProvider",
    sentences="pulumi_liveperson.review.workdays:WorkingWeek",
    list_code="pulumi_liveperson.cli.export.shifts:shifts_code",
)
register(
    SKILL,
    resource="pulumi_liveperson.skill:Skill",
    provider="pulumi_liveperson.skill:SkillProvider",
    sentences="pulumi_liveperson.review.skill:SkillChange",
)
register(
    SKILL_HOURS,
    resource="pulumi_liveperson.skill_hours:SkillHours",
    provider="pulumi_liveperson.skill_hours:SkillHoursProvider",
    sentences="pulumi_liveperson.review.skill_hours:HoursOfSkill",
)
