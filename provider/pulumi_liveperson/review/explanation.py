"""The description of one change, independent of the format."""

from dataclasses import dataclass
from enum import StrEnum

from pulumi_liveperson.review.calendars import Calendars
from pulumi_liveperson.review.lines import External, Line, plain
from pulumi_liveperson.review.model import Change
from pulumi_liveperson.review.weeks import Weeks


class Group(StrEnum):
    """The parts of a report, in their order: changes that are hard to undo come first."""

    DELETED = "Deleted"
    REPLACED = "Deleted and created again"
    DEFAULT = "Default"
    RETAINED = "No longer managed"
    CHANGED = "Changed"
    NEW = "New"
    RENAMED = "Renamed in the program"
    RELEASED = "Removed only from the state"
    DRIFT = "Changed in LivePerson by other people"
    KEPT = "Changed in LivePerson by other people, and in the program too"


@dataclass(frozen=True)
class Row:
    """A row of the table with the content before and after; an empty line means no value."""

    label: Line
    before: Line
    after: Line


@dataclass(frozen=True)
class Explanation:
    """The description of a change."""

    change: Change
    group: Group
    name: External
    """The name of the object in LivePerson, or of its resource if that name is not known."""
    details: Line
    """The text in brackets after the name, such as a time zone; may be empty."""
    sentence: Line
    """The sentence about the change, which follows the name; without a full stop."""
    rows: tuple[Row, ...]
    days: Calendars | None = None
    """The days of an occasion before and after, if they are part of the change."""
    weeks: Weeks | None = None
    """The week of workdays before and after, if it is part of the change."""

    @property
    def line(self) -> Line:
        """Return the complete sentence, with the name."""
        brackets: Line = (" (", *self.details, ")") if self.details else ()
        return (self.name, *brackets, ": ", *self.sentence, ".")

    @property
    def text(self) -> str:
        """Return the complete sentence as text, not escaped."""
        return plain(self.line)
