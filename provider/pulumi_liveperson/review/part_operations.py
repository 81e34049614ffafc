"""The operations on a part of an object, such as the hours of a skill that others own.

A delete of such a resource deletes nothing in LivePerson: it clears the fields that the resource managed. A
replacement clears them for one object, and sets them for another one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pulumi_liveperson.review.changes import differences
from pulumi_liveperson.review.model import Change, Operation, object_name


def of_parts(changes: Iterable[Change], *, changes_account: bool = False) -> Iterator[Change]:
    """Yield the changes; those that would delete a part of an object have operations of their own."""
    for each in changes:
        if each.kind.part_of is None or not each.operation.deletes:
            yield each
        elif each.operation is Operation.DELETE:
            yield replace(each, operation=Operation.CLEAR)
        else:
            yield from _replaced(each, changes_account=changes_account)


def _replaced(change: Change, *, changes_account: bool) -> Iterator[Change]:
    before, after = change.before or {}, change.after or {}
    former, name = object_name(change.kind, before), object_name(change.kind, after)
    if former is not None and former == name and not changes_account:
        yield replace(change, operation=Operation.UPDATE)
        return
    successor = name if former is not None and not changes_account else None
    yield replace(change, operation=Operation.CREATE, id=None, before=None, fields=differences({}, after))
    yield replace(
        change, operation=Operation.CLEAR, after=None, fields=differences(before, {}), successor=successor
    )
