"""Describes a change of an object by its fields, for a kind that has no sentences of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_liveperson.pulumi_cli.values import Content
from pulumi_liveperson.review.calendars import Calendars
from pulumi_liveperson.review.default import Default, flag_of
from pulumi_liveperson.review.explanation import Row
from pulumi_liveperson.review.fields import other_fields, other_rows, renaming
from pulumi_liveperson.review.lines import External, Line, joined, shortened, value
from pulumi_liveperson.review.model import Change, Operation
from pulumi_liveperson.review.weeks import Weeks

DESCRIBED = {
    Operation.CREATE: ("new ", ""),
    Operation.IMPORT: ("", ", taken over unchanged from LivePerson"),
    Operation.PRESENT: ("", ""),
}
"""Text before and after the description of an object, for operations that are described by the object."""


@dataclass(frozen=True)
class AnyKind:
    """A change of an object, and the default of its kind if it moves."""

    change: Change
    default: Default
    becomes: str
    """The verb for a new value: `becomes`, or `is now` for a change in LivePerson."""

    def details(self) -> Line:
        """Return the text in brackets after the name."""
        return ()

    def changed_days(self) -> Calendars | None:
        """Return the days before and after if the kind has days and they are part of the change."""
        return None

    def changed_weeks(self) -> Weeks | None:
        """Return the week before and after if the kind has a week and it is part of the change."""
        return None

    def sentence(self) -> Line:
        """Return the sentence about the change, which follows the name."""
        noun, operation = self.change.kind.noun, self.change.operation
        if operation is Operation.DELETE:
            parts = iter([(f"{noun} deleted",), *self._fields(self.change.before)])
        elif operation in DESCRIBED:
            before, after = DESCRIBED[operation]
            parts = iter([(f"{before}{noun}{after}",), *self._fields(self.change.after)])
        else:
            parts = self._changed()
        phrases = [*parts, self.default.phrase(self.change, self.becomes)]
        return joined(
            [each for each in phrases if each] or [("updated, with the same content as before",)], "; "
        )

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the table with the content before and after."""
        yield from other_rows(self.change, frozenset())

    def _fields(self, content: Content | None) -> Iterator[Line]:
        """Yield the fields of an object, without its name."""
        for name, each in sorted((content or {}).items()):
            if name not in {self.change.kind.key, flag_of(self.change.kind)}:
                yield (External(shortened(name)), ": ", *value(each))

    def _changed(self) -> Iterator[Line]:
        if self.change.operation is Operation.REPLACE:
            yield ("deleted, and created again with a new id",)
        key, flag = self.change.kind.key, flag_of(self.change.kind)
        if (renamed := self.change.field(key)) is not None:
            yield renaming(renamed)
        yield from other_fields(self.change, self.becomes, frozenset({key, flag}))
