"""The result of a probe is a profile with which the simulator behaves as the account did."""

import json
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.probe.probes import result_of

ACCOUNTS: list[dict[str, str | int]] = [
    {"stale_check": "strict", "stale_status": "412"},
    {"stale_check": "mild", "stale_status": "304"},
]


@pytest.mark.parametrize("knobs", ACCOUNTS, ids=["strict", "mild"])
def test_a_probe_of_the_simulator_with_a_profile_observes_the_same(
    simulator: Simulator, tmp_path: Path, knobs: dict[str, str | int]
) -> None:
    simulator.control.set_knobs(**knobs)
    first = result_of(simulator, *knobs)
    profile = tmp_path / "probe.json"
    profile.write_text(json.dumps(first.as_json()))

    with Simulator(profile=profile) as like_it:
        second = result_of(like_it, *knobs)

    assert first.knobs.items() >= knobs.items()
    assert second.knobs == first.knobs
