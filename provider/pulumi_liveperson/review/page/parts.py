"""The parts of the page: their objects, how many months are drawn, and which details are open at first."""

from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_liveperson.review.explanation import Explanation, Group
from pulumi_liveperson.review.page.drawing import Drawing, drawing
from pulumi_liveperson.review.presentation import Presentation

_MOST_CARDS = 1_000
MOST_MONTHS_OF_ALL = 240
_OPEN_AT_FIRST = 8
"""The number of months that are open at first: as many as a reader can see at once."""


@dataclass(frozen=True)
class Card:
    """One object."""

    found: Explanation
    drawing: Drawing | None
    is_open: bool
    columns: tuple[tuple[str, str], ...]
    """The columns of its table: titles, and the sides of a row that they show."""

    @property
    def title(self) -> str:
        """Return the title of the details."""
        what = "Before and after" if self.columns[1:] else "Details"
        if self.drawing is None or not self.drawing.size:
            return what
        return f"{what}, with a {'calendar' if self.drawing.months else 'week'}"

    @property
    def is_small(self) -> bool:
        """Return whether the table and the calendar fit next to each other."""
        return self.drawing is not None and len(self.drawing.sides) == self.drawing.size == 1


@dataclass(frozen=True)
class Part:
    """A part of the report."""

    key: str
    heading: str
    number: int
    cards: tuple[Card, ...]

    @property
    def left_out(self) -> int:
        """Return the number of objects that the page does not show."""
        return self.number - len(self.cards)


def parts(presentation: Presentation) -> list[Part]:
    """Return the parts of a report that are not empty."""
    remaining = _Remaining()
    return [
        Part(
            group.name.lower(),
            heading,
            len(found),
            tuple(remaining.cards(found, drifted=group in {Group.DRIFT, Group.KEPT})),
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
            months = drawn.size if drawn else 0
            self.months -= months
            # Without a calendar, the table contains little more than the sentence.
            is_open = 0 < months <= self.opened
            self.opened -= months
            yield Card(each, drawn, is_open, tuple(_columns(each, drifted=drifted)))


def _columns(found: Explanation, *, drifted: bool) -> Iterator[tuple[str, str]]:
    change = found.change
    if change.before is not None:
        yield "Before", "before"
    if change.after is not None:
        yield ("Now" if drifted else "After"), "after"
