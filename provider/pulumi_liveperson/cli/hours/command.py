"""The command `hours`: reads the hours, evaluates them, and prints them in one of the formats."""

import argparse

from pulumi_liveperson.cli.hours.options import add_options
from pulumi_liveperson.cli.output import print_error, write_output
from pulumi_liveperson.cli.report.source import BadInputError
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.pulumi_cli.command import PulumiError

SUCCESS, READ_FAILED, BAD_INPUT, FOUND = range(4)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    add_options(commands).set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the hours, and return the exit code."""
    from pulumi_liveperson.cli.hours.results import result  # noqa: PLC0415 - the help loads no evaluation

    try:
        text, code = result(options)
        write_output(text, options.output, BadInputError)
    except BadInputError as error:
        print_error("hours", str(error))
        return BAD_INPUT
    except (LivePersonError, PulumiError) as error:
        print_error("hours", SECRETS.masked(str(error)))
        return READ_FAILED
    return code
