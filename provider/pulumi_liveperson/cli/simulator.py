"""Runs `liveperson simulator`: the command `liveperson-simulator`, with the same options."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn


def run(arguments: Sequence[str]) -> NoReturn:
    """Replace this process by the simulator.

    Without the extra `simulator`, the simulator ends with the command that installs it.
    """
    # -P: a file of the current folder must not be imported in place of a library.
    os.execv(sys.executable, [sys.executable, "-P", "-m", "liveperson_simulator", *arguments])  # noqa: S606 - it needs no shell
