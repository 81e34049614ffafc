"""Dates of an overview as text, and days in a row that say the same."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from pulumi_liveperson.hours.moments import DAY
from pulumi_liveperson.hours.overview import Overview
from pulumi_liveperson.review.dates import day as day_text
from pulumi_liveperson.review.effective.local_days import LocalDay
from pulumi_liveperson.review.effective.normal_weeks import NAMES


def period(overview: Overview) -> str:
    """Return the first and the last day: `1 Jan 2026 to 31 Dec 2026`."""
    first, last = day_text(overview.first), day_text(overview.last - DAY)
    return first if first == last else f"{first} to {last}"


def weekdays_and_dates(first: dt.date, last: dt.date) -> str:
    """Return dates with their weekdays: `Fri 25 Dec to Sat 26 Dec 2026`."""
    end = f"{NAMES[last.weekday()]} {day_text(last)}"
    if first >= last:
        return end
    start = f"{NAMES[first.weekday()]} {day_text(first)}"
    return f"{start.removesuffix(f' {last.year}')} to {end}"


def runs(days: Iterable[LocalDay], says: Callable[[LocalDay], object]) -> Iterator[list[LocalDay]]:
    """Yield days in a row for which `says` returns the same; all days without a gap, in order."""
    numbered = ((day.date.toordinal(), day) for day in days)
    for _, group in groupby(enumerate(numbered), key=lambda each: (each[1][0] - each[0], says(each[1][1]))):
        yield [day for _, (_, day) in group]
