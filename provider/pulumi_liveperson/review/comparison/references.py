"""Prepares two sides for a comparison: references to other objects by name, and only managed fields.

Ids differ from account to account, so a reference is compared by the name of its target. A side that is a
state knows the names of its own resources; a reference to another object stays an id.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pulumi_liveperson import registry
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.comparison.pairs import Pairing, paired
from pulumi_liveperson.review.comparison.side import Side

Key = tuple[str, str]
"""The type name of a kind, and an id."""
Names = Mapping[Key, str]


def comparable(first: Side, second: Side) -> Pairing[Item, Item]:
    """Return the pairs of two sides that are to be compared, and the items of only one side."""
    first, second = _named_by_other(first, second), _named_by_other(second, first)
    unread = first.unread | second.unread
    left, right = (
        [item for item in side.items if item.kind not in unread and _counts(item, other, names)]
        for side, other in ((first, second), (second, first))
        for names in [_names_by_kind(other)]
    )
    pairing = paired(left, right)
    names = _names(first), _names(second)
    if first.stack == second.stack:  # both are of one account, so both have the same ids
        names = {**names[1], **names[0]}, {**names[0], **names[1]}
    same = {
        (one.kind.type_name, name): other.exact_name
        for one, other in pairing.pairs
        if (name := one.exact_name) != other.exact_name
    }
    return Pairing(
        tuple(
            _of_common_fields(_with_names(one, names[0], same), _with_names(other, names[1], {}))
            for one, other in pairing.pairs
        ),
        tuple(_with_names(each, names[0], {}) for each in pairing.only_first),
        tuple(_with_names(each, names[1], {}) for each in pairing.only_second),
    )


def _named_by_other(side: Side, other: Side) -> Side:
    """Return a side in which an object that is declared by its id has a name."""
    names = _names(other) if side.stack == other.stack else {}
    items = []
    for id_, item in zip(side.ids, side.items, strict=False):
        if item.exact_name:
            items.append(item)
        else:
            name = names.get((item.kind.type_name, id_), id_)
            items.append(Item(item.kind, {**item.wire, item.kind.key: name}))
    return replace(side, items=(*items, *side.items[len(side.ids) :]))


def _names_by_kind(side: Side) -> Mapping[Kind, set[str]]:
    names: defaultdict[Kind, set[str]] = defaultdict(set)
    for each in side.items:
        names[each.kind].add(each.exact_name)
    return names


def _counts(item: Item, other: Side, names_by_kind: Mapping[Kind, set[str]]) -> bool:
    """Return whether an item is compared with the other side.

    An account has many skills that no stack manages. So a stack without skills is not compared with them, and
    a stack that manages only hours is compared only with the skills that have hours of their own.
    """
    if not item.kind.is_partial or other.account is not None or "id" not in item.wire:
        return True
    names = names_by_kind.get(item.kind, set())
    if item.exact_name in names or item.kind not in other.parts:
        return bool(names)
    return any(item.wire.get(name) not in {None, ""} for part in _parts(item.kind) for name in part.fields)


def _parts(kind: Kind) -> list[Kind]:
    return [each for each in registry.kinds() if each.part_of is kind]


def _names(side: Side) -> Names:
    return {
        (item.kind.type_name, id_): item.exact_name
        for id_, item in zip(side.ids, side.items, strict=False)
        if item.exact_name
    }


def _with_names(item: Item, names: Names, same: Names) -> Item:
    """Return an item in which references are names; `same`: the spelling of the other side."""
    changed = dict(_references(item, names, same))
    return Item(item.kind, {**item.wire, **changed}) if changed else item


def _references(item: Item, names: Names, same: Names) -> Iterator[tuple[str, Any]]:
    for field, type_name in item.kind.references.items():

        def named(value: Any, type_name: str = type_name) -> Any:
            id_ = str(value)
            name = names.get((type_name, id_), id_)
            return same.get((type_name, name), name)

        value = item.wire.get(field)
        if isinstance(value, list):
            yield field, [named(each) for each in value]
        elif value not in {None, ""}:
            yield field, named(value)


def _of_common_fields(one: Item, other: Item) -> tuple[Item, Item]:
    """Return a pair without the fields that one side does not manage; a live object has all fields."""
    if not one.kind.is_partial:
        return one, other
    managed = [each.wire.keys() for each in (one, other) if "id" not in each.wire]
    common = {name for name in one.kind.fields if all(name in each for each in managed)}
    return _only(one, common), _only(other, common)


def _only(item: Item, fields: set[str]) -> Item:
    return Item(
        item.kind, {name: value for name, value in item.wire.items() if name in fields or name == "id"}
    )
