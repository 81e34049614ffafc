"""How many requests a command sends beside those about objects."""

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack
from tests.engine.ways import WAYS, sign_in_with

pytestmark = [pytest.mark.engine, pytest.mark.slow]

MANY = """
for number in range(12):
    StatusReason(f"r{number}", text=f"Reason {number}", state=STATE)
    SpecialOccasion(f"o{number}", name=f"Occasion {number}", description=STATE)
"""
DISCOVERY = f"GET /api/account/{ACCOUNT}/service/baseURI.json"
BESIDE = {
    "client credentials": [DISCOVERY, f"POST /sentinel/api/v2/account/{ACCOUNT}/app/token"],
    "bearer token": [DISCOVERY],
    "user login": [DISCOVERY, f"POST /api/account/{ACCOUNT}/login", f"POST /api/account/{ACCOUNT}/logout"],
    "application login": [
        DISCOVERY,
        f"POST /api/account/{ACCOUNT}/login",
        f"POST /api/account/{ACCOUNT}/logout",
    ],
    "API key": [DISCOVERY],
}


def beside(simulator: Simulator) -> list[str]:
    """Return the requests that are not about objects; the log is then empty."""
    log = [f"{each['method']} {each['path']}" for each in simulator.control.requests()]
    simulator.control.clear_requests()
    return [each for each in log if "/configuration/" not in each]


@pytest.mark.parametrize("way", WAYS)
def test_an_update_looks_hosts_up_once_and_signs_in_once_and_a_preview_does_neither(
    stack: Stack, simulator: Simulator, way: str
) -> None:
    simulator.control.set_knobs(latency_ms=20)
    sign_in_with(stack, WAYS[way].values)
    stack.declare(MANY.replace("STATE", '"Away"'))

    stack.up().ok()
    assert beside(simulator) == BESIDE[way]

    stack.declare(MANY.replace("STATE", '"Online"'))
    stack.preview().ok()
    assert simulator.control.requests() == []


def test_an_update_that_changes_nothing_sends_nothing(stack: Stack, simulator: Simulator) -> None:
    stack.apply(MANY.replace("STATE", '"Away"'))
    simulator.control.clear_requests()

    stack.up("--expect-no-changes").ok()

    assert simulator.control.requests() == []
