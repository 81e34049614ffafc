"""What commands say, in lines of which none is a command to the runner of a pipeline."""

import sys

from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import visible, without_commands


def say(text: str) -> None:
    """Say something at once."""
    print(without_commands(text), flush=True)


def complain(command: str, why: str) -> None:
    """Say on stderr, in one line and without secrets, why a command has not done what it was asked to do."""
    print(without_commands(f"{command}: {visible(SECRETS.masked(why))}"), file=sys.stderr)
