"""The command `fleet apply`: updates the selected stacks."""

import argparse
from functools import partial
from pathlib import Path

from pulumi_liveperson.cli.fleet.runs import EXIT_CODES, add_options, run
from pulumi_liveperson.fleet.result import Command
from pulumi_liveperson.fleet.runs.applying import apply

_DESCRIPTION = """\
Update the selected stacks. For each stack: a preview with a refresh, the safety valves, a snapshot of the
account, and the update. A stack without changes is skipped. A stack with changes of other people is refused.
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "apply",
        help="update the selected stacks",
        description=_DESCRIPTION,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser, max_failures=0)
    parser.add_argument(
        "--snapshots",
        type=Path,
        metavar="DIR",
        help="the folder for the snapshots of the accounts; default: snapshots in the folder of the results",
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help="after an update, compare the hours with LivePerson's status for up to five minutes; a "
        "difference is a failure",
    )
    parser.add_argument(
        "--also-unchanged",
        action="store_true",
        help="also update stacks whose preview shows no changes: a preview shows neither new credentials nor "
        "new outputs of a stack, and only an update stores them in the state",
    )
    parser.set_defaults(run=partial(run, command=Command.APPLY, steps=apply))
