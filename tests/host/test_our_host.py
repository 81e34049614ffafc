"""Our provider host: the executable that Pulumi.yaml makes the engine run."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.host.conftest import ACCOUNT, configuration
from tests.host.our_host import start
from tests.host.pulumi_host import Host, HostError

AT_ONCE = 16
MOVED = """
import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

find_spec = importlib.util.find_spec

def moved(name, package=None):
    is_host = name == "pulumi.dynamic.__main__"
    origin = str(Path(__file__).with_name("moved.py"))
    return ModuleSpec(name, None, origin=origin) if is_host else find_spec(name, package)

importlib.util.find_spec = moved
"""


@pytest.fixture
def host(tmp_path: Path, simulator: Simulator) -> Iterator[Host]:
    with start(tmp_path), Host(tmp_path, configuration(simulator), prefix="") as host:
        yield host


def wait_for(simulator: Simulator, **said: object) -> None:
    """Wait until there has been a request of which this is said."""
    while not any(said.items() <= each.items() for each in simulator.control.requests()):
        time.sleep(0.01)


def test_it_takes_more_than_four_operations_at_once(host: Host, simulator: Simulator) -> None:
    simulator.control.set_knobs(latency_ms=100)

    def create(number: int) -> str:
        return host.create("StatusReason", {"text": f"Reason {number}"}).id

    with ThreadPoolExecutor(AT_ONCE) as threads:
        ids = set(threads.map(create, range(AT_ONCE)))

    assert len(ids) == AT_ONCE
    writes = [each for each in simulator.control.requests() if each["path"].endswith("/status-reasons")]
    assert sum(each["method"] == "POST" for each in writes) < AT_ONCE / 4


def test_a_pause_ends_when_the_engine_cancels(host: Host, simulator: Simulator) -> None:
    simulator.control.add_fault("throttle", method="POST", path="status-reasons", retry_after=3)

    with ThreadPoolExecutor(1) as threads:
        created = threads.submit(host.create, "StatusReason", {"text": "Lunch"})
        wait_for(simulator, status=429)
        host.cancel()
        with pytest.raises(HostError):
            created.result(timeout=2)


def test_a_write_in_flight_ends_and_no_other_begins_when_the_engine_cancels(
    host: Host, simulator: Simulator
) -> None:
    simulator.control.add_fault("delay", method="POST", path="status-reasons", seconds=1.0)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(host.create, "StatusReason", {"text": "Lunch"})
        wait_for(simulator, method="POST")
        host.cancel()
        second = threads.submit(host.create, "StatusReason", {"text": "Break"})

        assert first.result().outputs["text"] == "Lunch"
        with pytest.raises(HostError, match='"Break" was not created: the run was cancelled'):
            second.result()
    assert [each["text"] for each in simulator.control.objects(ACCOUNT, "status-reasons")] == ["Lunch"]


def test_a_write_in_flight_ends_when_the_machine_does(
    host: Host, simulator: Simulator, tmp_path: Path
) -> None:
    simulator.control.add_fault("delay", method="POST", path="status-reasons", seconds=1.0)

    with ThreadPoolExecutor(1) as threads:
        created = threads.submit(host.create, "StatusReason", {"text": "Lunch"})
        wait_for(simulator, method="POST")
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGTERM)

        assert created.result().outputs["text"] == "Lunch"


def test_it_ends_when_its_engine_is_gone(tmp_path: Path) -> None:
    engine = start(tmp_path)
    with (tmp_path / "stdout").open() as stdout:
        assert stdout.readline().strip().isdigit()

        engine.kill()
        engine.wait()

        assert stdout.read() == ""  # there is no more only when nobody can write any more


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("serve()\n", "does not end with main()"),
        ("PROVIDER_KEY = '__provider'\n\nmain()\n", "has no DynamicResourceProviderServicer"),
    ],
)
def test_an_incompatible_sdk_is_reported_in_one_line(tmp_path: Path, source: str, reason: str) -> None:
    (tmp_path / "moved.py").write_text(source)
    (tmp_path / "sitecustomize.py").write_text(MOVED)

    with start(tmp_path, PYTHONPATH=str(tmp_path)), (tmp_path / "stdout").open() as stdout:
        assert stdout.read() == ""

    [line] = (tmp_path / "stderr").read_text().splitlines()
    assert f"does not work with this version of the Pulumi SDK: pulumi.dynamic.__main__ {reason}" in line
    assert "remove `plugins` from Pulumi.yaml" in line
