"""Entries of an occasion that cannot be shown day by day.

An entry can have an undocumented rule, too many days, or values that are known only during the update. Its
days are unknown, so a day that seems to be new or removed may be one of them.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from pulumi_liveperson.events.names import custom_name
from pulumi_liveperson.pulumi_cli.values import masked
from pulumi_liveperson.review.lines import External, Line, count, quoted, shortened, value

_MOST_SHOWN = 2
_LONGEST = 300

Pair = tuple[Line, Line]


@dataclass(frozen=True)
class Entries:
    """The entries that only one side of a change has."""

    before: tuple[Any, ...] = ()
    after: tuple[Any, ...] = ()

    def __len__(self) -> int:
        """Return the number of entries on the side that has more."""
        return max(len(self.before), len(self.after))

    def is_certain(self, *, had_hours: bool, has_hours: bool) -> bool:
        """Return whether a day that seems to change is certain to change, whatever these entries cover."""
        if had_hours and has_hours:
            return not self
        return not (self.after if had_hours else self.before)

    def pairs(self) -> list[Pair]:
        """Return the entries before and after as pairs; with an empty line if a side has no more."""
        return list(zip_longest(map(_written, self.before), map(_written, self.after), fillvalue=()))

    def lines(self) -> Iterator[Line]:
        """Yield a phrase for each entry, or only their number."""
        if len(self) > _MOST_SHOWN:
            yield (f"{count(len(self), 'entry', 'entries')} that cannot be shown day by day",)
            return
        for before, after in self.pairs():
            if after:
                was = (", was ", *before) if before else ()
                yield ("one entry cannot be shown day by day: ", *after, *was)
            else:
                yield ("one previous entry cannot be shown day by day: ", *before)


def only_once(before: Sequence[Any], after: Sequence[Any]) -> Entries:
    """Return the entries that only one side has; a masked entry equals no other one."""
    return Entries(tuple(_without(before, after)), tuple(_without(after, before)))


def _without(entries: Sequence[Any], others: Sequence[Any]) -> Iterator[Any]:
    there = Counter(_key(each) for each in others if not masked(each))
    for each in entries:
        there[_key(each)] -= 1
        if there[_key(each)] < 0:
            yield each


def _key(entry: Any) -> str:
    return json.dumps(entry, sort_keys=True)


def _written(entry: Any) -> Line:
    """Return an entry in the order in which the console shows its fields."""
    try:
        working, name = entry["meta"]["working"], entry["meta"]["name"]
        start, end = entry["start"], entry["end"]
        texts = [start["date_time"], end["date_time"], start["time_zone"], end["time_zone"]]
        rules = entry.get("recurrence") or []
    except (LookupError, TypeError, AttributeError):
        return value(entry, _LONGEST)
    if not (isinstance(working, bool) and all(isinstance(each, str) for each in [name, *texts, *rules])):
        return value(entry, _LONGEST)
    first, last, zone, other_zone = (External(shortened(each)) for each in texts)
    there: Line = () if zone == other_zone else (" in ", zone)
    return (
        *("open " if working else "closed ", first, *there, " to ", last, " in ", other_zone),
        *(piece for rule in rules[:_MOST_SHOWN] for piece in (", ", External(shortened(rule)))),
        *((" (", *quoted(name), ")") if custom_name(name) else ()),
    )
