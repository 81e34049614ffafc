"""The matrix of accounts and objects: a row for each account, and a column for each object that changes."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from pulumi_liveperson.fleet.combined.document import Change
from pulumi_liveperson.fleet.combined.model import Combined
from pulumi_liveperson.fleet.combined.parts import Part
from pulumi_liveperson.fleet.combined.unfinished import PROBLEMS
from pulumi_liveperson.fleet.result import Result

_MOST_COLUMNS = 60
SIGNS = {
    "deleted": ("\N{MINUS SIGN}", "deleted"),
    "replaced": ("↻", "deleted and created again"),
    "default": ("★", "the default changes"),
    "retained": ("○", "no longer managed"),
    "changed": ("≠", "changed"),
    "new": ("+", "new"),
    "renamed": ("=", "renamed in the program"),
    "released": ("=", "removed only from the state"),
    "drift": ("!", "changed by other people"),
}
"""The signs of changes with their text alternatives, by the group of a change."""

_Object = tuple[str, str]
"""The kind and the name of an object."""


@dataclass(frozen=True)
class Sign:
    """A change in a cell."""

    key: str
    """The key of its sign in `SIGNS`."""
    number: int | None
    """The number of the change on the page; `None` if the page does not show it."""


@dataclass(frozen=True)
class Row:
    """An account, with the changes of each object."""

    member: Result
    problem: str
    """How it failed or was refused; empty if it did not."""
    cells: tuple[tuple[Sign, ...], ...]


@dataclass(frozen=True)
class Matrix:
    """The accounts of which the changes are known, or that failed; without unchanged ones."""

    columns: tuple[tuple[str, str], ...]
    """The kinds and the names of the objects."""
    rings: tuple[tuple[str, int, tuple[Row, ...]], ...]
    """The rings, each with the number of all its accounts, and with those that have a row."""
    unchanged: int
    """The number of accounts without a row."""
    left_out: int
    """The number of objects without a column."""
    keys: tuple[str, ...]
    """The keys of the signs that the matrix contains, in the order of `SIGNS`."""


def matrix(combined: Combined, shown: Collection[int]) -> Matrix:
    """Return the matrix; `shown` are the numbers of the changes to which a cell can refer."""
    cells: dict[str, dict[_Object, list[Sign]]] = {}
    weights: dict[_Object, tuple[int, int]] = {}
    for position, each in enumerate(combined.told):
        if not isinstance(each.content, Change):
            continue
        column = each.content.kind, each.content.name
        first, accounts = weights.get(column, (position, 0))
        weights[column] = first, accounts + len(each.members)
        key = "drift" if each.part is Part.DRIFT else each.content.group
        sign = Sign(key if key in SIGNS else "changed", each.number if each.number in shown else None)
        for member in each.members:
            cells.setdefault(member.stack, {}).setdefault(column, []).append(sign)
    columns = _columns(weights)
    sizes = Counter(each.ring for each in combined.members)
    members = [each for each in combined.members if each.stack in cells or each.outcome in PROBLEMS]
    return Matrix(
        columns=tuple(columns),
        rings=tuple(
            (ring, sizes[ring], tuple(_row(each, cells.get(each.stack, {}), columns) for each in together))
            for ring, together in groupby(members, key=lambda each: each.ring)
        ),
        unchanged=len(combined.members) - len(members),
        left_out=len(weights) - len(columns),
        keys=_keys(cells),
    )


def _columns(weights: dict[_Object, tuple[int, int]]) -> list[_Object]:
    """Return the objects of the columns: those of most accounts, the kinds together."""
    chosen = sorted(weights, key=lambda each: (-weights[each][1], weights[each][0]))[:_MOST_COLUMNS]
    kinds = list(dict.fromkeys(kind for kind, _ in chosen))
    return sorted(chosen, key=lambda each: kinds.index(each[0]))


def _row(member: Result, cells: dict[_Object, list[Sign]], columns: list[_Object]) -> Row:
    return Row(
        member,
        PROBLEMS.get(member.outcome, "").lower(),
        tuple(tuple(cells.get(each, ())) for each in columns),
    )


def _keys(cells: dict[str, dict[_Object, list[Sign]]]) -> tuple[str, ...]:
    found = {sign.key for row in cells.values() for signs in row.values() for sign in signs}
    return tuple(each for each in SIGNS if each in found)
