"""Adds the managed objects of a stack to its program, if the program is written again.

If a resource is in the state and the program does not declare it, the next update deletes it and its object.
"""

from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from pulumi_liveperson.cli.export.messages import described
from pulumi_liveperson.cli.export.objects import Exported, exported
from pulumi_liveperson.cli.export.plan import in_order
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.cli.inventory.state import Managed
from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.escaping import visible

ById = Mapping[tuple[Kind, str], Managed]


class CannotDeclareError(Exception):
    """A new program cannot declare all managed objects; the message contains the cause and the solution."""


def to_declare(known: Iterable[Managed], program: Path) -> ById:
    """Return the managed objects that a program which is missing in this folder has declared."""
    staying = [each for each in known if not each.is_replaced]
    if inside := [visible(each.resource_name) for each in staying if each.in_component]:
        raise CannotDeclareError(
            f"The stack manages {count(len(inside), 'resource')} inside components ({', '.join(inside)}), "
            f"and {program}, which declares them, is missing: restore this file first."
        )
    return {each.key: each for each in staying}


def require_read(managed: ById, kinds: Container[Kind]) -> None:
    """Raise an error if the credentials may not read objects that a new program must declare."""
    unread = [each for (kind, _), each in managed.items() if kind not in kinds]
    if unread:
        names = ", ".join(sorted(visible(each.resource_name) for each in unread))
        raise CannotDeclareError(
            f"The stack manages {count(len(unread), unread[0].kind.noun)} ({names}), which these credentials "
            "may not read. A program without them would delete them: use credentials that may read them, or "
            "restore the file of the program."
        )


def managed_objects(live: Iterable[Live], managed: ById) -> tuple[Exported, ...]:
    """Return objects with the names and the spelling of the resources that manage them."""
    found = []
    for each in live:
        known = managed[each.key]
        declaration = exported(each, known.kind, known.resource_name, known.declared)
        if declaration.mistakes:
            raise CannotDeclareError(
                f"The stack manages the {described(declaration)}, which a program cannot declare: "
                f"{visible('; '.join(declaration.mistakes))}. A program without it would delete it. Correct "
                "it in LivePerson, and run this command again."
            )
        found.append(declaration)
    return in_order(found)
