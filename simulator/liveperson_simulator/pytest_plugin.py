"""Fixtures for tests of stack programs: `pytest_plugins = ["liveperson_simulator.pytest_plugin"]`.

The simulator runs in the process of the tests, on a free port of this machine.
"""

import os
from collections.abc import Iterator

import pytest

from liveperson_simulator.credentials import PRIVILEGED
from liveperson_simulator.server import Simulator
from liveperson_simulator.state import ACCOUNTS


@pytest.fixture(scope="session")
def running_simulator() -> Iterator[Simulator]:
    """Run one simulator for all tests; use `simulator` for an empty one."""
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def simulator(running_simulator: Simulator) -> Simulator:
    """Return the simulator after a reset: no objects except the seed, default knobs, no faults."""
    running_simulator.control.reset()
    return running_simulator


@pytest.fixture
def simulated_account(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> str:
    """Set LIVEPERSON_ variables, so the test uses an account of the simulator; return the account's id."""
    account = ACCOUNTS[0]
    settings = {
        "DOMAIN_API_URL": simulator.url,
        "ACCOUNT_ID": account,
        "CLIENT_ID": PRIVILEGED.client_id,
        "CLIENT_SECRET": PRIVILEGED.client_secret,
    }
    for name in [each for each in os.environ if each.startswith("LIVEPERSON_")]:
        monkeypatch.delenv(name)
    for name, value in settings.items():
        monkeypatch.setenv(f"LIVEPERSON_{name}", value)
    return account
