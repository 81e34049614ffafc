"""Makes changes as the report has them out of objects, by meaning: what means the same is no change."""

from collections.abc import Sequence
from dataclasses import replace

from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.review.changes import differences
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.comparison.pairs import Pairing
from pulumi_liveperson.review.comparison.positions import Ranks, moved
from pulumi_liveperson.review.model import Change, Field, Operation
from pulumi_liveperson.wire import Props, to_props

_EMPTY = ""


def changes_between(pairing: Pairing[Item, Item]) -> list[Change]:
    """Return what becomes of objects on the way from the first side to the second, but for equal ones."""
    places = moved(pairing.pairs)
    changed = [changed_pair(*pair, places.get(number)) for number, pair in enumerate(pairing.pairs)]
    return [
        *(deleted(each) for each in pairing.only_first),
        *(each for each in changed if each.fields),
        *(new(each) for each in pairing.only_second),
    ]


def changed_pair(before: Item, after: Item, places: Ranks | None = None) -> Change:
    """Return what changes of an object, in the words of before wherever the two mean the same."""
    kind, held = before.kind, without_position(before)
    old, target = to_props(held), to_props({**held, **_wire_changes(before, after)})
    change = _change(Operation.UPDATE, after, old, target, str(before.wire.get("id", "")))
    if places is None or kind.position is None:
        return change
    # One that moves may come to the same number, where the others move around it.
    return replace(change, fields=(*change.fields, Field(kind.position, *places)))


def _wire_changes(before: Item, after: Item) -> Wire:
    """Return the fields of after that mean something else than those of before, without the position."""
    kind = before.kind
    target, close = kind.content(after.wire), kind.keep_spelling(kind.content(before.wire), after.wire)
    held = kind.content(before.wire)
    found = {}
    for name in kind.differences(before.wire, after.wire):
        # Where two ways of writing differ and what they say does not, its own way of writing is the change.
        found[name] = (close if close.get(name) != held.get(name) else target).get(name, _EMPTY)
    return found


def new(item: Item) -> Change:
    """Return that there is an object that was not there."""
    return _change(Operation.CREATE, item, None, to_props(item.kind.content(item.wire)))


def present(item: Item) -> Change:
    """Return an object as it is."""
    content = to_props(item.kind.content(item.wire))
    return _change(Operation.PRESENT, item, None, content, str(item.wire.get("id", "")))


def deleted(item: Item) -> Change:
    """Return that there is no such object any more."""
    id_ = str(item.wire.get("id", ""))
    return _change(Operation.DELETE, item, to_props(item.kind.content(item.wire)), None, id_)


def without_position(item: Item) -> Wire:
    """Return the content of an object but for its position."""
    content = item.kind.content(item.wire)
    return {name: value for name, value in content.items() if name != item.kind.position}


def _change(
    operation: Operation, item: Item, before: Props | None, after: Props | None, id_: str = _EMPTY
) -> Change:
    return Change(
        operation=operation,
        kind=item.kind,
        urn=f"{item.kind.noun} {item.name}",
        resource_name=item.name,
        id=id_ or None,
        before=before,
        after=after,
        fields=differences(before or {}, after or {}),
    )


def by_operation(changes: Sequence[Change], operation: Operation) -> tuple[Change, ...]:
    """Return the changes of one sort."""
    return tuple(each for each in changes if each.operation is operation)
