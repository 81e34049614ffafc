"""Open times as weekly rules of a calendar, which are short, and the others as single times.

A rule has only times that all applications read in the same way: at their start and their end, and between
them, the clock does not change. All other times are single times in UTC.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pulumi_liveperson.hours.moments import DAY, is_ambiguous
from pulumi_liveperson.hours.stretches import Span

_LONGEST_GAP = dt.timedelta(days=21)
"""After more time without these hours, another rule begins, such as after a summer with other hours."""
_SHORTEST_RULE = 2


@dataclass(frozen=True)
class Rule:
    """The same hours on weekdays, from the first to the last date, without some dates."""

    begins: dt.time
    length: dt.timedelta
    first: dt.date
    last: dt.date
    weekdays: Sequence[int]
    """Monday is 0."""
    without: Sequence[dt.date]


class _Hours(NamedTuple):
    begins: dt.time
    length: dt.timedelta


def weekly_rules(spans: Sequence[Span], zone: ZoneInfo) -> tuple[list[Rule], list[Span]]:
    """Return rules, and the spans that no rule contains."""
    by_hours: dict[_Hours, dict[dt.date, Span]] = defaultdict(dict)
    single: list[Span] = []
    for span in spans:
        start, end = (each.astimezone(zone).replace(tzinfo=None) for each in span)
        length = span[1] - span[0]
        is_plain = (
            end - start == length <= DAY and not is_ambiguous(start, zone) and not is_ambiguous(end, zone)
        )
        if is_plain:
            by_hours[_Hours(start.time(), length)][start.date()] = span
        else:
            single.append(span)
    rules: list[Rule] = []
    for hours, found in by_hours.items():
        for dates in _runs(sorted(found), hours.begins, zone):
            rule = _rule(hours, dates)
            if rule is not None:
                rules.append(rule)
            covered = rule.weekdays if rule is not None else ()
            single += [found[each] for each in dates if each.weekday() not in covered]
    return rules, sorted(single)


def _runs(dates: Sequence[dt.date], begins: dt.time, zone: ZoneInfo) -> Iterator[list[dt.date]]:
    run: list[dt.date] = []
    for date in dates:
        if run and (date - run[-1] > _LONGEST_GAP or _has_odd_clock(run[-1], date, begins, zone)):
            yield run
            run = []
        run.append(date)
    if run:
        yield run


def _has_odd_clock(last: dt.date, date: dt.date, begins: dt.time, zone: ZoneInfo) -> bool:
    """Return whether a rule would need an exception at a time that does not exist, or exists twice."""
    between = (last + number * DAY for number in range(1, (date - last).days))
    return any(is_ambiguous(dt.datetime.combine(each, begins), zone) for each in between)


def _rule(hours: _Hours, dates: Sequence[dt.date]) -> Rule | None:
    """Return the rule of those weekdays that have the hours more often than not."""
    possible = [dates[0] + number * DAY for number in range((dates[-1] - dates[0]).days + 1)]
    present = set(dates)
    weekdays = [
        weekday
        for weekday in range(7)
        if (of_day := [each for each in possible if each.weekday() == weekday])
        and 2 * sum(each in present for each in of_day) > len(of_day)
    ]
    kept = [each for each in dates if each.weekday() in weekdays]
    if len(kept) < _SHORTEST_RULE:
        return None
    without = [
        each
        for each in possible
        if kept[0] <= each <= kept[-1] and each.weekday() in weekdays and each not in present
    ]
    return Rule(hours.begins, hours.length, kept[0], kept[-1], weekdays, without)
