"""The command `hours`: reads the hours, evaluates them, and prints them in one of the formats."""

import argparse
import sys
from pathlib import Path

from pulumi_liveperson.cli.file import write_file
from pulumi_liveperson.cli.hours.options import add_options
from pulumi_liveperson.cli.output import print_error
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
        _write(text, options.output)
    except BadInputError as error:
        print_error("hours", str(error))
        return BAD_INPUT
    except (LivePersonError, PulumiError) as error:
        print_error("hours", SECRETS.masked(str(error)))
        return READ_FAILED
    return code


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8"))  # independent of the locale
        sys.stdout.flush()
        return
    try:
        write_file(output, text, replace=True)
    except OSError as error:
        raise BadInputError(f"{output} cannot be written: {error.strerror}.") from None
