"""The parts of the page: which objects each has, how much of them is drawn, and what is open at first."""

from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_liveperson.review.explanation import Explanation, Group
from pulumi_liveperson.review.page.drawing import Drawing, drawing
from pulumi_liveperson.review.presentation import Presentation

_MOST_CARDS = 1_000
MOST_MONTHS_OF_ALL = 240
_OPEN_AT_FIRST = 8
"""How much is open, in months: as much as somebody looks over at once."""


@dataclass(frozen=True)
class Card:
    """One object."""

    found: Explanation
    drawing: Drawing | None
    is_open: bool
    columns: tuple[tuple[str, str], ...]
    """The columns of its table: their titles, and which side of a row they show."""

    @property
    def title(self) -> str:
        """Return what its details are."""
        what = "Before and after" if self.columns[1:] else "Details"
        return f"{what}, with a calendar" if self.drawing and self.drawing.months else what

    @property
    def is_small(self) -> bool:
        """Tell whether its table and its calendar have room beside each other."""
        return self.drawing is not None and len(self.drawing.sides) == len(self.drawing.months) == 1


@dataclass(frozen=True)
class Part:
    """A part of the report."""

    key: str
    heading: str
    number: int
    cards: tuple[Card, ...]

    @property
    def left_out(self) -> int:
        """Return how many objects the page has no room for."""
        return self.number - len(self.cards)


def parts(presentation: Presentation) -> list[Part]:
    """Return the parts of a report that are not empty."""
    remaining = _Remaining()
    return [
        Part(
            group.name.lower(),
            heading,
            len(found),
            tuple(remaining.cards(found, drifted=group is Group.DRIFT)),
        )
        for group, heading, found in presentation.groups
    ]


@dataclass
class _Remaining:
    months: int = MOST_MONTHS_OF_ALL
    opened: int = _OPEN_AT_FIRST

    def cards(self, found: list[Explanation], *, drifted: bool) -> Iterator[Card]:
        for each in found[:_MOST_CARDS]:
            drawn = drawing(each, self.months, drifted=drifted)
            months = len(drawn.months) if drawn else 0
            self.months -= months
            # The table of an object without a calendar says little more than its sentence.
            is_open = 0 < months <= self.opened
            self.opened -= months
            yield Card(each, drawn, is_open, tuple(_columns(each, drifted=drifted)))


def _columns(found: Explanation, *, drifted: bool) -> Iterator[tuple[str, str]]:
    change = found.change
    if change.before is not None:
        yield "Before", "before"
    if change.after is not None:
        yield ("Now" if drifted else "After"), "after"
