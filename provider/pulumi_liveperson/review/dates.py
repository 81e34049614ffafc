"""Days and times as short, unambiguous text."""

import datetime as dt
from collections.abc import Collection, Iterator
from itertools import groupby

# The names of the module `calendar` depend on the locale.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = dt.timedelta(days=1)
_SHORTEST_RUN = 3  # two days in a row are listed separately
MOST_PIECES = 24

Run = tuple[dt.date, dt.date]


def today() -> dt.date:
    """Return the date of this machine's clock."""
    return _now().astimezone().date()


def day(date: dt.date) -> str:
    """Return a day: `25 Dec 2026`."""
    return f"{date.day} {_month(date)} {date.year}"


def month_and_year(date: dt.date) -> str:
    """Return the month of a day: `December 2026`."""
    return f"{_MONTHS[date.month - 1]} {date.year}"


def clock(time: dt.time) -> str:
    """Return a time of the day: `09:00`."""
    return f"{time:%H:%M:%S}" if time.second else f"{time:%H:%M}"


def days(dates: Collection[dt.date]) -> str:
    """Return days with their prepositions: `on 25 and 26 Dec 2026`, `from 3 to 7 Aug 2026 (5 days)`."""
    runs = list(_runs(sorted(set(dates))))
    shown, left = runs[:MOST_PIECES], sum(_length(run) for run in runs[MOST_PIECES:])
    singles = [date for run in shown if _length(run) < _SHORTEST_RUN for date in _each(run)]
    parts = [(run[0], _stretch(run)) for run in shown if _length(run) >= _SHORTEST_RUN]
    for year, group in groupby(singles, key=lambda date: date.year):
        of_year = list(group)
        parts.append((of_year[0], f"on {_in_months(of_year)} {year}"))
    texts = [text for _, text in sorted(parts)]
    return enumeration(
        texts + [f"on {left} more {'day' if left == 1 else 'days'}"] * bool(left), last=", and "
    )


def label(dates: Collection[dt.date]) -> str:
    """Return days as the label of a row, without a preposition before the first."""
    return days(dates).removeprefix("on ").removeprefix("from ")


def enumeration(parts: list[str], last: str = " and ") -> str:
    """Return the parts as one enumeration: `a, b and c`."""
    return last.join(([", ".join(parts[:-1])] if parts[1:] else []) + parts[-1:])


def weekdays(numbers: Collection[int]) -> str:
    """Return weekdays, from Monday as 0: `Mondays`, `Mondays to Fridays`, `all days`."""
    ordered = sorted(numbers)
    if len(ordered) == len(_WEEKDAYS):
        return "all days"
    first, last = ordered[0], ordered[-1]
    if len(ordered) >= _SHORTEST_RUN and last - first == len(ordered) - 1:
        return f"{_WEEKDAYS[first]}s to {_WEEKDAYS[last]}s"
    return enumeration([f"{_WEEKDAYS[each]}s" for each in ordered])


def moments(start: dt.datetime, end: dt.datetime) -> str:
    """Return the time between two local moments: `from 24 Dec 13:00 to 27 Dec 2026 09:00`."""
    if start.date() == end.date():
        return f"on {day(start.date())} from {clock(start.time())} to {clock(end.time())}"
    first = day(start.date()) if start.year != end.year else f"{start.day} {_month(start.date())}"
    return f"from {first} {clock(start.time())} to {moment(end)}"


def moment(at: dt.datetime) -> str:
    """Return a local moment: `24 Dec 2026 13:00`."""
    return f"{day(at.date())} {clock(at.time())}"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _month(date: dt.date) -> str:
    return _MONTHS[date.month - 1][:3]


def _runs(dates: list[dt.date]) -> Iterator[Run]:
    numbered = enumerate(dates)
    for _, group in groupby(numbered, key=lambda each: each[1].toordinal() - each[0]):
        run = [date for _, date in group]
        yield run[0], run[-1]


def _length(run: Run) -> int:
    return (run[1] - run[0]).days + 1


def _each(run: Run) -> Iterator[dt.date]:
    return (run[0] + number * _DAY for number in range(_length(run)))


def _stretch(run: Run) -> str:
    first, last = run
    start = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        start += f" {_month(first)}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"from {start} to {day(last)} ({_length(run)} days)"


def _in_months(dates: list[dt.date]) -> str:
    grouped = [(month, list(group)) for month, group in groupby(dates, key=_month)]
    months = [f"{enumeration([str(date.day) for date in group])} {month}" for month, group in grouped]
    # If a month already contains an "and", a second one between months would be hard to read.
    return enumeration(months, last=", " if any(group[1:] for _, group in grouped) else " and ")
