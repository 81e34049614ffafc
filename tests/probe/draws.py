"""Random settings of the simulator's knobs, and random faults, for searches."""

from random import Random
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st

from liveperson_simulator.knobs import TABLE

Fault = dict[str, Any]

_FIXED = frozenset({"first_revision", "clock_time", "rate_limit", "latency_ms", "read_replica_lag"})
"""The knobs of time, and one that only has an effect on a new account."""
_ALSO = {"zone_policy": ["any", "Europe/Lisbon,Europe/Paris"], "background_writer": ["20", "50"]}
"""Some values of the knobs that accept any text."""


def drawn_knobs(random: Random) -> dict[str, str]:
    """Return a value for each knob that a search changes."""
    return {
        knob.name: random.choice([*knob.values, *_ALSO.get(knob.name, [])])
        for knob in TABLE
        if knob.name not in _FIXED
    }


SEEDS = st.integers(0, 2**32 - 1)


def begin(seed: int) -> Random:
    """Return the random numbers of an example."""
    return Random(seed)  # noqa: S311 - examples


def search(examples: int) -> settings:
    """Return the settings of a search with seeds; a smaller seed is not a simpler example."""
    return settings(max_examples=examples, phases=(Phase.explicit, Phase.generate))


PASSING_FAULTS: tuple[Fault, ...] = (
    {"kind": "status_before", "status": 500},
    {"kind": "status_after", "status": 503},
    {"kind": "drop_before"},
    {"kind": "drop_after"},
    {"kind": "throttle"},
    {"kind": "body", "body": "<html>", "content_type": "text/html"},
)
"""The faults after which another try may succeed."""
