"""The parts of the report for all accounts: to which one a change belongs, and the order of changes."""

from collections.abc import Sequence
from enum import StrEnum

from pulumi_liveperson.fleet.combined.document import Change, Other, SkillHours

_ORDER_OF_GROUPS = ("deleted", "replaced", "default", "retained", "changed", "new", "renamed", "released")


class Part(StrEnum):
    """The parts of the report, in their order: what is hard to undo comes first."""

    DELETED = "Deleted"
    REPLACED = "Deleted and created again"
    LOST = "Skills with fewer open hours"
    DEFAULT = "Defaults of accounts"
    SAME = "The same changes in several accounts"
    ONE = "Changes in one account only"
    GAINED = "Other changes of open hours"
    OTHERS = "Changes that this report does not explain"
    DRIFT = "Changed in LivePerson by other people"


_GROUPS = {"deleted": Part.DELETED, "replaced": Part.REPLACED, "default": Part.DEFAULT}
_ORDER_OF_PARTS = tuple(Part)


def part_of(content: Change | SkillHours | Other, accounts: int, *, is_drift: bool) -> Part:
    """Return the part of a change that this number of accounts have."""
    if isinstance(content, Other):
        return Part.OTHERS
    if isinstance(content, SkillHours):
        loses = content.operation != "create" and (content.lost or content.unknown)
        return Part.LOST if loses else Part.GAINED
    if is_drift:
        return Part.DRIFT
    return _GROUPS.get(content.group) or (Part.SAME if accounts > 1 else Part.ONE)


def position(part: Part, content: Change | SkillHours | Other, stacks: Sequence[str]) -> tuple[object, ...]:
    """Return the position of a change: most accounts first, and in equal accounts the order of a report."""
    accounts = -len(stacks), tuple(stacks)
    if isinstance(content, SkillHours):
        return _ORDER_OF_PARTS.index(part), *accounts, -content.lost, content.sentence
    if isinstance(content, Other):
        return _ORDER_OF_PARTS.index(part), *accounts, 0, content.resource
    known = content.group in _ORDER_OF_GROUPS
    group = _ORDER_OF_GROUPS.index(content.group) if known else len(_ORDER_OF_GROUPS)
    drift_deletes = content.operation != "delete" if part is Part.DRIFT else False
    return _ORDER_OF_PARTS.index(part), drift_deletes, *accounts, group, content.name.casefold()
