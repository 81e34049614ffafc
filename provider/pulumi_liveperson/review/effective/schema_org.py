"""The hours as JSON-LD for a contact page, for search engines (https://schema.org/OpeningHoursSpecification).

As in Google's documentation of opening hours, 00:00 to 23:59 is a whole day, 00:00 to 00:00 is closed, and
hours with dates replace the hours of the weekday. Hours over midnight are split, so that they cannot
contradict the hours of the next date; they end at 00:00, which is before they start, so it is the next
day's. Local times cannot tell an hour that exists twice apart: it is stated as open only if it is open twice.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from pulumi_liveperson.escaping import as_json, written_out
from pulumi_liveperson.hours.configuration import Skill
from pulumi_liveperson.hours.moments import is_ambiguous
from pulumi_liveperson.hours.overview import Overview
from pulumi_liveperson.hours.stretches import State
from pulumi_liveperson.review.clock_changes import clock_changes
from pulumi_liveperson.review.dates import clock
from pulumi_liveperson.review.effective.local_days import LocalDay, local_days
from pulumi_liveperson.review.lines import shortened

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MIDNIGHT, _END_OF_DAY = "00:00", "24:00"
_CLOSED = ((_MIDNIGHT, _MIDNIGHT),)
_ALL_DAY = (_MIDNIGHT, "23:59")
# A page's script element ends at `</script>`, wherever that is.
_ESCAPED = {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"}

Windows = tuple[tuple[str, str], ...]


def render(overview: Overview) -> str:
    """Return JSON that can be the content of `<script type="application/ld+json">`."""
    days = local_days(overview)
    unknown = {skill.id for skill in without_hours(overview)}
    known: dict[int, list[dict[str, Any]]] = {}  # most skills share their days
    points = []
    for hours in overview.skills:
        own = days[hours.skill.id]
        if hours.skill.id not in unknown:
            if id(own) not in known:
                known[id(own)] = list(_specifications(own))
            points.append(_contact_point(hours.skill, hours.zone, known[id(own)]))
    text = as_json(
        {"@context": "https://schema.org", "@type": "Organization", "contactPoint": points}, indent=2
    )
    return "".join(_ESCAPED.get(each, each) for each in text) + "\n"


def without_hours(overview: Overview) -> list[Skill]:
    """Return the skills that are left out, because it is not known at all times whether they are open."""
    unknown: dict[int, bool] = {}
    for hours in overview.skills:
        if id(hours.stretches) not in unknown:
            unknown[id(hours.stretches)] = any(each.state is State.UNKNOWN for each in hours.stretches)
    return [hours.skill for hours in overview.skills if unknown[id(hours.stretches)]]


def _contact_point(skill: Skill, zone: ZoneInfo, specifications: Sequence[dict[str, Any]]) -> dict[str, Any]:
    name = shortened(written_out(skill.name))
    return {
        "@type": "ContactPoint",
        "name": name,
        "contactType": name,
        "description": f"The hours are in the time zone {zone.key}.",
        "hoursAvailable": specifications,
    }


def _specifications(days: Sequence[LocalDay]) -> Iterator[dict[str, Any]]:
    """Yield the normal hours of the weekdays, then those of the dates that differ."""
    windows = [(day, _windows(day)) for day in days]
    normal = _normal(windows)
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for weekday, name in enumerate(_DAYS):
        for window in normal.get(weekday, ()):
            together[window].append(name)
    for (opens, closes), names in together.items():
        yield _specification(opens, closes, {"dayOfWeek": names})
    other = [(day.date, found) for day, found in windows if normal.get(day.date.weekday()) != found]
    numbered = enumerate(other)
    for (_, found), group in groupby(
        numbered, key=lambda each: (each[1][0].toordinal() - each[0], each[1][1])
    ):
        dates = [date for _, (date, _) in group]
        for opens, closes in found:
            valid = {"validFrom": dates[0].isoformat(), "validThrough": dates[-1].isoformat()}
            yield _specification(opens, closes, valid)


def _specification(opens: str, closes: str, when: Mapping[str, Any]) -> dict[str, Any]:
    return {"@type": "OpeningHoursSpecification", **when, "opens": opens, "closes": closes}


def _normal(windows: Sequence[tuple[LocalDay, Windows]]) -> dict[int, Windows]:
    """Return the most frequent hours of each weekday that has a day without a special occasion."""
    counts: dict[int, Counter[Windows]] = defaultdict(Counter)
    for day, found in windows:
        if not day.is_special:
            counts[day.date.weekday()][found] += 1
    return {weekday: count.most_common(1)[0][0] for weekday, count in counts.items()}


def _windows(day: LocalDay) -> Windows:
    if any(window.is_whole_day for window in day.windows):
        return (_ALL_DAY,)
    found = []
    first, last = day.span
    for part in day.parts:
        begins = _MIDNIGHT if part.start <= first else _start(part.start, day)
        ends = _END_OF_DAY if part.end >= last else _end(part.end, day)
        if begins < ends:
            found.append((begins, _MIDNIGHT if ends == _END_OF_DAY else ends))
    return tuple(found) or _CLOSED


def _start(moment: dt.datetime, day: LocalDay) -> str:
    local = moment.astimezone(day.zone)
    return _text(_repeated(local, day.zone)[1], day) if local.fold else clock(local.time())


def _end(moment: dt.datetime, day: LocalDay) -> str:
    local = moment.astimezone(day.zone)
    is_first = not local.fold and is_ambiguous(local.replace(tzinfo=None), day.zone)
    return _text(_repeated(local, day.zone)[0], day) if is_first else clock(local.time())


def _repeated(local: dt.datetime, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return the beginning and the end of the local times that exist twice, around one of them."""
    naive = local.replace(tzinfo=None)
    changes = clock_changes(zone.key, local.year, local.month)
    return next((each.after, each.before) for each in changes if each.after <= naive < each.before)


def _text(local: dt.datetime, day: LocalDay) -> str:
    if local.date() == day.date:
        return clock(local.time())
    return _MIDNIGHT if local.date() < day.date else _END_OF_DAY
