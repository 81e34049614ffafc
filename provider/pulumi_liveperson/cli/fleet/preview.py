"""The command `fleet preview`: previews the selected stacks."""

import argparse
from functools import partial

from pulumi_liveperson.cli.fleet.runs import EXIT_CODES, add_options, run
from pulumi_liveperson.fleet.result import Command
from pulumi_liveperson.fleet.runs.previewing import preview

_DESCRIPTION = """\
Preview the selected stacks with a refresh, and store the report of each. Nothing is written to LivePerson or
to a state. `liveperson fleet report` makes one report of all results.
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "preview",
        help="preview the selected stacks",
        description=_DESCRIPTION,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser, max_failures=None)
    parser.set_defaults(run=partial(run, command=Command.PREVIEW, steps=preview))
