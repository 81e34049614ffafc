import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.logs import LogSettings, start_logs
from tests.contract.log_file import LogFile
from tests.contract.place import ACCOUNT_PLUGIN, OnSimulator, Place
from tests.contract.process import KINDS, Console, FakeClock, Process
from tests.skills import remove_skills


@pytest.fixture(params=KINDS, ids=lambda kind: kind.type_name)
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


@pytest.fixture
def simulator(simulator: Simulator, request: pytest.FixtureRequest) -> Simulator:
    """A simulator whose account holds nothing of the kind that the test is about."""
    callspec = getattr(request.node, "callspec", None)
    if callspec is not None and SKILL in callspec.params.values():
        remove_skills(simulator.control)
    return simulator


@pytest.fixture
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """The simulator; a namespace in a real account, if `make account-test` provides one."""
    account = request.config.pluginmanager.get_plugin(ACCOUNT_PLUGIN)
    found = OnSimulator(request.getfixturevalue("simulator")) if account is None else account.place()
    yield found
    found.close()


@pytest.fixture
def console(place: Place, kind: Kind) -> Console:
    return place.console(kind)


@pytest.fixture
def default(place: Place, kind: Kind) -> None:
    """Skip a test that makes an object the default, if the account has one."""
    place.needs_default(kind)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def process(place: Place, kind: Kind) -> Process:
    return place.process(kind)


@pytest.fixture
def other_process(place: Place, kind: Kind) -> Process:
    return place.process(kind)


@pytest.fixture(params=["409", "412", "304"])
def stale_status(request: pytest.FixtureRequest, place: Place) -> str:
    place.set_knobs(stale_status=request.param)
    return str(request.param)


@pytest.fixture(params=["strict", "mild"])
def stale_check(request: pytest.FixtureRequest, place: Place) -> str:
    place.set_knobs(stale_check=request.param)
    return str(request.param)


@pytest.fixture
def loggers() -> Iterator[logging.Logger]:
    """This project's loggers, which are afterwards as they were before."""
    ours = logging.getLogger("pulumi_liveperson")
    handlers, level = list(ours.handlers), ours.level
    yield ours
    for handler in [each for each in ours.handlers if each not in handlers]:
        ours.removeHandler(handler)
        handler.close()
    ours.setLevel(level)


@pytest.fixture
def log(loggers: logging.Logger, tmp_path: Path) -> Callable[..., LogFile]:
    """Opens a log as a stack's settings do."""
    del loggers

    def open_log(level: str = "debug", form: str = "json") -> LogFile:
        path = tmp_path / f"{level}.{form}"
        start_logs(LogSettings(level, str(path), form))
        return LogFile(path)

    return open_log
