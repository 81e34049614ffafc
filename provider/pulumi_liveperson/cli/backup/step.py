"""One object of a snapshot: how it is brought back and what became of that, or why it is left alone."""

from dataclasses import dataclass
from enum import Enum

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.review.comparison.changes import without_position
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.lines import Line
from pulumi_liveperson.review.model import Change

ObjectKey = tuple[Kind, str]
_ELSEWHERE = 0  # positions begin at 1


@dataclass(frozen=True)
class Step:
    """One object that is brought back: changed, or made again under its name."""

    item: Item
    """As the snapshot has it."""
    live: Item | None
    """As the account holds it now; `None` where it holds none."""
    change: Change
    moves: bool = False
    """Whether it takes another place among the objects that have a position."""

    @property
    def kind(self) -> Kind:
        """Return its kind."""
        return self.item.kind

    @property
    def place(self) -> ObjectKey:
        """Return what tells it from all other steps."""
        return self.kind, str(self.item.wire["id"])

    @property
    def renames(self) -> bool:
        """Tell whether it gives an object another name."""
        return self.live is not None and self.change.field(self.kind.key) is not None

    @property
    def base(self) -> Wire:
        """Return what the preview has shown; with its id, so that it is compared as something held."""
        if self.live is None:
            return {}
        content = {**without_position(self.live), "id": self.live.wire["id"]}
        position = self.live.position
        if position is None or self.kind.position is None:
            return content
        # One that moves may move to the number that it has, where the others move around it.
        is_same = self.moves and position == self.item.position
        return {**content, self.kind.position: _ELSEWHERE if is_same else position}

    @property
    def desired(self) -> Wire:
        """Return what LivePerson is to hold: the live content with nothing but what differs put back."""
        if self.live is None:
            return self.kind.content(self.item.wire)
        wanted = self.kind.content(self.item.wire)
        differing = self.kind.differences(self.live.wire, self.item.wire)
        content = {**without_position(self.live), **{name: wanted.get(name, "") for name in differing}}
        position = self.item.position if self.moves else self.live.position
        if position is not None and self.kind.position is not None:
            content[self.kind.position] = position
        return content


@dataclass(frozen=True)
class Result:
    """What became of a step."""

    step: Step
    trouble: Line = ()
    """Why the object is not as the snapshot has it; nothing if it is."""


class Reason(Enum):
    """Why an object is left alone, as a heading."""

    RULE = "Left alone, because a rule of LivePerson's does not allow it"
    MADE_SINCE = "Left alone, because an object that was made since has the name"
    KEPT = "Left alone, because another object keeps the name"
    TWICE = "Left alone, because another object of the snapshot gets the name"


@dataclass(frozen=True)
class LeftAlone:
    """An object of the snapshot that is not brought back."""

    item: Item
    """As the snapshot has it."""
    reason: Reason
    details: Line = ()
