"""Describes changes of the days of an occasion: added, removed, moved and renamed days, and other hours."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pulumi_liveperson.events.expansion import Calendar
from pulumi_liveperson.review.calendars import Calendars
from pulumi_liveperson.review.clock_changes import remarks
from pulumi_liveperson.review.dates import day, days, label
from pulumi_liveperson.review.differences import DayHours, Days, Difference, compare
from pulumi_liveperson.review.explanation import Row
from pulumi_liveperson.review.hours import describe_hours, in_brackets, when
from pulumi_liveperson.review.lines import External, Line, count, joined, quoted, shortened

_MOST_PARTS = 8
_MOST_REMARKS = 3
_MOST_ROWS = 60
_CAVEAT = (
    "note that LivePerson does not publish whether the last date of an entry without times belongs to it"
)
_UNSURE = ("unknown",)


@dataclass(frozen=True)
class DaySentences:
    """Sentences and table rows about the days of an occasion, before and after a change."""

    calendars: Calendars

    @property
    def difference(self) -> Difference:
        """Return the differences."""
        return self.calendars.difference

    def all_days(self, calendar: Calendar) -> Line:
        """Return a description of all days of a calendar; empty if it has none."""
        found = compare(Calendar(), calendar)
        parts: list[Line] = [
            (*self._hours(groups[0].after, groups[0]), *when(groups[0].after, groups))
            for groups in _alike(found.changed)
        ]
        phrases, left = parts[:_MOST_PARTS], parts[_MOST_PARTS:]
        if left:
            phrases.append((f"and {count(len(left), 'more group', 'more groups')} of days with other hours",))
        return joined([*phrases, *found.entries.lines()], "; ")

    def changes(self, becomes: str) -> Iterator[Line]:
        """Yield a description of each change."""
        before, after = self.calendars.before, self.calendars.after
        if self.calendars.changes_zone:
            yield (f"its time zone {becomes} ", self._zone(after), ", was ", self._zone(before))
        phrases = [*self._moved(), *self._differing(), *self._renamed(), *self._unsure()]
        yield from phrases[:_MOST_PARTS]
        if phrases[_MOST_PARTS:]:
            yield (f"and {count(len(phrases) - _MOST_PARTS, 'more change')} to its days",)
        if not phrases and not self.calendars.changes_zone:
            yield ("the same days and hours, written as other entries",)
        elif unchanged := self.unchanged("other " if phrases else ""):
            yield ("the " if phrases else "its ", *unchanged)

    def unchanged(self, other: str = "") -> Line:
        """Return the number of unchanged days; empty if there are none."""
        number = self.difference.unchanged
        so_far = ", as far as is known" if self.difference.entries else ""
        if self.calendars.changes_zone:
            one, more = "keeps its local times", "keep their local times"
        else:
            one, more = "stays unchanged", "stay unchanged"
        if number == 1:
            return (f"{other}day {one}{so_far}",)
        return (f"{other}{number} days {more}{so_far}",) if number else ()

    def remarks(self) -> Line:
        """Return the changes of the clocks on new and changed days; empty if there are none."""
        found = list(dict.fromkeys(each for day in self.calendars.new for each in remarks(day)))
        more = len(found) - _MOST_REMARKS
        left = f"; and {count(more, 'more such remark')}" if more > 0 else ""
        return (f"note that {'; '.join(found[:_MOST_REMARKS])}{left}",) if found else ()

    def caveat(self) -> Line:
        """Return the note about events that end with a date without a time; empty if there are none."""
        return (_CAVEAT,) if self.calendars.ends_with_date else ()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the days that differ, before and after."""
        found, changes_zone = self.difference, self.calendars.changes_zone
        if changes_zone:
            zones = self._zone(self.calendars.before), self._zone(self.calendars.after)
            yield Row(("Time zone",), zones[:1], zones[1:])
        moved = [each for move in found.moved for each in (move.old, move.new)]
        differing = [*found.changed, *moved, *found.renamed, *found.unsure]
        rows = [self._row(each) for each in sorted(differing, key=lambda each: each.dates)[:_MOST_ROWS]]
        rows += (Row(("Entry not shown day by day",), *pair) for pair in found.entries.pairs())
        yield from rows[:_MOST_ROWS]
        if (left := len(differing) + len(found.entries) - _MOST_ROWS) > 0:
            yield Row((count(left, "more row"),), ("…",), ("…",))
        if (differing or changes_zone) and found.unchanged:
            others = count(found.unchanged, "other day" if differing else "day")
            yield Row((others,), ("unchanged",), ("the same local times" if changes_zone else "unchanged",))

    def _row(self, days: Days) -> Row:
        before = (*self._hours(days.before, days), *in_brackets(days.names_before))
        after = (*self._hours(days.after, days), *in_brackets(days.names_after))
        if days in self.difference.unsure:
            before, after = before or _UNSURE, after or _UNSURE
        return Row((label(days.dates),), before, after)

    def _hours(self, hours: DayHours, days: Days) -> Line:
        return describe_hours(hours, days.dates[0], with_zone=self.calendars.zone is None)

    def _zone(self, calendar: Calendar) -> External:
        return External(shortened(calendar.zones[0]))

    def _moved(self) -> Iterator[Line]:
        for move in self.difference.moved:
            old, new = move.old, move.new
            now, names = self._hours(new.after, new), in_brackets(new.names)
            if any(each.long for each in new.after):
                yield (*now, *names, ", was ", *self._hours(old.before, old))
            else:
                yield (*now, f" on {day(new.dates[0])} instead of {day(old.dates[0])}", *names)

    def _differing(self) -> Iterator[Line]:
        also = "also " if self.difference.unchanged or self.difference.moved else ""
        for groups in _alike(self.difference.changed):
            first = groups[0]
            before, after = self._hours(first.before, first), self._hours(first.after, first)
            if not before:
                yield (also, *after, *when(first.after, groups))
            elif not after:
                yield ("no longer ", *before, *when(first.before, groups))
            else:
                yield (*after, *when(first.after, groups), ", was ", *before)

    def _unsure(self) -> Iterator[Line]:
        found = self.difference
        phrases = list(found.entries.lines())
        if found.unsure:
            dates = days([date for each in found.unsure for date in each.dates])
            phrases.append((f"so it is not known what changes {dates}",))
        yield from phrases

    def _renamed(self) -> Iterator[Line]:
        renamed = self.difference.renamed
        number = sum(len(each.dates) for each in renamed)
        if number == 1:
            [each] = renamed
            was = quoted(each.names_before[0]) if each.names_before else ("without a name",)
            now = ("named ", *quoted(each.names_after[0])) if each.names_after else ("without a name",)
            yield (f"{day(each.dates[0])} is now ", *now, ", was ", *was)
        elif number:
            yield (f"{number} days are renamed",)


def _alike(days: Sequence[Days]) -> list[list[Days]]:
    """Return days in groups that one sentence can describe, in the order of the calendar."""
    groups: dict[object, list[Days]] = defaultdict(list)
    for each in sorted(days, key=lambda each: each.dates):
        groups[each.group_key].append(each)
    return list(groups.values())
