"""Runs `liveperson fleet <command>`."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from pulumi_liveperson.cli.output import print_error
from pulumi_liveperson.fleet.account import FleetError

BAD_INPUT = 2
# The modules of this folder; each adds its command with `add_to`, and has it run with the default `run`.
COMMANDS = ("table", "files", "shards", "preview", "drift", "apply", "report")


def run(arguments: Sequence[str]) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="liveperson fleet", description="Commands for many accounts at once."
    )
    commands = parser.add_subparsers(title="commands", metavar="<command>", dest="command", required=True)
    for command in [each for each in COMMANDS if each in arguments[:1]] or COMMANDS:
        import_module(f"pulumi_liveperson.cli.fleet.{command}").add_to(commands)
    options = parser.parse_args(arguments)
    try:
        code: int = options.run(options)
    except FleetError as error:
        for line in str(error).splitlines():
            print_error(f"fleet {options.command}", line)
        return BAD_INPUT
    sys.stdout.flush()
    return code
