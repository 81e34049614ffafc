"""The common weeks as one call, and the fewest calls for shifts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from pulumi_liveperson.shifts.shift import Day, Shift, in_order
from pulumi_liveperson.shifts.times import DAYS, END_OF_DAY, MIDNIGHT, end_time, next_day, start_time

_SHORTEST_RANGE = 3  # a list of two days is as short


class Week(NamedTuple):
    """The arguments of a call of `weekly`."""

    days: str
    start: str
    end: str
    time_zone: str


def weekly(days: str | Iterable[str], start: str, end: str, *, time_zone: str) -> list[Shift]:
    """Return the shifts of several days, such as `"MO-FR", "09:00", "17:30"`.

    `days` is a range, a list such as `"MO,WE,FR"`, both (`"MO-WE,FR"`), or an iterable of them. If the end is
    before the start, it is on the next day: the shift becomes two, because LivePerson documents none over
    midnight. A value that breaks a rule is returned unchanged, and the preview reports it.
    """
    names = [days] if isinstance(days, str) or not isinstance(days, Iterable) else days
    return [shift for name in names for day in _days(name) for shift in _shifts(day, start, end, time_zone)]


def weeks(shifts: Iterable[Shift]) -> list[Week]:
    """Return the calls of `weekly` that together return some shifts, in the order of the week."""
    days: dict[tuple[tuple[str, str, str], int], list[str]] = defaultdict(list)
    times: Counter[tuple[str, tuple[str, str, str]]] = Counter()
    for shift in in_order(list(shifts)):
        day, hours = shift["day"], (shift["start"], shift["end"], shift["time_zone"])
        times[day, hours] += 1  # equal shifts need a call each
        days[hours, times[day, hours]].append(day)
    return [Week(",".join(_ranges(each)), *hours) for (hours, _), each in days.items()]


def _days(names: object) -> list[Any]:
    """Return the days of a list of days and ranges; any other value stays as it is."""
    if not isinstance(names, str):
        return [names]
    return [day for name in names.split(",") for day in _range(name.strip())]


def _range(name: str) -> list[str]:
    first, dash, last = name.partition("-")
    if not (dash and first in DAYS and last in DAYS):
        return [name]
    begins, ends = DAYS.index(first), DAYS.index(last)
    return [DAYS[number % len(DAYS)] for number in range(begins, ends + 1 + len(DAYS) * (ends < begins))]


def _shifts(day: Any, start: str, end: str, time_zone: str) -> list[Shift]:
    declared = Shift(day=day, start=start, end=end, time_zone=time_zone)
    try:
        is_over_midnight = day in DAYS and end_time(end) < start_time(start)
    except (TypeError, ValueError):
        return [declared]
    if not is_over_midnight:
        return [declared]
    evening: Shift = {**declared, "end": END_OF_DAY}
    if end_time(end) == MIDNIGHT:
        return [evening]
    return [evening, {**declared, "day": cast("Day", next_day(day)), "start": MIDNIGHT}]


def _ranges(days: list[str]) -> Iterator[str]:
    """Yield days in the order of the week, with ranges for those that follow each other."""
    run: list[str] = []
    for day in [*days, ""]:
        if run and not (day and next_day(run[-1]) == day):
            yield from [f"{run[0]}-{run[-1]}"] if len(run) >= _SHORTEST_RANGE else run
            run = []
        run.append(day)
