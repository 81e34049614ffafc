"""Describes a change of an object by its fields, for a kind that has no sentences of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_liveperson.pulumi_cli.values import Content
from pulumi_liveperson.review.calendars import Calendars
from pulumi_liveperson.review.default import Default, flag_of
from pulumi_liveperson.review.explanation import Row
from pulumi_liveperson.review.fields import other_fields, other_rows, renaming
from pulumi_liveperson.review.lines import External, Line, joined, limited, named, shortened, value
from pulumi_liveperson.review.model import Change, Operation
from pulumi_liveperson.review.objects import Objects
from pulumi_liveperson.review.weeks import Weeks
from pulumi_liveperson.wire import prop

DESCRIBED = {
    Operation.CREATE: ("new ", ""),
    Operation.IMPORT: ("", ", taken over unchanged from LivePerson"),
    Operation.PRESENT: ("", ""),
}
"""Text before and after the description of an object, for operations that are described by the object."""


_MOST_USERS = 10
_NO_OBJECTS = Objects()


@dataclass(frozen=True)
class AnyKind:
    """A change of an object, and the default of its kind if it moves."""

    change: Change
    default: Default
    becomes: str
    """The verb for a new value: `becomes`, or `is now` for a change in LivePerson."""
    objects: Objects = _NO_OBJECTS
    """The objects that the preview shows."""

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
        if self.change.operation is Operation.DELETE:
            parts = self._deleted()
        elif self.change.operation in DESCRIBED:
            parts = self._new()
        else:
            parts = self._changed()
        return joined(
            [part for part in parts if part] or [("updated, with the same content as before",)], "; "
        )

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the table with the content before and after."""
        yield from other_rows(self.change, frozenset())

    def applies_to(self) -> Line:
        """Return which skills of the stack refer to the object; empty if the preview shows none."""
        skills = self._users()
        return ("it applies to ", *skills, " of this stack") if skills else ()

    def still_used(self) -> Line:
        """Return which skills of the stack still refer to a deleted object; empty if there are none."""
        skills = self._users()
        return ("it is still used by ", *skills, " of this stack") if skills else ()

    def _users(self) -> Line:
        users = self.objects.users(self.change)
        names = limited([named(each, strong=True) for each in users], _MOST_USERS)
        return (f"the {'skill' if len(users) == 1 else 'skills'} ", *names) if users else ()

    def _fields(self, content: Content | None) -> Iterator[Line]:
        """Yield the fields of an object, without its name."""
        for name, each in sorted((content or {}).items()):
            if name not in {prop(self.change.kind.key), flag_of(self.change.kind)}:
                yield (External(shortened(name)), ": ", *value(each))

    def _deleted(self) -> Iterator[Line]:
        """Yield the parts of the sentence about a deleted object."""
        yield (f"{self.change.kind.noun} deleted",)
        yield from self._fields(self.change.before)
        yield self.default.phrase(self.change, self.becomes)

    def _new(self) -> Iterator[Line]:
        """Yield the parts of the sentence about an object that is described as it is."""
        before, after = DESCRIBED[self.change.operation]
        yield (f"{before}{self.change.kind.noun}{after}",)
        yield from self._fields(self.change.after)
        yield self.default.phrase(self.change, self.becomes)

    def _changed(self) -> Iterator[Line]:
        """Yield the parts of the sentence about a changed object."""
        if self.change.operation is Operation.REPLACE:
            yield ("deleted, and created again with a new id",)
        key, flag = prop(self.change.kind.key), flag_of(self.change.kind)
        if (renamed := self.change.field(key)) is not None:
            yield renaming(renamed)
        yield from other_fields(self.change, self.becomes, frozenset({key, flag}))
        yield self.default.phrase(self.change, self.becomes)
