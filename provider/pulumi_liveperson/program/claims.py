"""Values that only one object of a kind can have: the name, the default flag, and the position.

The same rules apply to a program before its resources are registered, and to the engine's requests, which
contain values that the program does not know.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pulumi_liveperson.client.equivalence.names import look_alike_key
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.secrets import MASK
from pulumi_liveperson.wire import Props, prop

Claim = tuple[str, Kind, Hashable, Hashable]
Normalized = Callable[[Any], Any]
_ID = "id"


@dataclass(frozen=True, eq=False)
class Claimant:
    """A resource that claims unique values. A value that is not known yet is not a claim."""

    kind: Kind
    resource_name: str
    props: Props
    secrets: frozenset[str] = frozenset()
    """The names of the props that must not be shown."""
    provider: Hashable = None
    """The Pulumi provider, and so the account; claims in two accounts do not conflict."""

    @property
    def title(self) -> str:
        """The type and the name of the resource in the program."""
        return f'{self.kind.type_name} "{self.resource_name}"'

    def shown(self, field: str) -> str:
        """Return the value of a field for a message, masked if it is secret."""
        value = self.props[field]
        if field in self.secrets:
            return MASK
        return repr(int(value) if isinstance(value, float) and value.is_integer() else value)


def claims(claimant: Claimant) -> Iterator[Claim]:
    """Yield the claims of a resource as tuples that begin with the field; equal claims are duplicates.

    A resource that manages a part of an object claims the object, by its name or its id.
    """
    for field, (name, normalized) in _only_once(claimant.kind).items():
        claimed = normalized(claimant.props.get(name))
        if claimed is not None:
            yield field, claimant.kind.owner, claimant.provider, claimed


def duplicates(claimants: Iterable[Claimant]) -> Iterator[str]:
    """Yield a line for each unique value that several resources claim."""
    holders: dict[Claim, list[Claimant]] = defaultdict(list)
    for each in claimants:
        for claim in claims(each):
            holders[claim].append(each)
    for (field, kind, *_), several in sorted(holders.items(), key=_position):
        if len(several) > 1:
            titles = " and ".join(each.title for each in several)
            yield f"{titles}: only one of them can {_description(field, kind, several)}"


def _name(value: Any) -> Any:
    """Return a form that is equal for names that LivePerson or agents may not distinguish."""
    return look_alike_key(value) if isinstance(value, str) else None


def _flag(value: Any) -> Any:
    return True if value is True else None


def _place(value: Any) -> Any:
    return value if isinstance(value, int | float) else None


def _only_once(kind: Kind) -> dict[str, tuple[str, Normalized]]:
    """Return the fields with unique values, each with its input and a function that normalizes a value."""
    fields: tuple[tuple[str | None, str | None, Normalized], ...]
    if kind.part_of is not None:
        fields = ((kind.owner.key, kind.key, _name), (_ID, kind.id_key, _name))
    else:
        fields = (
            (kind.key, kind.key, _name),
            (kind.default_flag, kind.default_flag, _flag),
            (kind.position, kind.position, _place),
        )
    return {prop(field): (prop(name), normalized) for field, name, normalized in fields if field and name}


def _position(held: tuple[Claim, list[Claimant]]) -> int:
    """Return the sort key of a claim: names first, then the default, then the position."""
    (field, kind, *_), _several = held
    return [*_only_once(kind), _ID].index(field)


def _description(field: str, kind: Kind, several: list[Claimant]) -> str:
    if field == prop(str(kind.default_flag)):
        return "be the default"
    shown = list(dict.fromkeys(each.shown(_only_once(each.kind)[field][0]) for each in several))
    if len({unicodedata.normalize("NFC", each) for each in shown}) < len(shown):
        shown = [ascii(each)[1:-1] for each in shown]  # because they look alike
    alike = ", which LivePerson or agents may not tell apart" if len(shown) > 1 else ""
    can = f"have the {field}"
    if any(each.kind.part_of is not None for each in several):
        can = f"manage the {kind.noun}" + (" with the id" if field == _ID else "")
    return f"{can} {' or '.join(shown)}{alike}"
