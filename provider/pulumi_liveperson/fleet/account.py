"""An account of the fleet: one stack, with its values from the table of accounts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

RINGS = ("dev", "test", "prod")
"""The rings without a table that declares others, in the order in which changes are applied."""


class FleetError(Exception):
    """Bad input of a fleet command; the message contains the cause and the solution."""


@dataclass(frozen=True)
class Account:
    """An account, as the table describes it: its own values over those of its ring and of all accounts."""

    stack: str
    account: str
    """LivePerson's id of the account."""
    program: str
    """The module in `stacks/` that declares it."""
    ring: str
    values: Mapping[str, str] = field(default_factory=dict)
    """The other columns that are not empty, by full configuration keys such as `our-project:opens`."""


@dataclass(frozen=True)
class Fleet:
    """All accounts of a project."""

    rings: tuple[str, ...]
    """The names of the rings, in the order in which changes are applied."""
    accounts: tuple[Account, ...]
    """Ordered by ring, and in a ring as in the table."""
    table: Path | None = None
    """The file of the table; `None` if the accounts are those of the stacks' files."""
    keys: tuple[str, ...] = ()
    """The full configuration keys of the further columns, also of those that are empty."""
