"""Creates changes for the report from two sides; values with the same meaning are equal."""

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
    """Return the changes from the first side to the second; equal objects have none."""
    places = moved(pairing.pairs)
    changed = [changed_pair(*pair, places.get(number)) for number, pair in enumerate(pairing.pairs)]
    return [
        *(deleted(each) for each in pairing.only_first),
        *(each for each in changed if each.fields),
        *(new(each) for each in pairing.only_second),
    ]


def changed_pair(before: Item, after: Item, places: Ranks | None = None) -> Change:
    """Return the change of an object; values with the same meaning keep the format of `before`."""
    kind, held = before.kind, without_position(before)
    old, target = to_props(held), to_props({**held, **_wire_changes(before, after)})
    change = _change(Operation.UPDATE, after, old, target, str(before.wire.get("id", "")))
    if places is None or kind.position is None:
        return change
    # An object can move and keep its number, if others move around it.
    return replace(change, fields=(*change.fields, Field(kind.position, *places)))


def _wire_changes(before: Item, after: Item) -> Wire:
    """Return the fields of `after` whose meaning differs from that in `before`, without the position."""
    kind = before.kind
    target, close = kind.content(after.wire), kind.keep_spelling(kind.content(before.wire), after.wire)
    held = kind.content(before.wire)
    found = {}
    for name in kind.differences(before.wire, after.wire):
        # If keeping the format of `before` leaves no difference, the format itself is the difference.
        found[name] = (close if close.get(name) != held.get(name) else target).get(name, _EMPTY)
    return found


def new(item: Item) -> Change:
    """Return the change for an object that did not exist."""
    return _change(Operation.CREATE, item, None, to_props(_content(item)))


def present(item: Item) -> Change:
    """Return an object without a change."""
    content = to_props(_content(item))
    return _change(Operation.PRESENT, item, None, content, str(item.wire.get("id", "")))


def deleted(item: Item) -> Change:
    """Return the change for an object that no longer exists."""
    id_ = str(item.wire.get("id", ""))
    return _change(Operation.DELETE, item, to_props(_content(item)), None, id_)


def _content(item: Item) -> Wire:
    """Return the content of an object; of one that others own in part, without LivePerson's defaults."""
    content = item.kind.content(item.wire)
    if not item.kind.is_partial:
        return content
    defaults = item.kind.defaults
    is_declared = "id" not in item.wire
    return {
        name: value
        for name, value in content.items()
        if value != defaults.get(name) or (is_declared and name in item.wire)
    }


def without_position(item: Item) -> Wire:
    """Return the content of an object without its position."""
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
    """Return the changes with one operation."""
    return tuple(each for each in changes if each.operation is operation)
