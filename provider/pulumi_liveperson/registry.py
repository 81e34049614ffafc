"""The kinds of objects that we manage: each is registered once, and all else asks here.

Commands and reports ask, too. So this loads neither Pulumi nor the rules nor HTTP: a registration names what
of a kind is loaded once it is needed.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.kinds.workdays import WORKDAYS

TYPE_PREFIX = "pulumi-python:dynamic/liveperson:"
"""What the types of our resources begin with."""


@dataclass(frozen=True)
class Registration:
    """A kind, and where its parts are: as `module:name`."""

    kind: Kind
    resource: str
    """The class that a program takes."""
    provider: str
    """The class that the engine calls for it."""
    sentences: str | None
    """The class that says what a change means; without one, its fields are told."""


_REGISTRATIONS: dict[str, Registration] = {}


def register(kind: Kind, *, resource: str, provider: str, sentences: str | None = None) -> None:
    """Make a kind known."""
    _REGISTRATIONS[kind.type_name] = Registration(kind, resource, provider, sentences)


def kinds() -> tuple[Kind, ...]:
    """Return all kinds."""
    return tuple(each.kind for each in _REGISTRATIONS.values())


def token_of(kind: Kind) -> str:
    """Return what Pulumi calls the type of a kind's resources."""
    return TYPE_PREFIX + kind.type_name


def kind_of(token: str) -> Kind | None:
    """Return the kind that Pulumi calls so, if it is one of ours."""
    return next((kind for kind in kinds() if token_of(kind) == token), None)


def resource(type_name: str) -> Any:
    """Return the class that programs take; raises `LookupError` where no kind is called so."""
    return _loaded(_REGISTRATIONS[type_name].resource)


def provider(type_name: str) -> Any:
    """Return the class that the engine calls; raises `LookupError` where no kind is called so."""
    return _loaded(_REGISTRATIONS[type_name].provider)


def sentences(kind: Kind) -> Any:
    """Return the class that says what a change of a kind means, if it has one of its own."""
    name = _REGISTRATIONS[kind.type_name].sentences
    return None if name is None else _loaded(name)


def _loaded(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


register(
    SPECIAL_OCCASION,
    resource="pulumi_liveperson.special_occasion:SpecialOccasion",
    provider="pulumi_liveperson.special_occasion:SpecialOccasionProvider",
    sentences="pulumi_liveperson.review.special_occasion:Occasion",
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
)
