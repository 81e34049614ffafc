"""References between the objects of a restore: an object that is created again gets a new id.

So hours are restored before the skills that refer to them, and these get the new ids.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pulumi_liveperson.cli.backup.snapshot_file import CollectionContent
from pulumi_liveperson.cli.backup.step import Step
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.lines import Line, enumerated, named
from pulumi_liveperson.wire import prop

Ids = dict[tuple[str, str], str]
"""The id of each object in the account, by the name of its type and its id in the snapshot."""
_EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass
class References:
    """What a plan knows about the objects to which others refer."""

    snapshot: Mapping[Kind, CollectionContent]
    live: Mapping[Kind, CollectionContent]
    same_account: bool
    ids: Ids = field(default_factory=dict)
    created: set[tuple[str, str]] = field(default_factory=set)
    """The objects that the restore creates again, by the names of their types and their ids."""

    def __post_init__(self) -> None:
        self._names_then = {kind.type_name: _names(kind, content) for kind, content in self.snapshot.items()}
        self._names_now = {kind.type_name: _names(kind, content) for kind, content in self.live.items()}

    def record(self, kind: Kind, pairs: Iterable[tuple[Item, Item]], missing: Iterable[Item]) -> None:
        """Record the objects of a kind that are in the account, and those that will be created again."""
        self.ids |= {(kind.type_name, _id(then)): _id(now) for then, now in pairs}
        self.created |= {(kind.type_name, _id(each)) for each in missing}

    def translated(self, then: Item, now: Item | None) -> "Translated":
        """Return an object of the snapshot with the ids of this account.

        A field that cannot be translated, or not before other objects are created, keeps its current value.
        """
        wire, pending, unresolved = dict(then.wire), {}, []
        for name, type_name in then.kind.references.items():
            value = then.wire.get(name)
            if value in _EMPTY:
                continue
            keys = [(type_name, str(each)) for each in _items(value)]
            found = {key: self._current(key) for key in keys}
            self.ids |= {key: id_ for key, id_ in found.items() if id_ is not None}
            lost = [key for key in keys if found[key] is None and key not in self.created]
            unresolved += [(name, self._name_then(key)) for key in lost]
            if any(key in self.created for key in keys):
                kept = [each for each, key in zip(_items(value), keys, strict=True) if key not in lost]
                pending[name] = kept if isinstance(value, list) else value
                _set(wire, name, now)
            elif any(found.values()):
                ids = [found[key] for key in keys if found[key] is not None]
                wire[name] = ids if isinstance(value, list) else ids[0]
            else:
                _set(wire, name, now)
        return Translated(Item(then.kind, wire), pending, tuple(unresolved))

    def reassigned(self, then: Item, now: Item) -> "Translated":
        """Return an object as it is now, but assigned to objects that are created again.

        A field counts only if it is empty now, or if it still has the ids of the snapshot.
        """
        pending = {
            name: value
            for name, value in self.translated(then, now).pending.items()
            if now.wire.get(name) in _EMPTY or _texts(now.wire.get(name)) == _texts(then.wire[name])
        }
        return Translated(Item(now.kind, {**now.wire, "id": then.wire["id"]}), pending, ())

    def named_now(self, item: Item) -> Item:
        """Return an object of the account with the names of its targets, for display."""
        return _named(item, lambda key: self._names_now.get(key[0], {}).get(key[1], key[1]))

    def named_then(self, translated: "Translated") -> Item:
        """Return an object of the snapshot with the names of its targets, for display."""
        shown = self.named_now(translated.item)
        pending = Item(shown.kind, {**shown.wire, **translated.pending})
        names = {name: _named(pending, self._name_then).wire[name] for name in translated.pending}
        return Item(shown.kind, {**shown.wire, **names})

    def _current(self, key: tuple[str, str]) -> str | None:
        """Return the id of an object in the account; None if the account does not have it."""
        type_name, id_ = key
        if key in self.ids:
            return self.ids[key]
        is_known = type_name not in self._names_now or id_ in self._names_now[type_name]
        return id_ if self.same_account and is_known else None

    def _name_then(self, key: tuple[str, str]) -> str:
        return self._names_then.get(key[0], {}).get(key[1], key[1])


@dataclass(frozen=True)
class Translated:
    """An object of the snapshot with the ids of this account."""

    item: Item
    pending: Mapping[str, Any]
    """The fields that refer to objects which are created again, as in the snapshot."""
    unresolved: tuple[tuple[str, str], ...]
    """The fields with targets that the account does not have, with the names of these targets."""


def resolved(step: Step, ids: Ids, fields: Iterable[str]) -> Step:
    """Return a step in which some pending fields have the ids of objects that were created."""
    wire = dict(step.item.wire)
    for name in fields:
        type_name = step.kind.references[name]
        values = [
            ids[type_name, str(each)] for each in _items(step.pending[name]) if (type_name, str(each)) in ids
        ]
        if values:
            wire[name] = values if isinstance(step.pending[name], list) else values[0]
    return replace(step, item=Item(step.kind, wire))


def own_fields(step: Step) -> list[str]:
    """Return the pending fields that refer to objects of the same kind, which are created with it."""
    return [name for name in step.pending if step.kind.references[name] == step.kind.type_name]


def other_fields(step: Step) -> list[str]:
    """Return the pending fields that refer to objects of other kinds, which are created before it."""
    return [name for name in step.pending if step.kind.references[name] != step.kind.type_name]


def missing_targets(step: Step, ids: Ids) -> Line:
    """Return the problem if objects to which a step refers were not created; empty if there is none."""
    fields = [
        name
        for name, value in step.pending.items()
        if any((step.kind.references[name], str(each)) not in ids for each in _items(value))
    ]
    if not fields:
        return ()
    names = enumerated([named(prop(each)) for each in fields])
    return ("these fields refer to objects that could not be created: ", *names)


def second_step(step: Step, content: Wire, id_: str, ids: Ids) -> Step:
    """Return the step that follows a step which restored an object, for references to its own kind."""
    live = Item(step.kind, {**content, "id": id_})
    later = replace(step, live=live, item=Item(step.kind, {**content, "id": step.item.wire["id"]}))
    return resolved(later, ids, own_fields(step))


def _set(wire: Wire, name: str, now: Item | None) -> None:
    """Give a field its current value; a new object has none."""
    wire.pop(name)
    if now is not None and name in now.wire:
        wire[name] = now.wire[name]


def _named(item: Item, name_of: Any) -> Item:
    wire = dict(item.wire)
    for field_name, type_name in item.kind.references.items():
        value = wire.get(field_name)
        if value not in _EMPTY:
            names = [name_of((type_name, str(each))) for each in _items(value)]
            wire[field_name] = names if isinstance(value, list) else names[0]
    return Item(item.kind, wire)


def _names(kind: Kind, content: CollectionContent) -> dict[str, str]:
    return {str(each["id"]): Item(kind, each).name for each in content.objects}


def _items(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> list[str]:
    return [str(each) for each in _items(value)]


def _id(item: Item) -> str:
    return str(item.wire["id"])
