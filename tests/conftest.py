"""What all tests of this project's own code share: a running simulator, and quiet surroundings."""

import os
import signal
from collections.abc import Iterator

import hypothesis
import pytest

from liveperson_simulator.pytest_plugin import running_simulator, simulator
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.secrets import SECRETS
from tests import defaults, pairwise, shell

__all__ = ["running", "running_simulator", "shell", "simulator"]  # importing the shell empties it

# A busy machine is no reason to fail. With a seed, each run draws the same examples.
hypothesis.settings.register_profile("ours", deadline=None, derandomize=bool(os.environ.get("SEARCH_SEED")))
hypothesis.settings.load_profile("ours")
# A shell that runs tests in the background has them ignore interrupts, and so would all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)  # before the markers choose
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    pairwise.leave_others_to_the_search(items)
    defaults.leave_out_what_needs_others(config, items)


@pytest.fixture(scope="session")
def running(running_simulator: Simulator) -> Simulator:
    return running_simulator


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Let no test mask what only another one's process has been told."""
    values, patterns = set(SECRETS._values), list(SECRETS._patterns)
    yield
    SECRETS._values, SECRETS._patterns = values, patterns
