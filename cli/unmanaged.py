"""`python -m cli unmanaged`: what an account holds that no resource manages, and what it has lost."""

import argparse
import json
import sys
from collections.abc import Iterator

from cli.live.found import Look
from cli.live.look import look
from cli.report.escaping import visible
from cli.table import columns
from cli.words import count

NOTHING, COULD_NOT_LOOK, FOUND = 0, 1, 3


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "unmanaged",
        help="list what an account holds that no resource manages",
        description="List what the account of a stack holds that no resource of the stack manages, and what "
        "its state holds that the account has lost. Nothing is written.",
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
        print(json.dumps(found.document(), indent=2))
    elif found.trouble is None:
        print("\n".join(_lines(found)))
    if found.trouble is not None:
        print(f"unmanaged: {visible(found.trouble)}", file=sys.stderr)
        return COULD_NOT_LOOK
    return FOUND if found.unmanaged or found.lost else NOTHING


def _lines(found: Look) -> Iterator[str]:
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
    if not (found.unmanaged or found.lost):
        yield f"Stack {stack} manages every object of {account}, and has lost none."
        return
    yield f"{count(len(found.unmanaged), 'unmanaged object')}, {count(len(found.lost), 'lost object')}."
    if found.unmanaged:
        yield "`python -m cli export` writes unmanaged objects as a program."
    if found.lost:
        yield "`pulumi refresh` forgets lost ones, and then `pulumi up` makes them again."
