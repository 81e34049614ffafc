"""Finds objects that stay in LivePerson although one of their entries is removed from the state.

In two cases the provider does not change the object:

- Another resource that stays manages the same object, by its id. An update that ended early can leave such a
  second entry.
- A resource with another name is created with the same content. Pulumi creates before it deletes, and the
  provider takes over an object that equals the declared one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.pulumi_cli.preview import Step
from pulumi_liveperson.pulumi_cli.values import Content, masked
from pulumi_liveperson.review.model import Change, Operation, object_name

_NOT_OF_THE_OBJECT = {"on_conflict", "unchecked"}
_Key = tuple[Kind, str]
_ObjectKey = tuple[Kind, str | None, str]
"""An object: its kind, also for a part of it, the provider for its account, and its id."""


def staying(changes: Iterable[Change], steps: Iterable[Step]) -> list[Change]:
    """Return the changes, with other operations for those that leave their object unchanged."""
    all_steps = list(steps)
    providers = {step.urn.text: step.provider for step in all_steps if step.urn.kind}
    return _renames(list(_released(changes, providers, _holders(all_steps))), providers)


def _holders(steps: Iterable[Step]) -> dict[_ObjectKey, str]:
    """Return the names of the resources that stay, by their object."""
    all_steps = list(steps)
    going = {each.urn.text for each in all_steps if each.operation in {"delete", "replace"}}
    return {
        (step.urn.kind.owner, step.provider, step.id): step.urn.name
        for step in all_steps
        if step.urn.kind and step.id and not step.is_replaced and step.urn.text not in going
    }


def _released(
    changes: Iterable[Change], providers: Mapping[str, str | None], holders: Mapping[_ObjectKey, str]
) -> Iterator[Change]:
    """Yield the changes; a delete of an object that another resource holds becomes a release."""
    deleted: set[_ObjectKey] = set()
    for each in changes:
        if each.operation is not Operation.DELETE or each.id is None:
            yield each
            continue
        key = each.kind.owner, providers.get(each.urn), each.id
        if key in holders:
            yield replace(
                each,
                operation=Operation.RELEASE,
                resource_name=holders[key],
                former=each.resource_name,
                after=each.before,
                fields=(),
            )
        elif key not in deleted:  # two deletes with the same id are one
            deleted.add(key)
            yield each


def _renames(found: list[Change], providers: Mapping[str, str | None]) -> list[Change]:
    """Return the changes; a delete and a create of the same object become one rename.

    The providers are those of the resources by their URNs. Another provider means another account.
    """
    removed, created = (
        _by_name(found, {Operation.DELETE, Operation.RETAIN}),
        _by_name(found, {Operation.CREATE}),
    )
    pairs = [(removed[key], created[key]) for key in removed.keys() & created.keys()]
    equal = [
        (old, new)
        for old, new in pairs
        if _are_equal(old, new) and providers.get(old.urn) == providers.get(new.urn)
    ]
    renamed = {id(new): _renamed(old, new) for old, new in equal}
    replaced = {id(old) for old, _ in equal}
    return [renamed.get(id(each), each) for each in found if id(each) not in replaced]


def _by_name(changes: list[Change], operations: set[Operation]) -> dict[_Key, Change]:
    """Return changes by the name of their object, without names that are not unique."""
    named: dict[_Key, list[Change]] = {}
    for each in changes:
        name = object_name(each.kind, _of_the_object(each))
        if each.operation in operations and name is not None:
            named.setdefault((each.kind, name), []).append(each)
    return {key: found[0] for key, found in named.items() if len(found) == 1}


def _are_equal(old: Change, new: Change) -> bool:
    before, after = _of_the_object(old), _of_the_object(new)
    if new.kind.part_of is not None:  # hours that the program no longer contains stay as they are
        before = {name: value for name, value in before.items() if name in after}
    return before == after and not masked(before)


def _of_the_object(change: Change) -> dict[str, object]:
    content: Content = change.after or change.before or {}
    return {name: value for name, value in content.items() if name not in _NOT_OF_THE_OBJECT}


def _renamed(old: Change, new: Change) -> Change:
    return replace(
        new, operation=Operation.RENAME, id=old.id, before=old.before, fields=(), former=old.resource_name
    )
