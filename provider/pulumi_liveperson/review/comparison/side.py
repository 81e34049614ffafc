"""A side of a comparison: the state of a stack, or the content of its account."""

from dataclasses import dataclass

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.review.comparison.item import Item

LIVE = "live:"


@dataclass(frozen=True)
class Side:
    """One side."""

    name: str
    """The name from the command line: a stack, or `live:` and a stack."""
    account: str | None
    """The account that was read; `None` for a state."""
    items: tuple[Item, ...]
    ids: tuple[str, ...] = ()
    """LivePerson's ids of the items, which the wire data of a declared item does not contain."""
    parts: frozenset[Kind] = frozenset()
    """The kinds of objects of which the side manages only parts, such as the hours of skills."""
    unread: frozenset[Kind] = frozenset()
    """The kinds that could not be read, so they are not compared."""

    @property
    def stack(self) -> str:
        """Return the stack."""
        return self.name.removeprefix(LIVE)

    @property
    def description(self) -> str:
        """Return a phrase about the source of the objects."""
        return "state" if self.account is None else f"account {self.account}"
