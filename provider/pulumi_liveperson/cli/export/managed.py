"""Adds the managed objects of a stack to its program, if the program is written again.

If a resource is in the state and the program does not declare it, the next update deletes it and its object.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pulumi_liveperson.cli.export.messages import described
from pulumi_liveperson.cli.export.objects import Exported, declared
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
    return {(each.kind, each.id): each for each in staying}


def managed_objects(live: Iterable[Live], managed: ById) -> tuple[Exported, ...]:
    """Return objects with the names and the spelling of the resources that manage them."""
    found = []
    for each in live:
        known = managed[each.kind, each.id]
        exported = Exported(each, known.resource_name, *declared(each, known.declared))
        if exported.mistakes:
            raise CannotDeclareError(
                f"The stack manages the {described(exported)}, which a program cannot declare: "
                f"{visible('; '.join(exported.mistakes))}. A program without it would delete it. Correct it "
                "in LivePerson, and run this command again."
            )
        found.append(exported)
    return in_order(found)
