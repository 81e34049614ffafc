"""A kind of configuration object: what LivePerson's API says of it, and what of it is ours to manage.

`Wire` is an object as LivePerson sends and takes it; one with an id is held by LivePerson. Its `content` is
the managed part, written as LivePerson documents it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from pulumi_liveperson.client.discretion import OPEN, Discretion
from pulumi_liveperson.client.equivalence.comparison import (
    canonical,
    equivalent,
    keep_spelling,
    merge_unknown,
)
from pulumi_liveperson.client.equivalence.values import FLAG, NUMBER

Wire = dict[str, Any]
MANY = 50  # LivePerson publishes no limit
_UNPUBLISHED = "a permission that is not published"


@dataclass(frozen=True)
class AtOnce:
    """How many objects one call takes at most."""

    post: int = 1
    put: int = 1
    delete: int = 1


def unchanged(wire: Wire) -> Wire:
    """Return an object."""
    return wire


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of configuration object: where it lives, what it holds, and how it is written."""

    noun: str
    type_name: str
    """What its resources are called in a program."""
    path: str
    """Where it is in the account's configuration API."""
    version: str
    key: str
    """The field that is unique among the objects that are not deleted; a program calls it the same."""
    fields: Mapping[str, Any]
    """The managed fields, and the shape of each; see `comparison`."""
    short_name: str | None = None
    """The noun in a sentence that has named the kind before, if that is not its last word."""
    received: Callable[[Wire], Wire] = unchanged
    """Returns the form in which programs and states have an object that LivePerson sent."""
    sent: Callable[[Wire], Wire] = unchanged
    """Returns the form in which LivePerson takes an object; the inverse of `received`."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """What LivePerson means by a field that it leaves out."""
    position: str | None = None
    """The field that LivePerson renumbers when other objects move, which is never a reason for a conflict; a
    program calls it the same."""
    default_flag: str | None = None
    """The field that makes an object the account's default, which one object of the kind is at a time."""
    events: str | None = None
    """The field that holds events."""
    select: str | None = None
    """Asks a list for whole objects, where a list otherwise answers with summaries."""
    skill_field: str | None = None
    """The field with which a skill refers to such an object."""
    at_once: AtOnce = AtOnce()
    """How many objects one call takes."""
    user_permission: str = _UNPUBLISHED
    """What a user's profile must permit."""
    privilege: int | None = None
    """The number under which a login lists that permission among a user's privileges."""
    api_key_permission: str = _UNPUBLISHED
    """What an API key must be given in LivePerson's key editor."""
    discretion: Discretion = OPEN
    """Which fields a message must not quote."""

    @property
    def short_noun(self) -> str:
        """Return what a sentence calls it that has said the noun, such as `occasion`."""
        return self.short_name or self.noun.rpartition(" ")[2]

    def quoted_with(self, discretion: Discretion) -> Self:
        """Return this kind for an operation whose messages must not quote some fields."""
        return replace(self, discretion=discretion)

    def content(self, wire: Wire) -> Wire:
        """Return the managed part of an object."""
        present = {name: value for name, value in wire.items() if value is not None}
        content: Wire = canonical({**self.defaults, **present}, self.fields)
        return content

    def position_of(self, wire: Wire) -> int | None:
        """Return the position that an object names, if its kind has one and it names it."""
        position: int | None = (
            None if self.position is None else NUMBER.canonical(wire.get(self.position), wire)
        )
        return position

    def is_default(self, wire: Wire) -> bool:
        """Tell whether an object is the default of its account, as far as it shows that."""
        flag = self.default_flag
        return flag is not None and FLAG.canonical(wire.get(flag), wire) is True

    def is_whole(self, wire: Wire) -> bool:
        """Tell whether an item of a list is the whole object rather than a summary."""
        optional = {*self.defaults, self.position}
        return all(name in wire for name in self.fields if name not in optional)

    def differences(self, one: Wire, other: Wire) -> list[str]:
        """Return the managed fields in which two objects differ, but for their position."""
        sent, held = (one, other) if "id" in other else (other, one)
        escaped = "id" in held and "id" not in sent
        names = [name for name in self.fields if name != self.position and one.get(name) != other.get(name)]
        if not names:
            return []
        first, second = self.content(sent), self.content(held)
        return [
            name
            for name in names
            if not equivalent(first.get(name), second.get(name), self.fields[name], escaped=escaped)
        ]

    def keep_spelling(self, before: Wire, live: Wire) -> Wire:
        """Return the content of a live object, in the words of before wherever it means the same."""
        content: Wire = keep_spelling(before, self.content(live), self.fields)
        return content

    def merge_unknown(self, live: Wire, desired: Wire) -> Wire:
        """Return the live object with the desired content; fields we do not know stay as they are."""
        named = {
            name: merge_unknown(live.get(name), desired.get(name), self.fields[name]) for name in desired
        }
        return {**live, **named}
