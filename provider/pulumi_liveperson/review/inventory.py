"""What a look at an account has found; light to import, for commands that seldom look."""

from dataclasses import asdict, dataclass
from typing import Any

VERSION = 1
"""Raised when a reader of the former JSON would be misled; what is added does not raise it."""


@dataclass(frozen=True)
class Unmanaged:
    """An object of the account that no resource manages."""

    kind: str
    """In words, such as `status reason`."""
    id: str
    name: str


@dataclass(frozen=True)
class Lost:
    """An object that a resource manages, and that the account does not hold any more."""

    kind: str
    id: str
    name: str
    resource: str
    urn: str


@dataclass(frozen=True)
class AcceptedObject(Unmanaged):
    """An object that no resource manages, which people have accepted."""

    reason: str


@dataclass(frozen=True)
class Elsewhere(Unmanaged):
    """An object that another stack manages."""

    stack: str
    shared: bool
    """Whether this stack manages it, too."""


@dataclass(frozen=True)
class Inventory:
    """What a stack's account holds beside its state, and what it lacks; or why nobody could look."""

    stack: str | None
    account: str | None = None
    unmanaged: tuple[Unmanaged, ...] = ()
    lost: tuple[Lost, ...] = ()
    accepted: tuple[AcceptedObject, ...] = ()
    stale: tuple[str, ...] = ()
    """What is accepted and not there, in words."""
    elsewhere: tuple[Elsewhere, ...] = ()
    error: str | None = None
    """Why there is nothing to tell."""

    @property
    def has_found_something(self) -> bool:
        """Tell whether there is something that nobody has accepted."""
        return bool(self.unmanaged or self.lost or any(each.shared for each in self.elsewhere))

    def document(self) -> dict[str, Any]:
        """Return this as JSON has it."""
        return {
            "version": VERSION,
            "stack": self.stack,
            "account": self.account,
            "unmanaged": [asdict(each) for each in self.unmanaged],
            "lost": [asdict(each) for each in self.lost],
            "accepted": [asdict(each) for each in self.accepted],
            "stale": list(self.stale),
            "elsewhere": [asdict(each) for each in self.elsewhere],
            "error": self.error,
        }
