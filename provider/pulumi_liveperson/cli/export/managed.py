"""What a stack manages already, which its program has to declare where that is written anew.

The next update deletes what the state holds and the program does not declare, and with it the object.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pulumi_liveperson.cli.export.messages import called
from pulumi_liveperson.cli.export.objects import Exported, declared
from pulumi_liveperson.cli.export.plan import in_order
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.cli.inventory.state import Managed
from pulumi_liveperson.cli.words import count
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.escaping import visible

ById = Mapping[tuple[Kind, str], Managed]


class CannotDeclareError(Exception):
    """A new program cannot declare all that the stack manages; the message says what, and what to do."""


def to_declare(known: Iterable[Managed], program: Path) -> ById:
    """Return what a program that is not here has declared."""
    staying = [each for each in known if not each.is_going]
    if inside := [visible(each.resource_name) for each in staying if each.is_inside]:
        raise CannotDeclareError(
            f"The stack manages {count(len(inside), 'resource')} inside of components ({', '.join(inside)}), "
            f"and {program}, which declares them, is not here: bring it back first."
        )
    return {(each.kind, each.id): each for each in staying}


def kept(live: Iterable[Live], managed: ById) -> tuple[Exported, ...]:
    """Return objects under the names, and in the words, of the resources that manage them."""
    found = []
    for each in live:
        known = managed[each.kind, each.id]
        exported = Exported(each, known.resource_name, *declared(each, known.declared))
        if exported.mistakes:
            raise CannotDeclareError(
                f"The stack manages the {called(exported)}, which no program can declare as it is: "
                f"{visible('; '.join(exported.mistakes))}. A program without it would delete it: mend it in "
                "LivePerson, and run this again."
            )
        found.append(exported)
    return in_order(found)
