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
    """Yield the claims of a resource as tuples that begin with the field; equal claims are duplicates."""
    for field, normalized in _only_once(claimant.kind).items():
        claimed = normalized(claimant.props.get(field))
        if claimed is not None:
            yield field, claimant.kind, claimant.provider, claimed


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


def _only_once(kind: Kind) -> dict[str, Callable[[Any], Any]]:
    """Return the fields with unique values, each with a function that normalizes a value for comparison."""
    fields = ((kind.key, _name), (kind.default_flag, _flag), (kind.position, _place))
    return {prop(field): normalized for field, normalized in fields if field is not None}


def _position(held: tuple[Claim, list[Claimant]]) -> int:
    """Return the sort key of a claim: names first, then the default, then the position."""
    (field, kind, *_), _several = held
    return list(_only_once(kind)).index(field)


def _description(field: str, kind: Kind, several: list[Claimant]) -> str:
    if field == prop(str(kind.default_flag)):
        return "be the default"
    shown = list(dict.fromkeys(each.shown(field) for each in several))
    if len({unicodedata.normalize("NFC", each) for each in shown}) < len(shown):
        shown = [ascii(each)[1:-1] for each in shown]  # because they look alike
    alike = ", which LivePerson or agents may not tell apart" if len(shown) > 1 else ""
    return f"have the {field} {' or '.join(shown)}{alike}"
