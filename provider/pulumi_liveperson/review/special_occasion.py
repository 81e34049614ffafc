"""Describes changes of special occasions."""

from collections.abc import Iterator
from functools import cached_property

from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.events.expansion import Calendar, calendar
from pulumi_liveperson.review.any_kind import DESCRIBED, AnyKind
from pulumi_liveperson.review.calendars import Calendars, calendars
from pulumi_liveperson.review.day_sentences import DaySentences
from pulumi_liveperson.review.default import flag_of, gets_default
from pulumi_liveperson.review.explanation import Row
from pulumi_liveperson.review.fields import field_phrase, field_row, other_fields, other_rows, renaming
from pulumi_liveperson.review.lines import External, Line, shortened
from pulumi_liveperson.review.model import Operation

_EVENTS = "events"
_FLAG = flag_of(SPECIAL_OCCASION)
_EXPLAINED = frozenset({"name", "description", _FLAG, _EVENTS})


class Occasion(AnyKind):
    """A change of a special occasion, and the default if it moves."""

    @cached_property
    def calendars(self) -> Calendars:
        """Return the days before and after the change."""
        return calendars(self._calendar(self.change.before), self._calendar(self.change.after))

    @cached_property
    def days(self) -> DaySentences:
        """Return the sentences about the days."""
        return DaySentences(self.calendars)

    def changed_days(self) -> Calendars | None:
        """Return the days before and after if they are part of the change."""
        return self.calendars if self.change.field(_EVENTS) is not None else None

    def details(self) -> Line:
        """Return the time zone if all days have the same."""
        return (External(shortened(self.calendars.zone)),) if self.calendars.zone else ()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the table with the content before and after."""
        for name, label in (("name", "Name"), ("description", "Description"), (_FLAG, "Default occasion")):
            yield from field_row(self.change, name, (label,))
        if self.change.field(_EVENTS) is not None:
            yield from self.days.rows()
        yield from other_rows(self.change, _EXPLAINED)

    def _calendar(self, content: object) -> Calendar:
        return calendar(content.get(_EVENTS)) if isinstance(content, dict) else Calendar()

    def _deleted(self) -> Iterator[Line]:
        days = self.days.all_days(self.calendars.before)
        what = "deleted; it was a special occasion"
        yield (what, ", ", *days) if days else ("special occasion deleted",)
        yield self.default.phrase(self.change, self.becomes)
        yield self.still_used()

    def _new(self) -> Iterator[Line]:
        before, after = DESCRIBED[self.change.operation]
        what = f"{before}special occasion{after}"
        days = self.days.all_days(self.calendars.after)
        yield (what, ", ", *days) if days else (f"{what} without any days",)
        yield self.default.phrase(self.change, self.becomes)
        yield self.days.remarks()
        yield self.days.caveat()

    def _changed(self) -> Iterator[Line]:
        if self.change.operation is Operation.REPLACE:
            yield ("deleted, and created again with a new id",)
        yield self.default.phrase(self.change, self.becomes)
        if (renamed := self.change.field("name")) is not None:
            yield renaming(renamed)
        if self.change.field(_EVENTS) is not None:
            yield from self._changed_days()
            yield self.applies_to()
        elif gets_default(self.change):
            unchanged = self.days.unchanged()
            yield ("its ", *unchanged) if unchanged else ()
        if (description := self.change.field("description")) is not None:
            yield field_phrase(self.change, description, ("description",), self.becomes)
        yield from other_fields(self.change, self.becomes, _EXPLAINED)

    def _changed_days(self) -> Iterator[Line]:
        if self.change.before is None:
            days = self.days.all_days(self.calendars.after)
            yield (
                "its days ",
                "become: " if self.becomes == "becomes" else "are now: ",
                *(days or ("none",)),
            )
        else:
            yield from self.days.changes(self.becomes)
        yield self.days.remarks()
        yield self.days.caveat()
