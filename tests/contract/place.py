"""Where a contract test runs: on the simulator, or in its own namespace of a real account."""

from typing import Protocol

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.kind import Kind
from tests.contract.process import Console, Process, account

ACCOUNT_PLUGIN = "liveperson-account"
"""The name of the plugin of pytest that provides a real account."""


class Place(Protocol):
    """An account in which a test finds no object of the kinds that it uses."""

    def process(self, kind: Kind) -> Process:
        """Start a process of the provider that knows nothing yet."""

    def console(self, kind: Kind) -> Console:
        """Return another person, who works with the objects of a kind."""

    def set_knobs(self, **knobs: str | int) -> None:
        """Choose how the server behaves, if it is the simulator."""

    def needs_default(self, kind: Kind) -> None:
        """Skip the test if the account has a default of a kind."""

    def close(self) -> None:
        """Delete what the test has left."""


class OnSimulator:
    """A simulator after a reset."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def process(self, kind: Kind) -> Process:
        return Process(account(self._simulator), kind)

    def console(self, kind: Kind) -> Console:
        return Console(self._simulator, kind)

    def set_knobs(self, **knobs: str | int) -> None:
        self._simulator.control.set_knobs(**knobs)

    def needs_default(self, kind: Kind) -> None:
        """Do nothing: an account of the simulator has no default."""

    def close(self) -> None:
        """Do nothing: the next test begins with a reset."""
