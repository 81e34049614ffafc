"""One object of a snapshot: the step that restores it and its result, or why it is skipped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.operation import Known
from pulumi_liveperson.review.comparison.changes import without_position
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.lines import Line
from pulumi_liveperson.review.model import Change

ObjectKey = tuple[Kind, str]
_OTHER_POSITION = 0  # positions begin at 1


@dataclass(frozen=True)
class Step:
    """One object to restore: it is changed, or created again with its name."""

    item: Item
    """The object as in the snapshot."""
    live: Item | None
    """The object as in the account now; `None` if it is missing there."""
    change: Change
    moves: bool = False
    """Whether its position relative to the other objects changes."""
    pending: Mapping[str, Any] = field(default_factory=dict)
    """The fields that refer to objects which are created again, with their ids in the snapshot."""

    @property
    def kind(self) -> Kind:
        """Return the kind of the object."""
        return self.item.kind

    @property
    def key(self) -> ObjectKey:
        """Return the key that identifies this step."""
        return self.kind, str(self.item.wire["id"])

    @property
    def renames(self) -> bool:
        """Return whether the step changes the name of an object."""
        return self.live is not None and self.change.field(self.kind.key) is not None

    @property
    def base(self) -> Wire:
        """Return the content that the preview has shown, with the id, for the writer's comparison."""
        if self.live is None:
            return {}
        content = {**without_position(self.live), "id": self.live.wire["id"]}
        position = self.live.position
        if position is None or self.kind.position is None:
            return content
        # If other objects move around it, an object may "move" to the number that it already has.
        is_same = self.moves and position == self.item.position
        return {**content, self.kind.position: _OTHER_POSITION if is_same else position}

    @property
    def desired(self) -> Wire:
        """Return the desired content: the live content, in which only the differing fields are restored."""
        if self.live is None:
            return {**self._unknown, **self.kind.content(self.item.wire)}
        desired_content = self.kind.content(self.item.wire)
        differing = self.kind.differences(self.live.wire, self.item.wire)
        content = {
            **without_position(self.live),
            **{name: desired_content.get(name, "") for name in differing},
        }
        position = self.item.position if self.moves else self.live.position
        if position is not None and self.kind.position is not None:
            content[self.kind.position] = position
        return content

    @property
    def _unknown(self) -> Wire:
        """Return the fields of an object to create that this package does not know.

        They are sent only for a kind whose fields are known to be incomplete.
        """
        if not self.kind.is_partial:
            return {}
        known = {*self.kind.fields, *self.kind.server_fields, "id"}
        return {name: value for name, value in self.item.wire.items() if name not in known}


@dataclass(frozen=True)
class Result:
    """The result of a step."""

    step: Step
    problem: Line = ()
    """Why the object is not as in the snapshot; empty if it is."""
    known: Known | None = None
    """The object after the step, if it was written."""


class Reason(Enum):
    """Why an object is skipped, as a heading of the preview."""

    RULE_BROKEN = "Skipped, because a rule of LivePerson does not allow it"
    CREATED_SINCE = "Skipped, because an object that was created since the snapshot has the name"
    NAME_KEPT = "Skipped, because another object keeps the name"
    NAME_USED_TWICE = "Skipped, because another object of the snapshot gets the name"


@dataclass(frozen=True)
class SkippedObject:
    """An object of the snapshot that is not restored."""

    item: Item
    """The object as in the snapshot."""
    reason: Reason
    details: Line = ()
