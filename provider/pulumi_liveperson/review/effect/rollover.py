"""Warns of special occasions in use that end soon, because their skills have no special days after that."""

import datetime as dt

from pulumi_liveperson.hours.rollover import endings
from pulumi_liveperson.review.dates import day
from pulumi_liveperson.review.effect.sides import sides
from pulumi_liveperson.review.lines import Line, limited, named
from pulumi_liveperson.review.model import Report, Source

WITHIN = dt.timedelta(days=90)
_MOST = 10


def rollover(report: Report) -> Line:
    """Return a note about the occasions that end within 90 days; empty if there are none."""
    if report.failed or report.source is Source.RESTORE:
        return ()
    found = endings(sides(report).after, report.hours_from, WITHIN)
    if not found:
        return ()
    names: list[Line] = [
        (*named(each.occasion.name, strong=True), f" (last day {day(each.last)})") for each in found
    ]
    one = len(found) == 1
    what = "A special occasion in use ends" if one else f"{len(found):,} special occasions in use end"
    skills = "skills that follow it have" if one else "skills that follow them have"
    return (f"{what} soon: ", *limited(names, _MOST), f". After that, the {skills} no special days.")
