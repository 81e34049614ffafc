"""The hours of an account, from its objects as LivePerson returns them."""

import datetime as dt
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.hours.answers import answers
from pulumi_liveperson.review.effective.live import in_account

NOON = dt.datetime(2026, 12, 22, 12, tzinfo=dt.UTC)  # a Tuesday


def event(start: str, end: str, **fields: Any) -> dict[str, Any]:
    """Return an event of an answer."""
    ends = {"start": start, "end": end}
    return {name: {"dateTime": each, "timeZone": "Europe/London"} for name, each in ends.items()} | fields


def states(*wires: tuple[Kind, dict[str, Any]]) -> dict[str, str]:
    """Return the states of the skills of an account at noon."""
    hours = in_account((kind, kind.received(wire)) for kind, wire in wires)
    found = answers(hours, hours.skills, NOON, title="account 7")
    return {each.skill.name: each.answer.state.value for each in found.skills}


def office(id_: int, *events: dict[str, Any], **fields: Any) -> tuple[Kind, dict[str, Any]]:
    return WORKDAYS, {"id": id_, "name": f"Office {id_}", "events": list(events), **fields}


TUESDAYS = event(
    "2026-12-01T09:00:00.000", "2026-12-01T17:00:00.000", recurrence=["RRULE:FREQ=WEEKLY;BYDAY=TU"]
)


def test_a_skill_has_its_own_hours_by_id_and_otherwise_the_default() -> None:
    found = states(
        office(1, TUESDAYS),
        office(2, isDefault=True),
        (SPECIAL_OCCASION, {"id": 3, "name": "Empty", "events": []}),
        (SPECIAL_OCCASION, {"id": 4, "name": "Day", "isDefault": True, "events": [_closed("2026-12-22")]}),
        (SKILL, {"id": 5, "name": "Own", "workingHoursId": 1, "specialOccasionId": 3}),
        (SKILL, {"id": 6, "name": "Workdays only", "workingHoursId": 1, "specialOccasionId": None}),
        (SKILL, {"id": 7, "name": "Occasion only", "specialOccasionId": 3}),
        (SKILL, {"id": 8, "name": "  "}),
    )

    assert found == {"Own": "open", "Workdays only": "closed", "Occasion only": "closed", "8": "closed"}


def test_an_event_that_cannot_be_read_makes_the_hours_around_it_unknown() -> None:
    odd = event("2026-12-01T09:00:00", "2026-12-09T17:00:00", recurrence=["RRULE:FREQ=MONTHLY"])

    found = states(
        office(1, odd),
        office(2, odd, TUESDAYS),
        (SKILL, {"id": 5, "name": "One", "workingHoursId": 1}),
        (SKILL, {"id": 6, "name": "Both", "workingHoursId": 2}),
    )

    assert found == {"One": "unknown", "Both": "open"}


def _closed(day: str) -> dict[str, Any]:
    return event(f"{day}T00:00:00", f"{day}T23:59:00", meta={"working": False, "name": ""}, recurrence=[])
