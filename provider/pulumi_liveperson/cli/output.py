"""Prints the output of commands; no line can act as a workflow command of a CI runner."""

import sys

from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import visible, without_commands


def print_text(text: str) -> None:
    """Print a text and flush it."""
    print(without_commands(text), flush=True)


def print_error(command: str, message: str) -> None:
    """Print on stderr, in one line and without secrets, why a command failed."""
    print(without_commands(f"{command}: {visible(SECRETS.masked(message))}"), file=sys.stderr)
