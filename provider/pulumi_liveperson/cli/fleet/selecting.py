"""The options that select accounts, for all commands that work on several stacks."""

import argparse
from pathlib import Path

from pulumi_liveperson.fleet.account import Account, Fleet, FleetError
from pulumi_liveperson.fleet.accounts.selection import Selection, selected, shard
from pulumi_liveperson.fleet.accounts.table import DEFAULT, read_fleet
from pulumi_liveperson.fleet.files.plan import check_files


def add_table(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the table."""
    parser.add_argument(
        "--accounts",
        type=Path,
        metavar="FILE",
        help=f"the table of the accounts; default: {DEFAULT}, and without it the stacks with a file",
    )


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the table, and the options that select accounts of it."""
    add_table(parser)
    group = parser.add_argument_group("selection", "Without these options, all accounts are selected.")
    group.add_argument(
        "--ring", action="append", default=[], metavar="RING", help="the accounts of this ring; repeatable"
    )
    group.add_argument(
        "--match",
        action="append",
        default=[],
        metavar="GLOB",
        help="the stacks whose names match this pattern, such as 'acme-*'; repeatable",
    )
    group.add_argument(
        "--shard",
        type=_shard,
        metavar="K/N",
        help="the K-th of N parts of the selected stacks, for one job of a pipeline",
    )
    group.add_argument(
        "--changed-since",
        metavar="REV",
        help="the accounts that the changes since this revision of git touch, also uncommitted changes",
    )


def fleet(options: argparse.Namespace) -> Fleet:
    """Return all accounts; raises a `FleetError`."""
    return read_fleet(options.accounts)


def selection(options: argparse.Namespace) -> Selection:
    """Return the selection that the options describe."""
    return Selection(tuple(options.ring), tuple(options.match), options.shard, options.changed_since)


def selected_accounts(options: argparse.Namespace) -> list[Account]:
    """Return the selected accounts, in the order in which changes are applied.

    Raises a `FleetError` for bad input, and for a stack whose file is missing or is for another account.
    """
    every = fleet(options)
    found = selected(every, selection(options))
    check_files(every, found)
    return found


def _shard(text: str) -> tuple[int, int]:
    try:
        return shard(text)
    except FleetError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
