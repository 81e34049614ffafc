"""Where searches take their seeds from: elsewhere each time, or as SEARCH_SEED and the test's name say."""

import os
import random

SEEDS = random.Random()  # noqa: S311 - examples


def begin(test: str) -> None:
    """Let a test draw the same with the same SEARCH_SEED, whatever has run before it in this process."""
    seed = os.environ.get("SEARCH_SEED")
    SEEDS.seed(f"{seed} {test}" if seed else None)
