"""Creates a change from the previous and the new content of an object."""

from typing import Any

from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.pulumi_cli.values import Content, masked
from pulumi_liveperson.review.model import Change, Dependencies, Field, Operation


def change(
    operation: Operation,
    urn: Urn,
    id_: Any,
    before: Content | None,
    after: Content | None,
    *,
    touched: frozenset[str] = frozenset(),
    leftover: bool = False,
    dependencies: tuple[Dependencies, Dependencies] = ({}, {}),
) -> Change:
    """Return the change of a LivePerson object; the dependencies are those before and after it."""
    if urn.kind is None:
        raise ValueError(f"{urn.text} is not an object of LivePerson")
    return Change(
        operation=operation,
        kind=urn.kind,
        urn=urn.text,
        resource_name=urn.name,
        id=id_ if isinstance(id_, str) and id_ else None,
        before=before,
        after=after,
        fields=differences(before or {}, after or {}, touched),
        leftover=leftover,
        dependencies_before=dependencies[0],
        dependencies_after=dependencies[1],
    )


def differences(before: Content, after: Content, touched: frozenset[str] = frozenset()) -> tuple[Field, ...]:
    """Return the fields that differ; a masked field differs if Pulumi lists it as changed."""
    return tuple(
        Field(name, before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
        or (name in touched and (masked(before.get(name)) or masked(after.get(name))))
    )
