"""The unmanaged objects of an account; imports little, for commands that seldom need it."""

from dataclasses import asdict, dataclass
from typing import Any

VERSION = 1
"""Increased when readers of the previous JSON would misread the new one; not increased for additions."""


@dataclass(frozen=True)
class Unmanaged:
    """An object of the account that no resource manages."""

    kind: str
    """The noun of the kind, such as `status reason`."""
    id: str
    name: str


@dataclass(frozen=True)
class Lost:
    """An object that a resource manages, but that the account no longer contains."""

    kind: str
    id: str
    name: str
    resource: str
    urn: str


@dataclass(frozen=True)
class AcceptedObject(Unmanaged):
    """An object that no resource manages, and that `accepted.yaml` accepts."""

    reason: str


@dataclass(frozen=True)
class Elsewhere(Unmanaged):
    """An object that another stack manages."""

    stack: str
    shared: bool
    """Whether this stack manages it as well."""


@dataclass(frozen=True)
class Inventory:
    """The objects by which an account differs from the state of its stack, or the error of the read."""

    stack: str | None
    account: str | None = None
    unmanaged: tuple[Unmanaged, ...] = ()
    lost: tuple[Lost, ...] = ()
    accepted: tuple[AcceptedObject, ...] = ()
    stale: tuple[str, ...] = ()
    """Descriptions of entries in `accepted.yaml` that match no object."""
    elsewhere: tuple[Elsewhere, ...] = ()
    counts_skills: bool = True
    """Whether skills were read, so that unmanaged and lost ones are listed."""
    error: str | None = None
    """The error, if the account or the state could not be read."""

    @property
    def has_found_something(self) -> bool:
        """Return whether there are objects to report that are not accepted."""
        return bool(self.unmanaged or self.lost or any(each.shared for each in self.elsewhere))

    def document(self) -> dict[str, Any]:
        """Return the inventory in the format of its JSON."""
        return {
            "version": VERSION,
            "stack": self.stack,
            "account": self.account,
            "unmanaged": [asdict(each) for each in self.unmanaged],
            "lost": [asdict(each) for each in self.lost],
            "accepted": [asdict(each) for each in self.accepted],
            "stale": list(self.stale),
            "elsewhere": [asdict(each) for each in self.elsewhere],
            "counts_skills": self.counts_skills,
            "error": self.error,
        }
