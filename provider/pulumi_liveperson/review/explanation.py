"""What is said about one change, in no format yet."""

from dataclasses import dataclass
from enum import StrEnum

from pulumi_liveperson.review.calendars import Calendars
from pulumi_liveperson.review.lines import External, Line, plain
from pulumi_liveperson.review.model import Change


class Group(StrEnum):
    """The parts of a report, in their order: what is hard to undo comes first."""

    DELETED = "Deleted"
    REPLACED = "Deleted and created again"
    DEFAULT = "Default"
    RETAINED = "No longer managed"
    CHANGED = "Changed"
    NEW = "New"
    RENAMED = "Renamed in the program"
    RELEASED = "Only in the state"
    DRIFT = "Changed in LivePerson by others"


@dataclass(frozen=True)
class Row:
    """A line of the table of what was and what is going to be; an empty line where there is nothing."""

    label: Line
    before: Line
    after: Line


@dataclass(frozen=True)
class Explanation:
    """A change in words."""

    change: Change
    group: Group
    name: External
    """What the object is called in LivePerson, or its resource where that is not told."""
    details: Line
    """What stands in brackets after the name, such as a time zone; may be empty."""
    sentence: Line
    """What happens, to be read after the name; without a full stop."""
    rows: tuple[Row, ...]
    days: Calendars | None = None
    """The days of an occasion before and after, if they are part of the change."""

    @property
    def line(self) -> Line:
        """Return the whole sentence."""
        brackets: Line = (" (", *self.details, ")") if self.details else ()
        return (self.name, *brackets, ": ", *self.sentence, ".")

    @property
    def text(self) -> str:
        """Return the whole sentence as text, with nothing escaped."""
        return plain(self.line)
