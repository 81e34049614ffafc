"""Prints the output of commands; no line can act as a workflow command of a CI runner."""

import sys
from collections.abc import Callable
from pathlib import Path

from pulumi_liveperson.cli.file import write_file
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import visible, without_commands


def print_text(text: str) -> None:
    """Print a text and flush it."""
    print(without_commands(text), flush=True)


def print_error(command: str, message: str) -> None:
    """Print on stderr, in one line and without secrets, why a command failed."""
    print(without_commands(f"{command}: {visible(SECRETS.masked(message))}"), file=sys.stderr)


def write_output(text: str, output: Path | None, error: Callable[[str], Exception]) -> None:
    """Write a result to a file, or to stdout; raises the error if the file cannot be written."""
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8"))  # independent of the locale
        sys.stdout.flush()
        return
    try:
        write_file(output, text, replace=True)
    except OSError as cause:
        raise error(f"{output} cannot be written: {cause.strerror}.") from None
