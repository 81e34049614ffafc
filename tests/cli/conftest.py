import pytest

from liveperson_simulator.server import Simulator
from liveperson_simulator.state import ACCOUNTS
from tests.cli.exporting import ids
from tests.cli.patient import Patient
from tests.engine.conftest import newcomer, pristine, stack, surroundings
from tests.engine.trial import Stack
from tests.skills import remove_skills

__all__ = ["ids", "newcomer", "patient", "pristine", "stack", "surroundings"]


@pytest.fixture
def simulator(simulator: Simulator) -> Simulator:
    """The simulator, whose accounts begin without any skill."""
    remove_skills(simulator.control, *ACCOUNTS)
    return simulator


@pytest.fixture
def patient(stack: Stack, simulator: Simulator) -> Patient:
    """A new stack that signs in with OAuth 2.0 client credentials, and declares nothing."""
    return Patient(stack, simulator)
