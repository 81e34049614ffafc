"""Describes what differs between two contents of the table or of the stacks' files, equal changes once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pulumi_liveperson.escaping import visible

_SHOWN, _FIRST = 6, 3  # names


@dataclass(frozen=True)
class Change:
    """Another value of a key in one stack; `None` if it has no value."""

    stack: str
    key: str
    before: str | None
    after: str | None


def changes(stack: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """Return the changes of a stack's values, in the order of the keys after it."""
    return [
        Change(stack, key, before.get(key), after.get(key))
        for key in {**after, **before}
        if before.get(key) != after.get(key)
    ]


def described(found: Iterable[Change], project: str, *, all_names: bool) -> list[str]:
    """Return a line for each key and pair of values, with the stacks that have this change.

    The keys with the changes of most stacks are first, and so are these changes of a key.
    """
    groups: dict[str, dict[tuple[str | None, str | None], list[str]]] = {}
    for each in found:
        groups.setdefault(each.key, {}).setdefault((each.before, each.after), []).append(each.stack)
    return [
        f"{key.removeprefix(f'{project}:')}: {_shown(before)} -> {_shown(after)} in "
        f"{accounts(stacks, all_names=all_names)}"
        for key, values in sorted(groups.items(), key=lambda each: -max(map(len, each[1].values())))
        for (before, after), stacks in sorted(values.items(), key=lambda each: -len(each[1]))
    ]


def accounts(stacks: Sequence[str], *, all_names: bool) -> str:
    """Return the number of accounts, and the names of their stacks, of which the last may be left out."""
    shown = stacks if all_names or len(stacks) <= _SHOWN else stacks[:_FIRST]
    left_out = [f"… and {len(stacks) - len(shown)} more"] if len(shown) < len(stacks) else []
    count = f"{len(stacks)} account{'' if len(stacks) == 1 else 's'}"
    return f"{count}: {', '.join([*shown, *left_out])}"


def _shown(value: str | None) -> str:
    return "(none)" if value is None else visible(value) or '""'
