"""The hours of an account before and after an update, from the resources of a preview."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.hours.configuration import Configuration, Skill
from pulumi_liveperson.pulumi_cli.values import Content
from pulumi_liveperson.review.effective.entries import (
    HOURS_KINDS,
    OCCASION,
    WORKING_HOURS,
    Entries,
    Entry,
    Known,
)
from pulumi_liveperson.review.model import Change, Dependencies, Operation, Report


@dataclass(frozen=True)
class KnownSkill:
    """A skill of the preview on both sides of the update; `None` if it does not exist there."""

    name: str
    before: Skill | None
    after: Skill | None


@dataclass(frozen=True)
class Sides:
    """The hours of an account before and after an update."""

    before: Configuration
    after: Configuration
    skills: tuple[KnownSkill, ...]


def sides(report: Report) -> Sides:
    """Return both sides; the preview must show the unchanged resources and the previous content."""
    changed = {each.urn for each in report.changes}
    stay = [each for each in report.resources if each.stays and each.urn not in changed]
    same = [Entry.of(each, key=each.urn) for each in stay]
    ours = [each for each in report.changes if each.kind.owner in HOURS_KINDS]
    known: Known = {}
    before, after = Entries([*same, *_before(ours)], known), Entries([*same, *_after(ours)], known)
    before.gone, after.gone = after.ids - before.ids, before.ids - after.ids
    return _paired(before.configuration(), after.configuration())


def _paired(before: Configuration, after: Configuration) -> Sides:
    was, will_be = ({skill.id: skill for skill in each.skills} for each in (before, after))
    names = {skill.id: skill.name for each in (before, after) for skill in each.skills}
    skills = (KnownSkill(name, was.get(key), will_be.get(key)) for key, name in names.items())
    return Sides(before, after, tuple(skills))


def _before(changes: Iterable[Change]) -> Iterator[Entry]:
    for each in changes:
        content, dependencies = each.before, each.dependencies_before
        if each.operation is Operation.IMPORT:
            content, dependencies = each.after, each.dependencies_after
        elif content is None and _is_part(each):
            content = {}  # the skill exists, but its hours were not managed
        if content is not None and each.operation is not Operation.RELEASE:
            yield _entry(each, content, dependencies, each.id)


def _after(changes: Iterable[Change]) -> Iterator[Entry]:
    for each in changes:
        content, dependencies = each.after, each.dependencies_after
        if each.operation is Operation.CLEAR:
            held = each.before or {}
            content = {name: "" if held.get(name) is not None else None for name in (WORKING_HOURS, OCCASION)}
        elif each.operation in {Operation.UPDATE, Operation.RENAME} and each.kind.owner is SKILL:
            # A field that the program no longer contains stays as it is.
            content = {**(each.before or {}), **(content or {})}
            dependencies = {**each.dependencies_before, **dependencies}
        if content is not None and each.operation is not Operation.RELEASE:
            replaced = each.operation is Operation.REPLACE
            yield _entry(each, content, dependencies, None if replaced else each.id)


def _entry(change: Change, content: Content, dependencies: Dependencies, id_: str | None) -> Entry:
    is_cleared = change.operation is Operation.CLEAR  # a replaced part has two changes with one URN
    key = f"{change.urn} {change.id}" if change.leftover or is_cleared else change.urn
    return Entry(key, change.kind, id_ or change.urn, change.urn, change.name, content, dependencies)


def _is_part(change: Change) -> bool:
    return change.kind.part_of is not None and change.operation is Operation.CREATE
