"""Repeats a write that other people's writes disturb."""

from collections.abc import Callable

from pulumi_liveperson.probe.errors import DisturbedError
from pulumi_liveperson.probe.exchange import Exchange

TRIES = 8


def until_undisturbed(write: Callable[[], Exchange]) -> Exchange:
    """Return the answer to a write; if another person writes at the same time, it is sent again.

    Raises `DisturbedError` if that happens each time.
    """
    for _ in range(TRIES - 1):
        try:
            return write()
        except DisturbedError:
            continue
    return write()
