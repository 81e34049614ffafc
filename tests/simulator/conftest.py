import pytest

from liveperson_simulator.client import Control
from liveperson_simulator.server import Simulator
from tests.simulator.api import HOURS, Api


@pytest.fixture
def control(simulator: Simulator) -> Control:
    return simulator.control


@pytest.fixture
def occasions(simulator: Simulator) -> Api:
    return Api(simulator, "specialoccasion")


@pytest.fixture
def workdays(simulator: Simulator) -> Api:
    return Api(simulator, "workinghours")


@pytest.fixture
def reasons(simulator: Simulator) -> Api:
    return Api(simulator, "status-reasons")


@pytest.fixture
def skills(simulator: Simulator) -> Api:
    return Api(simulator, "skills")


@pytest.fixture(params=["specialoccasion", "workinghours", "status-reasons", "skills"])
def each(simulator: Simulator, request: pytest.FixtureRequest) -> Api:
    return Api(simulator, str(request.param))


@pytest.fixture(params=HOURS)
def hours(simulator: Simulator, request: pytest.FixtureRequest) -> Api:
    return Api(simulator, str(request.param))
