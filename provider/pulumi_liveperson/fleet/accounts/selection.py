"""Selects accounts of the fleet: by ring, by name, by what a change touches, and as a part for one job."""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pulumi_liveperson.fleet.account import Account, Fleet, FleetError
from pulumi_liveperson.fleet.accounts.changed import changed_accounts, removed_accounts

_SHARD = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


@dataclass(frozen=True)
class Selection:
    """Which accounts a command is about; without any condition, all of them."""

    rings: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    """Patterns for names of stacks, such as `acme-*`; a stack must match one of them."""
    shard: tuple[int, int] | None = None
    """A part and the number of parts, counted from 1; the stacks are selected before they are divided."""
    changed_since: str | None = None
    """A revision of git."""


def selected(fleet: Fleet, selection: Selection) -> list[Account]:
    """Return the selected accounts, ordered by ring, and in a ring as in the table.

    Raises a `FleetError` for a ring that does not exist, and for a pattern that no stack matches.
    The result may be empty: a ring may have no accounts, and a change may touch none.
    """
    _check(fleet, selection)
    touched = (
        list(fleet.accounts)
        if selection.changed_since is None
        else changed_accounts(fleet, selection.changed_since)
    )
    found = [account for account in touched if _fits(account, selection)]
    if selection.shard is None:
        return found
    part, parts = selection.shard
    return found[part - 1 :: parts]


def removed(fleet: Fleet, selection: Selection) -> list[Account]:
    """Return the accounts that a change removes from the table, and that would be selected with it."""
    if selection.changed_since is None:
        return []
    gone = removed_accounts(fleet, selection.changed_since)
    return [account for account in gone if _fits(account, selection)]


def shard(text: str) -> tuple[int, int]:
    """Return a part and the number of parts, such as of `2/5`; raises a `FleetError` for other texts."""
    found = _SHARD.fullmatch(text)
    part, parts = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= part <= parts:
        raise FleetError(
            f"{text!r} is not a shard: write K/N, such as 2/5 for the second of five parts, with K from 1 "
            "to N."
        )
    return part, parts


def _fits(account: Account, selection: Selection) -> bool:
    in_ring = not selection.rings or account.ring in selection.rings
    return in_ring and (
        not selection.match or any(fnmatchcase(account.stack, each) for each in selection.match)
    )


def _check(fleet: Fleet, selection: Selection) -> None:
    for ring in selection.rings:
        if ring not in fleet.rings:
            raise FleetError(f"there is no ring {ring!r}: the rings are {', '.join(fleet.rings)}.")
    for pattern in selection.match:
        if not any(fnmatchcase(account.stack, pattern) for account in fleet.accounts):
            raise FleetError(
                f"no stack matches {pattern!r}: check the pattern for --match, and quote it in a shell; "
                "`*` is any text, `?` one character."
            )
