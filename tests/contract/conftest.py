import pytest

from provider.liveperson.kinds import Kind
from simulator.server import Simulator
from tests.contract.process import KINDS, Console, Process, account


@pytest.fixture(params=KINDS, ids=lambda kind: kind.type_name)
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


@pytest.fixture
def console(simulator: Simulator, kind: Kind) -> Console:
    return Console(simulator, kind)


@pytest.fixture
def process(simulator: Simulator, kind: Kind) -> Process:
    return Process(account(simulator), kind)


@pytest.fixture
def other_process(simulator: Simulator, kind: Kind) -> Process:
    return Process(account(simulator), kind)


@pytest.fixture(params=["409", "412", "304"])
def stale_status(request: pytest.FixtureRequest, simulator: Simulator) -> str:
    simulator.control.set_knobs(stale_status=request.param)
    return str(request.param)


@pytest.fixture(params=["strict", "mild"])
def stale_check(request: pytest.FixtureRequest, simulator: Simulator) -> str:
    simulator.control.set_knobs(stale_check=request.param)
    return str(request.param)
