"""Fixtures for tests of stack programs: `pytest_plugins = ["liveperson_simulator.pytest_plugin"]`.

The simulator runs in the process of the tests, on a free port of this machine. If the environment variable
LIVEPERSON_SIMULATOR_PROFILE names a result of `liveperson probe`, the simulator behaves as that account did.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveperson_simulator.credentials import PRIVILEGED
from liveperson_simulator.profile import VARIABLE, ProfileError
from liveperson_simulator.server import Simulator
from liveperson_simulator.state import ACCOUNTS


def profile_of_the_run(config: pytest.Config) -> Path | None:
    """Return the file that LIVEPERSON_SIMULATOR_PROFILE names; None if it is not set."""
    named = os.environ.get(VARIABLE)
    return config.invocation_params.dir / named if named else None


@pytest.fixture(scope="session")
def running_simulator(pytestconfig: pytest.Config) -> Iterator[Simulator]:
    """Run one simulator for all tests; use `simulator` for an empty one."""
    try:
        simulator = Simulator(profile=profile_of_the_run(pytestconfig))
    except ProfileError as error:
        pytest.fail(f"{VARIABLE}: {error}", pytrace=False)
    with simulator:
        yield simulator


@pytest.fixture
def simulator(running_simulator: Simulator) -> Simulator:
    """Return the simulator after a reset: no objects except the seed, the knobs of the start, no faults."""
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
