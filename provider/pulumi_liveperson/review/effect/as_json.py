"""The hours of skills before and after an update, for the JSON of a report."""

import datetime as dt
from typing import Any

from pulumi_liveperson.hours.difference import Difference
from pulumi_liveperson.review.effect.effects import DAYS, SkillEffect
from pulumi_liveperson.review.effect.sentences import HoursLine, hours_questions, hours_remark, question_line
from pulumi_liveperson.review.lines import plain
from pulumi_liveperson.review.presentation import Presentation

_HOUR = dt.timedelta(hours=1)


def hours_document(presentation: Presentation) -> dict[str, Any] | None:
    """Return the hours of skills; `None` if the update does not change any hours."""
    found = presentation.hours
    if found is None:
        return None
    return {
        "from": found.first.isoformat(),
        "days": DAYS,
        "compared": found.reason is None,
        "remark": plain(hours_remark(found)) or None,
        "skills": [_line(each) for each in presentation.hours_lines],
        "questions": [
            {"key": each.key, "text": plain(question_line(each))} for each in hours_questions(found)
        ],
    }


def _line(line: HoursLine) -> dict[str, Any]:
    """Return skills that get the same hours."""
    first = line.skills[0]
    effect = first.effect
    return {
        "skills": [each.name for each in line.skills if each.name is not None],
        "others": any(each.name is None for each in line.skills),
        "operation": _operation(first),
        "time_zone": first.zone.key,
        "sentence": plain(line.line),
        "open_before": _hours(effect.open_before),
        "open_after": _hours(effect.open_after),
        "lost": _hours(effect.open_before if first.is_deleted else effect.lost),
        "gained": _hours(effect.open_after if first.is_new else effect.gained),
        "unknown": _hours(effect.doubtful),
        "changes": [_difference(each) for each in effect.differences],
        "questions": sorted(each.key for each in effect.questions),
    }


def _operation(found: SkillEffect) -> str:
    return "create" if found.is_new else "delete" if found.is_deleted else "update"


def _hours(length: dt.timedelta) -> float:
    return round(length / _HOUR, 2)


def _difference(found: Difference) -> dict[str, Any]:
    return {
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "before": found.before.state.value,
        "after": found.after.state.value,
        "events": list(found.names or found.former_names),
    }
