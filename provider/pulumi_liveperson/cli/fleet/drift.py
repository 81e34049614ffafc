"""The command `fleet drift`: looks for changes of other people in the accounts of the selected stacks."""

import argparse
from functools import partial

from pulumi_liveperson.cli.fleet.runs import EXIT_CODES, add_options, run
from pulumi_liveperson.fleet.result import Command
from pulumi_liveperson.fleet.runs.drifting import drift

_DESCRIPTION = """\
Look for changes that other people have made in LivePerson to objects of the selected stacks. Nothing is
written to LivePerson or to a state. `liveperson fleet report` makes one report of all results.
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "drift",
        help="look for changes of other people in the selected stacks",
        description=_DESCRIPTION,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser, max_failures=None)
    parser.add_argument(
        "--verify",
        action="store_true",
        help="also compare the hours with LivePerson's status, as `liveperson hours --live --verify` does",
    )
    parser.add_argument(
        "--horizon",
        metavar="TIME",
        help="also find holidays that end within this time, for example 90d, as `liveperson hours --horizon` "
        "does",
    )
    parser.set_defaults(run=partial(run, command=Command.DRIFT, steps=drift))
