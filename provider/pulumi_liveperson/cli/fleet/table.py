"""The command `fleet table`: prints a first table of accounts."""

import argparse

from pulumi_liveperson.cli.output import print_text
from pulumi_liveperson.fleet.account import FleetError
from pulumi_liveperson.fleet.accounts.first_table import first_table
from pulumi_liveperson.fleet.accounts.table import DEFAULT

_DESCRIPTION = f"""\
Print a first table of accounts, from the files Pulumi.<stack>.yaml of this folder: liveperson fleet table >
{DEFAULT}. Then check the rings: the ring of a stack is the last word of its name, such as dev in acme-dev, or
prod.
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "table",
        help="print a first table of accounts, from the files of the stacks",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the table, and return the exit code."""
    del options
    # `liveperson fleet table > accounts.csv` has already created an empty file.
    if DEFAULT.is_file() and DEFAULT.stat().st_size:
        raise FleetError(f"{DEFAULT} exists already: to make it again, move the file away.")
    print_text(first_table().rstrip("\n"))
    return 0
