"""`liveperson snapshot`: writes the content of an account to a file, for `liveperson restore`."""

import argparse
import re
import sys
from contextlib import closing
from pathlib import Path

from pulumi_liveperson.cli.access import open_account
from pulumi_liveperson.cli.backup.snapshot_file import Snapshot, to_text
from pulumi_liveperson.cli.backup.taking import take_snapshot
from pulumi_liveperson.cli.configuration import configuration_of
from pulumi_liveperson.cli.file import write_file
from pulumi_liveperson.cli.inventory.account import print_unreadable_skills
from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.cli.output import print_error
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.registry import object_kinds
from pulumi_liveperson.review.dates import enumeration

_WRITTEN, _READ_FAILED, _USAGE_ERROR = range(3)
_STDOUT = "-"
_UNREADABLE_SKILLS = "the snapshot contains no skills, and does not show which skills use its objects"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    managed = enumeration([f"{kind.noun}s" for kind in object_kinds()])
    parser = commands.add_parser(
        "snapshot",
        help="write the content of an account to a file",
        description=f"Write all {managed} of a stack's account to a file, managed or not, and which skills "
        "use them. `liveperson restore` restores the account from this file. Nothing is written to "
        "LivePerson.",
        epilog="exit codes: 0 the file was written, 1 could not read the account, 2 usage error",
    )
    parser.add_argument("--stack", help="the stack; default: the selected stack")
    parser.add_argument(
        "--output",
        metavar="FILE",
        help="the file, or - for standard output; default: a name with the account and the time",
    )
    parser.add_argument("--replace", action="store_true", help="replace an existing file")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Take a snapshot, and return the exit code."""
    output = None if options.output in {None, _STDOUT} else Path(options.output)
    if output is not None and output.exists() and not options.replace:
        return _error(_exists(output))
    try:
        stack = options.stack or pulumi.selected_stack()
        configuration = configuration_of(stack)
        with closing(open_account(configuration.settings())) as account:
            snapshot = take_snapshot(account, stack)
    except (LivePersonError, pulumi.PulumiError) as error:
        return _error(str(error), _READ_FAILED)
    if not snapshot.shows_skills:
        print_unreadable_skills(_UNREADABLE_SKILLS)
    if options.output == _STDOUT:
        sys.stdout.write(to_text(snapshot))
        return _WRITTEN
    return _write(snapshot, output or Path(_name(snapshot)), replace=options.replace)


def _write(snapshot: Snapshot, output: Path, *, replace: bool) -> int:
    try:
        write_file(output, to_text(snapshot), replace=replace)
    except FileExistsError:
        return _error(_exists(output))
    except OSError as error:
        return _error(f"{output} cannot be written: {error.strerror}.")
    counts = ", ".join(count(len(each.objects), kind.noun) for kind, each in snapshot.collections.items())
    print(f"Wrote {output} with the content of account {snapshot.account} at {snapshot.time}: {counts}.")
    return _WRITTEN


def _name(snapshot: Snapshot) -> str:
    return f"snapshot-{snapshot.account}-{re.sub('[-:]', '', snapshot.time)}.json"


def _exists(output: Path) -> str:
    return f"{output} already exists: use another file name, or replace the file with --replace."


def _error(message: str, code: int = _USAGE_ERROR) -> int:
    print_error("snapshot", message)
    return code
