"""The one comparison of values, for reads, conflicts and writes.

A shape describes a value: a `Value` for a plain value, a mapping for an object, and a list with one item for
a list of objects in any order. Other fields that LivePerson adds are ignored.

LivePerson may have escaped a text for HTML when it stored it. So the sent text `A & B` equals the stored
text `A &amp; B`. A sent `A &amp; B` does not equal a stored `A & B`: there, a person has corrected the text.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from pulumi_liveperson.client.equivalence.values import TEXT, Value, unescaped

Shape = Value | Mapping[str, Any] | list[Any]
Change = Callable[[Value, Any, dict[str, Any]], Any]


def canonical(value: Any, shape: Shape) -> Any:
    """Return the fields of a value that the shape contains, in the format that LivePerson documents."""
    return _changed(value, shape, lambda leaf, each, parent: leaf.canonical(each, parent))


def equivalent(sent: Any, held: Any, shape: Shape, *, escaped: bool = True) -> bool:
    """Return whether two canonical values have the same meaning; `escaped`: stored text may be escaped."""
    if sent == held:
        return True
    if isinstance(shape, Value):
        readings = [held, unescaped(held)] if escaped and shape is TEXT else [held]
        return any(shape.comparison_key(sent) == shape.comparison_key(each) for each in readings)
    if isinstance(shape, list):
        both_are_lists = isinstance(sent, list) and isinstance(held, list) and len(sent) == len(held)
        return both_are_lists and len(_matches(sent, held, shape[0], escaped=escaped)) == len(sent)
    both_are_objects = isinstance(sent, dict) and isinstance(held, dict)
    return both_are_objects and all(
        equivalent(sent.get(name), held.get(name), inner, escaped=escaped) for name, inner in shape.items()
    )


def keep_spelling(before: Any, held: Any, shape: Shape) -> Any:
    """Return the stored value, in the format and order of `before` wherever the meaning is the same."""
    if before == held:
        return before
    if isinstance(shape, list) and isinstance(before, list) and isinstance(held, list):
        return _items_as_spelt(before, held, shape)
    if isinstance(shape, Mapping) and isinstance(before, dict) and isinstance(held, dict):
        return _fields_as_spelt(before, held, shape)
    return held


def merge_unknown(live: Any, desired: Any, shape: Shape) -> Any:
    """Return the desired value; each item gets the unknown fields of the live item with the same meaning."""
    if not (isinstance(shape, list) and isinstance(live, list) and isinstance(desired, list)):
        return desired
    found = _matches(canonical(desired, shape), canonical(live, shape), shape[0])
    return [
        _merged(live[found[place]], each) if place in found else each for place, each in enumerate(desired)
    ]


def _changed(value: Any, shape: Shape, change: Change, parent: Any = None) -> Any:
    """Return the fields of a value that the shape contains, with each plain value changed."""
    if isinstance(shape, Value):
        return change(shape, value, parent)
    if isinstance(shape, list):
        items = [] if value is None else value
        return [_changed(each, shape[0], change) for each in items] if isinstance(items, list) else items
    if not isinstance(value, dict):
        return value
    fields = {name: _changed(value.get(name), inner, change, value) for name, inner in shape.items()}
    return {name: inner for name, inner in fields.items() if inner is not None}


def _unescaped(value: Any, shape: Shape) -> Any:
    return _changed(value, shape, lambda leaf, each, _: unescaped(each) if leaf is TEXT else each)


def _comparable(value: Any, shape: Shape) -> Any:
    """Return a value that is equal for values with the same meaning, and can be sorted as JSON."""
    if isinstance(shape, Value):
        return shape.comparison_key(value)
    if isinstance(shape, Mapping) and isinstance(value, dict):
        return {name: _comparable(value.get(name), inner) for name, inner in shape.items()}
    return value


def _keys(items: list[Any], shape: Shape) -> list[str]:
    return [json.dumps(_comparable(each, shape), sort_keys=True) for each in items]


def _matches(sent: list[Any], held: list[Any], shape: Shape, *, escaped: bool = True) -> dict[int, int]:
    """Return, by the index of a sent item, the index of the stored item with the same meaning, each once."""
    sent_keys = _keys(sent, shape)
    readings = [_keys(held, shape)]
    plain = [_unescaped(each, shape) for each in held] if escaped else held
    if plain != held:
        keys = _keys(plain, shape)
        # A server that escapes one text escapes all texts.
        readings = [keys] if sorted(keys) == sorted(sent_keys) else [*readings, keys]
    found: dict[int, int] = {}
    for keys in readings:
        taken = set(found.values())
        free = defaultdict(list)
        for place in reversed(range(len(held))):
            if place not in taken:
                free[keys[place]].append(place)
        for place, key in enumerate(sent_keys):
            if place not in found and free[key]:
                found[place] = free[key].pop()
    return found


def _items_as_spelt(before: list[Any], held: list[Any], shape: list[Any]) -> list[Any]:
    """Return the stored items: equal and changed ones in the order of `before`, then the new ones."""
    (item,) = shape
    known = canonical(before, shape)
    found = _matches(known, held, item)
    taken = set(found.values())
    gone = [place for place in range(len(before)) if place not in found]
    rest = [place for place in range(len(held)) if place not in taken]
    found |= _similar({place: known[place] for place in gone}, {place: held[place] for place in rest}, item)
    taken = set(found.values())
    old = [keep_spelling(before[place], held[found[place]], item) for place in sorted(found)]
    return old + [held[place] for place in rest if place not in taken]


def _similar(ours: dict[int, Any], theirs: dict[int, Any], shape: Shape) -> dict[int, int]:
    """Pair items by their indexes, the most similar items first."""
    mine, others = (
        {place: _leaves(_comparable(each, shape)) for place, each in items.items()}
        for items in (ours, theirs)
    )
    likeness = sorted(
        (-sum(map(str.__eq__, one, other)), place, number)
        for place, one in mine.items()
        for number, other in others.items()
    )
    pairs: dict[int, int] = {}
    taken = set()
    for _, place, number in likeness:
        if place not in pairs and number not in taken:
            pairs[place] = number
            taken.add(number)
    return pairs


def _leaves(meant: Any) -> list[str]:
    if isinstance(meant, dict):
        return [leaf for inner in meant.values() for leaf in _leaves(inner)]
    return [json.dumps(meant)]


def _fields_as_spelt(before: dict[str, Any], held: dict[str, Any], shape: Mapping[str, Any]) -> Any:
    known = canonical(before, shape)
    fields = {}
    for name, inner in shape.items():
        is_known = before.get(name) is not None
        if is_known and name in held and not isinstance(inner, Value):
            fields[name] = keep_spelling(before[name], held[name], inner)
        elif is_known and equivalent(known.get(name), held.get(name), inner):
            fields[name] = before[name]
        elif name in held:
            fields[name] = held[name]
    return fields


def _merged(live: Any, desired: Any) -> Any:
    if not (isinstance(live, dict) and isinstance(desired, dict)):
        return desired
    return {**live, **{name: _merged(live.get(name), value) for name, value in desired.items()}}
