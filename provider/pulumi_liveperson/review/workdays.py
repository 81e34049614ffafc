"""Describes a change of workdays: `Friday until 16:00, was 17:30; the other four days stay`."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby

from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.review.any_kind import DESCRIBED, AnyKind
from pulumi_liveperson.review.dates import enumeration
from pulumi_liveperson.review.default import flag_of, gets_default
from pulumi_liveperson.review.explanation import Row
from pulumi_liveperson.review.fields import field_phrase, field_row, other_fields, other_rows, renaming
from pulumi_liveperson.review.lines import External, Line, count, enumerated, joined, shortened
from pulumi_liveperson.review.model import Operation
from pulumi_liveperson.review.weeks import DayChange, Spans, Week, Weeks, groups, weeks
from pulumi_liveperson.shifts.times import DAYS, END_OF_DAY, MIDNIGHT

_SHIFTS = "shifts"
_FLAG = flag_of(WORKDAYS)
_DESCRIBED = frozenset({"name", "description", _FLAG, _SHIFTS})
_NAMES = dict(
    zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")
_SHORTEST_RANGE = 3
_EVERY_SKILL = "it applies to every skill without workdays of its own"


class WorkingWeek(AnyKind):
    """A change of workdays, and the default that may move with it."""

    @cached_property
    def weeks(self) -> Weeks:
        """Return the week before and after."""
        change = self.change
        return weeks((change.before or {}).get(_SHIFTS), (change.after or {}).get(_SHIFTS))

    def changed_weeks(self) -> Weeks | None:
        """Return the week before and after, if it is part of the change and completely known."""
        return self.weeks if self.change.field(_SHIFTS) is not None and self._are_complete else None

    def details(self) -> Line:
        """Return the time zone, if all shifts have the same."""
        return (External(shortened(self.weeks.zone)),) if self.weeks.zone else ()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the table with the content before and after."""
        for name, label in (("name", "Name"), ("description", "Description"), (_FLAG, "Default workdays")):
            yield from field_row(self.change, name, (label,))
        if self.change.field(_SHIFTS) is not None:
            yield from self._rows()
        yield from other_rows(self.change, _DESCRIBED)

    @cached_property
    def _are_complete(self) -> bool:
        """Return whether the weeks show on which days they are closed."""
        sides = (self.change.before, self.weeks.before), (self.change.after, self.weeks.after)
        return all(week.is_complete for content, week in sides if content is not None)

    def _deleted(self) -> Iterator[Line]:
        yield ("deleted; it was workdays, ", *self._hours_of(self.weeks.before))
        yield self._default()
        yield self.still_used()

    def _new(self) -> Iterator[Line]:
        before, after = DESCRIBED[self.change.operation]
        yield (f"{before}workdays, ", *self._hours_of(self.weeks.after), after)
        yield self._default()

    def _changed(self) -> Iterator[Line]:
        if self.change.operation is Operation.REPLACE:
            yield ("deleted, and created again with a new id",)
        yield self._default()
        if (renamed := self.change.field("name")) is not None:
            yield renaming(renamed)
        if self.change.field(_SHIFTS) is not None:
            yield from self._changed_hours()
            yield self.applies_to()
        if (description := self.change.field("description")) is not None:
            yield field_phrase(self.change, description, ("description",), self.becomes)
        yield from other_fields(self.change, self.becomes, _DESCRIBED)

    def _default(self) -> Line:
        phrase = self.default.phrase(self.change, self.becomes)
        return (*phrase, f", so {_EVERY_SKILL}") if phrase and gets_default(self.change) else phrase

    def _hours_of(self, week: Week) -> Line:
        """Return the hours of a week: `Monday to Friday 09:00 to 17:30, Saturday 10:00 to 14:00`."""
        parts: list[Line] = [(f"{_named(each.days)} ", *self._hours(each.after)) for each in groups(week)]
        if week.unreadable or week.is_hidden:
            parts.append(_not_shown(week))
        return joined(parts or [("no shifts",)], ", ")

    def _changed_hours(self) -> Iterator[Line]:
        weeks = self.weeks
        if self.change.before is None or not self._are_complete:
            becomes = "becomes " if self.becomes == "becomes" else "is now "
            yield ("its week ", becomes, *self._hours_of(weeks.after))
            if self.change.before is not None:
                yield ("it was ", *self._hours_of(weeks.before))
            return
        if weeks.changes_zone:
            yield (f"its time zone {self.becomes} ", *_zone(weeks.after), ", was ", *_zone(weeks.before))
        yield from (self._difference(each) for each in weeks.changed)
        if not (weeks.changed or weeks.changes_zone):
            yield ("the same hours, entered differently",)
        elif weeks.unchanged:
            other = "the other " if weeks.changed else "the "
            local = " their local times" if weeks.unchanged > 1 else " its local times"
            verb = (
                ("keep" if weeks.unchanged > 1 else "keeps") + local
                if weeks.changes_zone
                else ("stay" if weeks.unchanged > 1 else "stays")
            )
            number = "day" if weeks.unchanged == 1 else f"{_NUMBERS[weeks.unchanged]} days"
            yield (f"{other}{number} {verb}",)

    def _difference(self, each: DayChange) -> Line:
        days, before, after = _named(each.days), each.before, each.after
        if not before:
            return (f"also open on {days} ", *self._hours(after))
        if not after:
            return (f"closed on {days}, was ", *self._hours(before))
        if len(before) == len(after) == 1 and before[0].zone == after[0].zone:
            [was], [will_be] = before, after
            if was.start == will_be.start:
                return (f"{days} until {will_be.end}, was {was.end}",)
            if was.end == will_be.end:
                return (f"{days} from {will_be.start}, was {was.start}",)
        return (f"{days} ", *self._hours(after), ", was ", *self._hours(before))

    def _rows(self) -> Iterator[Row]:
        weeks = self.weeks
        is_new, is_gone = self.change.before is None, self.change.after is None
        if not self._are_complete:
            before, after = self._hours_of(weeks.before), self._hours_of(weeks.after)
            yield Row(("Week",), () if is_new else before, () if is_gone else after)
            return
        if weeks.changes_zone:
            yield Row(("Time zone",), _zone(weeks.before), _zone(weeks.after))
        for each in weeks.changed:
            before, after = (
                self._hours(spans) if spans else ("closed",) for spans in (each.before, each.after)
            )
            yield Row((_named(each.days),), () if is_new else before, () if is_gone else after)
        if weeks.unchanged:
            number = count(weeks.unchanged, "other day" if weeks.changed else "day")
            yield Row(
                (number,), ("unchanged",), ("the same local times" if weeks.changes_zone else "unchanged",)
            )

    def _hours(self, spans: Spans) -> Line:
        """Return times: `09:00 to 12:00 and 13:00 to 17:30`, with their zone if the week has several."""
        parts: list[Line] = []
        for zone, several in groupby(sorted(spans, key=lambda each: each.zone), key=lambda each: each.zone):
            times = enumeration([_window(each.start, each.end) for each in several])
            parts.append((times, " in ", External(shortened(zone))) if self.weeks.zone is None else (times,))
        return enumerated(parts, last=", and ")


def _named(days: Sequence[str]) -> str:
    """Return weekdays: `Monday to Friday`, `Monday, Wednesday and Friday`."""
    numbered = [(DAYS.index(day), day) for day in days]
    parts: list[str] = []
    for _, run in groupby(enumerate(numbered), key=lambda each: each[1][0] - each[0]):
        names = [_NAMES[day] for _, (_, day) in run]
        parts += [f"{names[0]} to {names[-1]}"] if len(names) >= _SHORTEST_RANGE else names
    return enumeration(parts)


def _window(start: str, end: str) -> str:
    return "all day" if (start, end) == (MIDNIGHT, END_OF_DAY) else f"{start} to {end}"


def _zone(week: Week) -> Line:
    return (External(shortened(week.zones[0])),)


def _not_shown(week: Week) -> Line:
    number = "shifts" if week.is_hidden else count(week.unreadable, "shift")
    return (f"{number} that cannot be shown",)
