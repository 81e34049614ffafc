"""The hours of an account, from its objects in the form in which the client receives them."""

from collections.abc import Iterable

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.review.effective.entries import objects_in
from pulumi_liveperson.wire import to_props

KINDS = (SPECIAL_OCCASION, WORKDAYS, SKILL)
"""The kinds of objects that decide the hours."""


def in_account(found: Iterable[tuple[Kind, Wire]]) -> Configuration:
    """Return the skills and the hours of an account; the objects must be complete."""
    skills, workdays, occasions = [], [], []
    for kind, wire in found:
        held = to_props(kind.content(wire))
        id_ = str(wire["id"])
        name = str(held.get(kind.key) or "")
        name = name if name.strip() else id_
        if kind is SKILL:
            skills.append(
                Skill(id_, name, held["working_hours_id"] or None, held["special_occasion_id"] or None)
            )
        elif kind is WORKDAYS:
            workdays.append(Workdays(id_, name, objects_in(held.get("shifts")), held["is_default"] is True))
        elif kind is SPECIAL_OCCASION:
            occasions.append(
                SpecialOccasion(id_, name, objects_in(held.get("events")), held["is_default"] is True)
            )
    return Configuration(tuple(skills), tuple(workdays), tuple(occasions))
