"""`liveperson unmanaged`: what an account holds that no resource manages, and what it has lost."""

import argparse
from collections.abc import Iterator

from pulumi_liveperson.cli.inventory.look import look
from pulumi_liveperson.cli.say import complain, say
from pulumi_liveperson.cli.words import count
from pulumi_liveperson.escaping import as_json, visible
from pulumi_liveperson.review.accepted import FILE
from pulumi_liveperson.review.columns import columns
from pulumi_liveperson.review.inventory import Elsewhere, Inventory

NOTHING, COULD_NOT_LOOK, FOUND = 0, 1, 3


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "unmanaged",
        help="list what an account holds that no resource manages",
        description="List what the account of a stack holds that no resource of the stack manages, and what "
        "its state holds that the account has lost. What accepted.yaml lists and what another stack of this "
        "project manages is told apart. Nothing is written.",
        epilog="Exits with 0 if there is nothing to list, with 1 if it could not look, with 2 if asked "
        "wrongly, and with 3 if it has found something.",
    )
    parser.add_argument("--stack", help="the stack; the selected one if left out")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """List what was found, and return the exit code."""
    found = look(asked.stack)
    if asked.json:
        print(as_json(found.document(), indent=2))
    elif found.error is None:
        say("\n".join(_lines(found)))
    if found.error is not None:
        complain("unmanaged", found.error)
        return COULD_NOT_LOOK
    return FOUND if found.has_found_something else NOTHING


def _lines(found: Inventory) -> Iterator[str]:
    stack, account = visible(found.stack or ""), f"account {found.account}"
    if found.unmanaged:
        yield f"No resource of stack {stack} manages these objects of {account}:"
        yield from columns([(each.kind, each.id, visible(each.name)) for each in found.unmanaged])
        yield ""
    if found.lost:
        yield f"Stack {stack} manages these objects, which {account} does not hold any more:"
        named = [(each, f"{visible(each.name)} (resource {visible(each.resource)})") for each in found.lost]
        yield from columns([(each.kind, each.id, name) for each, name in named])
        yield ""
    yield from _apart(found, stack, account)
    if not found.has_found_something:
        every = "every other object" if found.accepted or found.elsewhere else "every object"
        yield f"Stack {stack} manages {every} of {account}, and has lost none."
        return
    yield f"{count(len(found.unmanaged), 'unmanaged object')}, {count(len(found.lost), 'lost object')}."
    if found.unmanaged:
        yield f"`liveperson export --stack {stack}` writes unmanaged objects as a program."
        yield f"List what is to stay unmanaged in {FILE}, each with the reason."
    if _shared(found, shared=True):
        yield "What one stack changes is a conflict for the other, and what one deletes is lost to both:"
        yield "`pulumi state delete <urn> --stack <stack>` lets one of them forget an object; then take its "
        yield "declaration out of that stack's program."
    if found.lost:
        yield "`pulumi refresh` forgets lost ones, and then `pulumi up` makes them again."


def _apart(found: Inventory, stack: str, account: str) -> Iterator[str]:
    """Yield what is no find, and yet to be known; and which objects two stacks share."""
    for title, objects in (
        (f"Another stack manages these objects of {account}, too:", _shared(found, shared=True)),
        (f"Another stack manages these objects of {account}:", _shared(found, shared=False)),
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
        yield f"{FILE} accepts what is not unmanaged any more; remove these entries of stack {stack}:"
        yield from (f"  {visible(each)}" for each in found.stale)
        yield ""


def _shared(found: Inventory, *, shared: bool) -> list[Elsewhere]:
    return [each for each in found.elsewhere if each.shared is shared]
