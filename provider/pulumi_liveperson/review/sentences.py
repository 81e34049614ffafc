"""Creates the sentences of a report, object by object, in the order in which reviewers should read them."""

from collections.abc import Sequence

from pulumi_liveperson import registry
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.review.any_kind import AnyKind
from pulumi_liveperson.review.default import Default, defaults_among, gets_default, loses_default
from pulumi_liveperson.review.explanation import Explanation, Group
from pulumi_liveperson.review.lines import External, Line, named, shortened
from pulumi_liveperson.review.model import Change, Operation
from pulumi_liveperson.review.objects import Objects

_LONGEST_NAME = 100
_GROUPS = {
    Operation.DELETE: Group.DELETED,
    Operation.REPLACE: Group.REPLACED,
    Operation.UPDATE: Group.CHANGED,
    Operation.CREATE: Group.NEW,
    Operation.IMPORT: Group.NEW,
    Operation.PRESENT: Group.NEW,
    Operation.RETAIN: Group.RETAINED,
    Operation.RENAME: Group.RENAMED,
    Operation.RELEASE: Group.RELEASED,
    Operation.CLEAR: Group.CHANGED,
}
_NO_OBJECTS = Objects()
_LEFTOVERS = {
    Operation.DELETE: "; an earlier update replaced it and did not delete it",
    Operation.CLEAR: "; an earlier update did not clear them",
}


def explain(
    changes: Sequence[Change], drift: Sequence[Change] = (), objects: Objects = _NO_OBJECTS
) -> list[Explanation]:
    """Return the planned changes, and mention those that undo changes of other people."""
    defaults = defaults_among(changes)
    undone = {each.urn: each for each in drift}
    return _ordered(
        [
            _explained(each, defaults[each.kind], "becomes", _undoing(each, undone.get(each.urn)), objects)
            for each in changes
        ]
    )


def explain_drift(drift: Sequence[Change], objects: Objects = _NO_OBJECTS) -> list[Explanation]:
    """Return the changes that other people made."""
    defaults = defaults_among(drift)
    return _ordered([_explained(each, defaults[each.kind], "is now", (), objects) for each in drift])


def _explained(change: Change, default: Default, becomes: str, note: Line, objects: Objects) -> Explanation:
    sentences: AnyKind = (registry.sentences(change.kind) or AnyKind)(change, default, becomes, objects)
    return Explanation(
        change=change,
        group=_group(change),
        name=External(shortened(change.name, _LONGEST_NAME), strong=True),
        details=sentences.details(),
        sentence=(
            *(_staying(change) or sentences.sentence()),
            *_leftover(change),
            *note,
        ),
        rows=tuple(sentences.rows()),
        days=sentences.changed_days(),
        weeks=sentences.changed_weeks(),
    )


def _leftover(change: Change) -> Line:
    """Return a note if an earlier update should have made a change."""
    if not change.leftover:
        return ()
    note = _LEFTOVERS.get(change.operation)
    return () if note is None else (note,)


def _staying(change: Change) -> Line:
    """Return a sentence about a resource whose object stays; empty for other changes."""
    is_part = change.kind.part_of is not None
    stays, its = ("its hours stay", "their") if is_part else ("stays", "its")
    if change.operation is Operation.RETAIN:
        is_unmanaged = f"{'are' if is_part else 'is'} no longer managed by a resource"
        return (f"{stays} unchanged in LivePerson, and {is_unmanaged}",)
    if change.operation is Operation.RELEASE:
        return _released(change)
    if change.operation is not Operation.RENAME:
        return ()
    if change.former is None or change.former == change.resource_name:
        return (f"{stays} unchanged; only the place of {its} resource in the program changes",)
    names = (*named(change.resource_name), ", before: ", *named(change.former))
    return (f"{stays} unchanged; {its} resource has a new name in the program: ", *names)


def _released(change: Change) -> Line:
    """Return which entry is removed, and which resource manages the object."""
    is_part = change.kind.part_of is not None
    stays, it = ("its hours stay", "them") if is_part else ("stays", "it")
    name = named(change.resource_name)
    holder: Line = (f"{stays} in LivePerson; the resource ", *name, f" manages {it}, and ")
    if change.former in {None, change.resource_name}:
        return (*holder, f"only a second entry of {it} is removed from the state")
    return (*holder, "only the entry ", *named(change.former or ""), " is removed from the state")


def _group(change: Change) -> Group:
    group = _GROUPS[change.operation]
    if change.kind.part_of is not None and group is Group.NEW:
        return Group.CHANGED  # the object exists already
    return (
        Group.DEFAULT
        if group in {Group.CHANGED, Group.NEW} and (gets_default(change) or loses_default(change))
        else group
    )


def _undoing(change: Change, drift: Change | None) -> Line:
    """Return a note if a change undoes a change that was made in LivePerson."""
    if drift is None or change.after is None or drift.before is None:
        return ()
    if drift.operation is Operation.DELETE and change.kind.part_of is not None:
        return ("; the skill was deleted in LivePerson, so this update will fail",)
    if drift.operation is Operation.DELETE:
        return ("; it was deleted in LivePerson, and this update would create it again",)
    if all(change.after.get(each.name) == each.before for each in drift.fields):
        return ("; this update would undo a change that was made in LivePerson",)
    return ()


def _ordered(found: Sequence[Explanation]) -> list[Explanation]:
    groups = list(Group)
    return sorted(
        found,
        key=lambda each: (
            groups.index(each.group),
            not _deletes_skill(each.change),
            each.change.name.casefold(),
            each.change.urn,
        ),
    )


def _deletes_skill(change: Change) -> bool:
    """Return whether a skill is deleted, which affects more people than any other delete."""
    return change.operation.deletes and change.kind is SKILL
