"""Reads a side of a comparison: the declarations in a stack's state, or the objects in its account."""

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from pulumi_liveperson.cli.access import open_account
from pulumi_liveperson.cli.configuration import configuration_of
from pulumi_liveperson.cli.inventory.account import complete_objects, list_objects
from pulumi_liveperson.cli.inventory.state import managing
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.pulumi_cli.values import content
from pulumi_liveperson.pulumi_cli.values import masked as is_masked
from pulumi_liveperson.registry import object_kinds
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.comparison.side import LIVE, Side
from pulumi_liveperson.wire import to_wire

_NAME = re.compile(
    rf"({LIVE})?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+){{0,2}}"
)  # Pulumi allows no other names of stacks
_UNREADABLE_SKILLS = "skills are not compared"


class UnreadableSideError(Exception):
    """A side cannot be read; the message contains the side, the cause and the solution."""


def is_name(text: str) -> bool:
    """Return whether a text can be the name of a side."""
    return _NAME.fullmatch(text) is not None


def side(name: str) -> Side:
    """Read a side; raises a `UnreadableSideError`."""
    try:
        if not name.startswith(LIVE):
            declared = list(_declared(name))
            kinds = {kind for kind, _, _ in declared}
            return Side(
                name,
                None,
                tuple(item for _, _, item in declared),
                ids=tuple(id_ for _, id_, _ in declared),
                parts=frozenset(kind.owner for kind in kinds if kind.owner not in kinds),
            )
        configuration = configuration_of(name.removeprefix(LIVE))
        settings = configuration.settings()
        with closing(open_account(settings)) as account:
            listed = list_objects(account, object_kinds(), _UNREADABLE_SKILLS)
            found = complete_objects(account, listed.objects)
        return Side(
            name,
            settings.account_id,
            tuple(Item(each.kind, each.wire) for each in found),
            ids=tuple(each.id for each in found),
            unread=frozenset(object_kinds()) - listed.kinds,
        )
    except (LivePersonError, pulumi.PulumiError) as error:
        raise UnreadableSideError(f"{name}: {SECRETS.masked(str(error))}") from None


def _declared(stack: str) -> Iterator[tuple[Kind, str, Item]]:
    """Yield the kind of each resource, and the id and the declared content of its object."""
    for kind, resource in managing(stack):
        if resource.get("delete"):  # it was replaced, and is pending deletion
            continue
        declared = content(resource.get("inputs")) or content(resource.get("outputs"))
        hidden = sorted(name for name, value in declared.items() if is_masked(value))
        if hidden:
            raise UnreadableSideError(
                f"{stack}: {' and '.join(hidden)} of {resource['urn']} cannot be compared, because the value "
                "is a secret in the state. Declare it as a value that is not secret."
            )
        wire = to_wire({name: value for name, value in declared.items() if value is not None})
        yield kind, str(resource["id"]), Item(kind.owner, _of_owner(kind, wire))


def _of_owner(kind: Kind, wire: dict[str, Any]) -> dict[str, Any]:
    """Return the content of an object of which a resource manages only a part."""
    if kind.part_of is None:
        return wire
    managed = {name: value for name, value in wire.items() if name in kind.fields}
    return {kind.owner.key: wire.get(kind.key, ""), **managed}
