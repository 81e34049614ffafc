"""A kind of configuration object: what LivePerson's API defines for it, and which fields are managed.

`Wire` is an object in the format of LivePerson's API; an object with an id exists in LivePerson. Its
`content` has only the managed fields, in the documented format.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from pulumi_liveperson.client.equivalence.comparison import (
    canonical,
    equivalent,
    keep_spelling,
    merge_unknown,
)
from pulumi_liveperson.client.equivalence.values import FLAG, NUMBER
from pulumi_liveperson.client.hidden_fields import NOTHING_HIDDEN, HiddenFields

Wire = dict[str, Any]
MAX_BATCH = 50  # LivePerson publishes no limit
_UNPUBLISHED = "a permission that is not published"


@dataclass(frozen=True)
class BatchLimits:
    """The maximum number of objects in one call."""

    post: int = 1
    put: int = 1
    delete: int = 1


def unchanged(wire: Wire) -> Wire:
    """Return an object."""
    return wire


@dataclass(frozen=True, eq=False, repr=False)
class Kind:
    """One kind of configuration object: its path in the API, its fields, and how it is written."""

    noun: str
    type_name: str
    """The name of its resource class in a program."""
    path: str
    """Its path in the account's configuration API."""
    version: str
    key: str
    """The field that is unique among the objects that are not deleted."""
    fields: Mapping[str, Any]
    """The managed fields and their shapes; see `comparison`."""
    short_name: str | None = None
    """The noun for later mentions in a sentence, if that is not its last word."""
    received: Callable[[Wire], Wire] = unchanged
    """Converts an object from the format of the API to the form in programs and states."""
    sent: Callable[[Wire], Wire] = unchanged
    """The inverse of `received`."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """The values of fields that LivePerson leaves out."""
    position: str | None = None
    """The field that LivePerson renumbers when other objects move, so a renumbering is not a conflict; it has
    the same name in a program."""
    default_flag: str | None = None
    """The field that makes an object the account's default; only one object of the kind has it at a time."""
    events: str | None = None
    """The field that contains events."""
    select: str | None = None
    """The selector for complete objects in a list, if a list otherwise contains summaries."""
    skill_field: str | None = None
    """The field of a skill that contains the id of such an object."""
    batch_limits: BatchLimits = BatchLimits()
    """The maximum number of objects in one call."""
    user_permission: str = _UNPUBLISHED
    """The permission that a user's profile needs."""
    privilege: int | None = None
    """The number of this permission in the privileges that a login returns."""
    api_key_permission: str = _UNPUBLISHED
    """The permission that an API key needs in LivePerson's key editor."""
    hidden_fields: HiddenFields = NOTHING_HIDDEN
    """The fields that a message must not quote."""
    is_partial: bool = False
    """Whether a program may manage some fields of an object only; the others are kept as they are found."""
    part_of: "Kind | None" = None
    """The kind of the objects, if this kind manages only a part of objects that others own."""
    id_key: str | None = None
    """The input of a program that names the object by its id, if this kind manages only a part of it."""
    complete_fields: frozenset[str] | None = None
    """The fields that only a complete object always has; None for all fields without a default."""
    server_fields: frozenset[str] = frozenset()
    """The fields that only LivePerson writes, so they are never sent."""
    references: Mapping[str, str] = field(default_factory=dict)
    """The fields that contain ids of other objects, each with the type name of their kind."""
    restricted_fields: frozenset[str] = frozenset()
    """The fields that need a permission of their own, so LivePerson may ignore them in an accepted write."""
    ignored_hint: str = ""
    """What to do if LivePerson accepts a write but ignores some fields."""
    delete_hint: str = ""
    """What to do if LivePerson rejects a delete."""

    def __repr__(self) -> str:
        """Return the name of the kind."""
        return f"Kind({self.type_name})"

    @property
    def owner(self) -> "Kind":
        """Return the kind of the objects in LivePerson; another kind if this one manages a part of them."""
        return self.part_of or self

    @property
    def short_noun(self) -> str:
        """Return the noun for later mentions in a sentence, such as `occasion`."""
        return self.short_name or self.noun.rpartition(" ")[2]

    def with_hidden_fields(self, hidden_fields: HiddenFields) -> Self:
        """Return a copy of this kind for an operation whose messages must not quote some fields."""
        return replace(self, hidden_fields=hidden_fields)

    def content(self, wire: Wire) -> Wire:
        """Return the managed fields of an object, in the documented format."""
        present = {name: value for name, value in wire.items() if value is not None}
        content: Wire = canonical({**self.defaults, **present}, self.fields)
        return content

    def position_of(self, wire: Wire) -> int | None:
        """Return the position of an object; None if its kind has no positions or the object shows none."""
        position: int | None = (
            None if self.position is None else NUMBER.canonical(wire.get(self.position), wire)
        )
        return position

    def is_default(self, wire: Wire) -> bool:
        """Return whether an object is the default of its account; false if the object does not show it."""
        flag = self.default_flag
        return flag is not None and FLAG.canonical(wire.get(flag), wire) is True

    def is_complete(self, wire: Wire) -> bool:
        """Return whether an item of a list is the complete object and not a summary."""
        needed = self.complete_fields or self.fields.keys() - {*self.defaults, self.position}
        return all(name in wire for name in needed)

    def differences(self, one: Wire, other: Wire) -> list[str]:
        """Return the managed fields in which two objects differ, except for the position.

        If only some fields are managed, the other ones of an object in LivePerson are not compared.
        """
        sent, held = (one, other) if "id" in other else (other, one)
        escaped = "id" in held and "id" not in sent
        compared = sent.keys() if self.is_partial and escaped else self.fields
        names = [
            name
            for name in self.fields
            if name in compared and name != self.position and one.get(name) != other.get(name)
        ]
        if not names:
            return []
        first, second = self.content(sent), self.content(held)
        return [
            name
            for name in names
            if not equivalent(first.get(name), second.get(name), self.fields[name], escaped=escaped)
        ]

    def keep_spelling(self, before: Wire, live: Wire) -> Wire:
        """Return the content of a live object, in the format of `before` wherever the meaning is the same."""
        content: Wire = keep_spelling(before, self.content(live), self.fields)
        return content

    def with_unmanaged(self, base: Wire, desired: Wire) -> Wire:
        """Return the known content, in which a field that becomes managed now has the value of no one.

        So a value that another person has set there is a conflict.
        """
        return {**{name: self.defaults.get(name) for name in desired}, **base} if self.is_partial else base

    def merge_unknown(self, live: Wire, desired: Wire) -> Wire:
        """Return the live object with the desired content; unknown fields are kept.

        If only some fields are managed, an empty text clears a field, which is null on the wire.
        """
        named = {name: self._merged(name, live.get(name), value) for name, value in desired.items()}
        return {**live, **named}

    def _merged(self, name: str, live: Any, desired: Any) -> Any:
        """Return the value of a field in a request."""
        if name not in self.fields:
            return desired
        is_cleared = self.is_partial and desired == ""
        return None if is_cleared else merge_unknown(live, desired, self.fields[name])
