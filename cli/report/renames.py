"""Finds objects that only have another resource in the program: deleted there, and created as they were.

Pulumi creates before it deletes, and the provider takes over an object that is already as it is declared. The
delete then lets go of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cli.report.content import masked
from cli.report.model import Change, Content, Kind, Operation

_NOT_OF_THE_OBJECT = "on_conflict"
_Key = tuple[Kind, str]


def renames(changes: Iterable[Change], providers: Mapping[str, str | None]) -> list[Change]:
    """Return the changes, with one in place of two where an object has another resource and stays.

    Another provider, among those of the resources by their URNs, is another account.
    """
    found = list(changes)
    gone, come = _by_name(found, {Operation.DELETE, Operation.RETAIN}), _by_name(found, {Operation.CREATE})
    pairs = [(gone[key], come[key]) for key in gone.keys() & come.keys()]
    equal = [
        (old, new)
        for old, new in pairs
        if _are_equal(old, new) and providers.get(old.urn) == providers.get(new.urn)
    ]
    renamed = {id(new): _renamed(old, new) for old, new in equal}
    let_go = {id(old) for old, _ in equal}
    return [renamed.get(id(each), each) for each in found if id(each) not in let_go]


def _by_name(changes: list[Change], operations: set[Operation]) -> dict[_Key, Change]:
    """Return changes by the name of their object, which is unique in an account unless something is wrong."""
    named: dict[_Key, list[Change]] = {}
    for each in changes:
        name = _of_the_object(each).get(each.kind.key)
        if each.operation in operations and isinstance(name, str):
            named.setdefault((each.kind, name), []).append(each)
    return {key: found[0] for key, found in named.items() if len(found) == 1}


def _are_equal(old: Change, new: Change) -> bool:
    before, after = _of_the_object(old), _of_the_object(new)
    return before == after and not masked(before)


def _of_the_object(change: Change) -> dict[str, object]:
    content: Content = change.after or change.before or {}
    return {name: value for name, value in content.items() if name != _NOT_OF_THE_OBJECT}


def _renamed(old: Change, new: Change) -> Change:
    return replace(
        new, operation=Operation.RENAME, id=old.id, before=old.before, fields=(), former=old.resource_name
    )
