"""The command `fleet files`: writes the table of accounts to the files of the stacks."""

import argparse

from pulumi_liveperson.cli.file import write_file
from pulumi_liveperson.cli.fleet.selecting import add_table, fleet
from pulumi_liveperson.cli.output import print_text
from pulumi_liveperson.fleet.account import Fleet, FleetError
from pulumi_liveperson.fleet.accounts.differences import accounts, described
from pulumi_liveperson.fleet.accounts.since import since
from pulumi_liveperson.fleet.accounts.table import DEFAULT
from pulumi_liveperson.fleet.files.plan import Plan, plan
from pulumi_liveperson.fleet.files.stack_files import project_name
from pulumi_liveperson.fleet.files.stacks import stack_file

SAME, DIFFERENT = 0, 3

_DESCRIPTION = """\
Write the values of the table of accounts to the files Pulumi.<stack>.yaml, and show what changes, equal
changes once. Secrets, comments, and keys of other namespaces that no column names stay as they are. A key of
the project's own namespace that is not in the table is removed.
"""
_EPILOG = "exit codes: 0 success, 2 bad input, 3 --check found a difference, or a file without a row"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "files",
        help="write the table of accounts to the files of the stacks",
        description=_DESCRIPTION,
        epilog=_EPILOG,
    )
    add_table(parser)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--check", action="store_true", help="write nothing; exit 3 if a file would change")
    ways.add_argument(
        "--since",
        metavar="REV",
        help="write nothing; show what the table changes for each account since this revision of git",
    )
    parser.add_argument("--names", action="store_true", help="show the names of all accounts of a change")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write or compare the files, and return the exit code."""
    known = fleet(options)
    if known.table is None:
        raise FleetError(
            f"{DEFAULT} does not exist: create it with `liveperson fleet table > {DEFAULT}`, or name the "
            "table with --accounts."
        )
    if options.since is not None:
        return _since(known, options)
    found = plan(known)
    _print_plan(found, all_names=options.names)
    if options.check:
        return _checked(found, known)
    _write(found)
    files = len(known.accounts)
    print_text(f"Wrote {len(found.texts)} of {files} files." if found.texts else _current(files))
    return SAME


def _current(files: int) -> str:
    return f"All {files} files are current." if files > 1 else "The file is current."


def _print_plan(found: Plan, *, all_names: bool) -> None:
    project = project_name()
    for line in described(found.changes, project, all_names=all_names):
        print_text(line)
    if found.new:
        print_text(f"new file in {accounts(found.new, all_names=all_names)}")
    if created := [stack for stack in found.new if stack not in found.renamed.values()]:
        print_text(
            "Create each new stack and set its secrets before its first preview, such as: "
            f"pulumi stack init {created[0]}"
        )
    for key in dict.fromkeys(key for _, key in found.structures):
        stacks = [stack for stack, each in found.structures if each == key]
        print_text(f"{key} is kept, because it is a list or a map: {accounts(stacks, all_names=all_names)}")
    for stack in found.without_row:
        if new := found.renamed.get(stack):
            print_text(
                f"{stack_file(stack)} has no row in the table, but its account has the new row {new}. To "
                f"rename the stack: pulumi stack rename {new} --stack {stack}"
            )
        else:
            print_text(
                f"{stack_file(stack)} has no row in the table: add one, or remove the stack with `pulumi "
                f"destroy --stack {stack}`, which deletes its objects in LivePerson, and "
                f"`pulumi stack rm {stack}`."
            )


def _checked(found: Plan, known: Fleet) -> int:
    if found.texts:
        count = f"{len(found.texts)} of {len(known.accounts)} files"
        print_text(f"To be changed: {count}. Write them: liveperson fleet files")
    return DIFFERENT if found.texts or found.without_row else SAME


def _write(found: Plan) -> None:
    for path, text in found.texts.items():
        try:
            write_file(path, text, replace=True)
        except OSError as error:
            raise FleetError(f"{path} cannot be written: {error.strerror}.") from None


def _since(known: Fleet, options: argparse.Namespace) -> int:
    found = since(known, options.since)
    for title, stacks in (("new", found.new), ("removed", found.removed)):
        if stacks:
            print_text(f"{title} in the table: {accounts(stacks, all_names=options.names)}")
    for line in described(found.changes, project_name(), all_names=options.names):
        print_text(line)
    if not (found.new or found.removed or found.changes):
        print_text(f"{known.table} has the same accounts and values as in {options.since}.")
    return SAME
