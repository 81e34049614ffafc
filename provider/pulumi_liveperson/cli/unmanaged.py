"""`liveperson unmanaged`: lists the objects of an account that no resource manages, and lost objects."""

import argparse
from collections.abc import Iterator

from pulumi_liveperson.cli.inventory.reading import read_inventory
from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.cli.output import print_error, print_text
from pulumi_liveperson.client.kinds.skill import SKILL_HOURS
from pulumi_liveperson.escaping import as_json, visible
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.review.accepted import FILE
from pulumi_liveperson.review.columns import columns
from pulumi_liveperson.review.inventory import Elsewhere, Inventory

NOTHING_FOUND, READ_FAILED, FOUND = 0, 1, 3


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "unmanaged",
        help="list the objects of an account that no resource manages",
        description="List the objects of a stack's account that no resource of the stack manages, and the "
        "objects in its state that the account no longer contains. Objects that accepted.yaml accepts or "
        "another stack of this project manages are listed separately. Nothing is written.",
        epilog="exit codes: 0 nothing found, 1 could not read, 2 usage error, 3 found unmanaged, lost or "
        "shared objects",
    )
    parser.add_argument("--stack", help="the stack; default: the selected stack")
    parser.add_argument(
        "--skills",
        action="store_true",
        help="list unmanaged skills too; without this option, only if the stack manages a skill",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List the objects, and return the exit code."""
    found = read_inventory(options.stack, skills=options.skills)
    if options.json:
        print(as_json(found.document(), indent=2))
    elif found.error is None:
        print_text("\n".join(_lines(found)))
    if found.error is not None:
        print_error("unmanaged", found.error)
        return READ_FAILED
    return FOUND if found.has_found_something else NOTHING_FOUND


def _lines(found: Inventory) -> Iterator[str]:
    stack, account = visible(found.stack or ""), f"account {found.account}"
    if found.unmanaged:
        yield f"No resource of stack {stack} manages these objects of {account}:"
        yield from columns([(each.kind, each.id, visible(each.name)) for each in found.unmanaged])
        yield ""
    if found.lost:
        yield f"Stack {stack} manages these objects, which {account} no longer contains:"
        named = [(each, f"{visible(each.name)} (resource {visible(each.resource)})") for each in found.lost]
        yield from columns([(each.kind, each.id, name) for each, name in named])
        yield ""
    yield from _not_counted(found, stack, account)
    if not found.has_found_something:
        every = "every other object" if found.accepted or found.elsewhere else "every object"
        but_skills = "" if found.counts_skills else " except skills"
        yield f"Stack {stack} manages {every} of {account}{but_skills}, and no managed object is lost."
        if not found.counts_skills:
            yield f"`liveperson unmanaged --stack {stack} --skills` counts skills too."
        return
    yield f"{count(len(found.unmanaged), 'unmanaged object')}, {count(len(found.lost), 'lost object')}."
    if found.unmanaged:
        yield f"`liveperson export --stack {stack}` writes unmanaged objects as a program."
        yield f"To keep an object unmanaged, list it in {FILE} with a reason."
    if _elsewhere(found, shared=True):
        yield "If one stack changes a shared object, this is a conflict for the other; a delete affects both."
        yield "To remove it from one stack, run `pulumi state delete <urn> --stack <stack>`,"
        yield "and remove its declaration from the program of that stack."
    if found.lost:
        yield "`pulumi refresh` removes lost objects from the state. Then `pulumi up` creates them again."
        if any(Urn.of(each.urn).kind is SKILL_HOURS for each in found.lost):
            yield "It does not create the skill of a SkillHours: remove that resource from the program."


def _not_counted(found: Inventory, stack: str, account: str) -> Iterator[str]:
    """Yield the objects that two stacks manage, and objects that are listed but do not count as unmanaged."""
    for title, objects in (
        (
            f"This stack and another stack both manage these objects of {account}:",
            _elsewhere(found, shared=True),
        ),
        (f"Another stack manages these objects of {account}:", _elsewhere(found, shared=False)),
    ):
        if objects:
            yield title
            yield from columns([(each.kind, each.id, visible(each.name), each.stack) for each in objects])
            yield ""
    if found.accepted:
        yield f"These unmanaged objects of {account} are accepted in {FILE}:"
        yield from columns(
            [(each.kind, each.id, visible(each.name), visible(each.reason)) for each in found.accepted]
        )
        yield ""
    if found.stale:
        yield f"Remove these entries from {FILE}; they match no unmanaged object of stack {stack}:"
        yield from (f"  {visible(each)}" for each in found.stale)
        yield ""


def _elsewhere(found: Inventory, *, shared: bool) -> list[Elsewhere]:
    return [each for each in found.elsewhere if each.shared is shared]
