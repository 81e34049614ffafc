"""A side of a comparison: what a stack declares, or what its account holds."""

from dataclasses import dataclass

from pulumi_liveperson.review.comparison.item import Item

LIVE = "live:"


@dataclass(frozen=True)
class Side:
    """One side."""

    name: str
    """As it was asked for: a stack, or `live:` and a stack."""
    account: str | None
    """The account that was read; `None` for a state."""
    items: tuple[Item, ...]

    @property
    def stack(self) -> str:
        """Return the stack."""
        return self.name.removeprefix(LIVE)

    @property
    def description(self) -> str:
        """Return in words what this is."""
        return "what its state declares" if self.account is None else f"what account {self.account} holds now"
