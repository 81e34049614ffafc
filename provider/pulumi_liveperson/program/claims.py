"""What only one object of a kind can have: its name, the flag of the default, a place in the order.

The same rules hold for a program, before anything of it is registered, and for what the engine sends, where
values are known that no program has seen.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pulumi_liveperson.client.equivalence.names import looks
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.secrets import MASK
from pulumi_liveperson.wire import Props, prop

Claim = tuple[str, Kind, Hashable, Hashable]


@dataclass(frozen=True, eq=False)
class Claimant:
    """A resource that claims what only one can have. A value that is not known yet is no claim."""

    kind: Kind
    resource_name: str
    props: Props
    secrets: frozenset[str] = frozenset()
    """Which of the props must not be shown."""
    provider: Hashable = None
    """Whose account it is for; two accounts have nothing in common."""

    @property
    def title(self) -> str:
        """Name the resource as a program does."""
        return f'{self.kind.type_name} "{self.resource_name}"'

    def shown(self, field: str) -> str:
        """Return a value as it may be shown."""
        value = self.props[field]
        if field in self.secrets:
            return MASK
        return repr(int(value) if isinstance(value, float) and value.is_integer() else value)


def claims(claimant: Claimant) -> Iterator[Claim]:
    """Yield what a resource claims, equal for two that claim the same; it begins with the field."""
    for field, normalized in _only_once(claimant.kind).items():
        claimed = normalized(claimant.props.get(field))
        if claimed is not None:
            yield field, claimant.kind, claimant.provider, claimed


def duplicates(claimants: Iterable[Claimant]) -> Iterator[str]:
    """Yield a line for each thing that only one of a kind can have, and several claim."""
    holders: dict[Claim, list[Claimant]] = defaultdict(list)
    for each in claimants:
        for claim in claims(each):
            holders[claim].append(each)
    for (field, kind, *_), several in sorted(holders.items(), key=_position):
        if len(several) > 1:
            titles = " and ".join(each.title for each in several)
            yield f"{titles}: only one of them can {_description(field, kind, several)}"


def _name(value: Any) -> Any:
    """Return what is equal for names that LivePerson may take for one, and agents for the same."""
    return looks(value) if isinstance(value, str) else None


def _flag(value: Any) -> Any:
    return True if value is True else None


def _place(value: Any) -> Any:
    return value if isinstance(value, int | float) else None


def _only_once(kind: Kind) -> dict[str, Callable[[Any], Any]]:
    """Return the fields that only one resource of a kind can have a value of, and what it means."""
    fields = ((kind.key, _name), (kind.default_flag, _flag), (kind.position, _place))
    return {prop(field): normalized for field, normalized in fields if field is not None}


def _position(held: tuple[Claim, list[Claimant]]) -> int:
    """Return when a claim is told: names come first."""
    (field, kind, *_), _several = held
    return list(_only_once(kind)).index(field)


def _description(field: str, kind: Kind, several: list[Claimant]) -> str:
    if field == prop(str(kind.default_flag)):
        return "be the default"
    shown = list(dict.fromkeys(each.shown(field) for each in several))
    if len({unicodedata.normalize("NFC", each) for each in shown}) < len(shown):
        shown = [ascii(each)[1:-1] for each in shown]  # which look alike
    alike = ", which LivePerson or agents may not tell apart" if len(shown) > 1 else ""
    return f"have the {field} {' or '.join(shown)}{alike}"
