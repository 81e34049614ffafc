"""Our provider host: the executable that Pulumi.yaml makes the engine run."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from provider.host import stock
from simulator.server import Simulator
from tests.host.conftest import ACCOUNT
from tests.host.our_host import start
from tests.host.pulumi_host import Host, HostError

AT_ONCE = 16


@pytest.fixture
def host(tmp_path: Path, simulator: Simulator) -> Iterator[Host]:
    settings = {
        "liveperson:accountId": ACCOUNT,
        "liveperson:domainApiUrl": simulator.url,
        "liveperson:bearerToken": "simulator-bearer",
    }
    with start(tmp_path), Host(tmp_path, settings) as host:
        yield host


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
        while not any(each["status"] == 429 for each in simulator.control.requests()):
            time.sleep(0.01)
        host.cancel()
        with pytest.raises(HostError):
            created.result(timeout=2)


def test_a_write_on_its_way_ends_and_no_other_begins_when_the_engine_cancels(
    host: Host, simulator: Simulator
) -> None:
    simulator.control.add_fault("delay", method="POST", path="status-reasons", seconds=1.0)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(host.create, "StatusReason", {"text": "Lunch"})
        while not any(each["method"] == "POST" for each in simulator.control.requests()):
            time.sleep(0.01)
        host.cancel()
        second = threads.submit(host.create, "StatusReason", {"text": "Break"})

        assert first.result().outputs["text"] == "Lunch"
        with pytest.raises(HostError, match="was cancelled, and nothing more was sent"):
            second.result()
    assert [each["text"] for each in simulator.control.objects(ACCOUNT, "status-reasons")] == ["Lunch"]


def test_it_ends_when_its_engine_is_gone(tmp_path: Path) -> None:
    engine = start(tmp_path)
    with (tmp_path / "stdout").open() as stdout:
        assert stdout.readline().strip().isdigit()

        engine.kill()
        engine.wait()

        assert stdout.read() == ""  # there is no more only when nobody can write any more


def test_a_pulumi_that_has_moved_its_host_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path / "moved.py"
    moved.write_text("serve()\n")
    monkeypatch.setattr(stock, "find_spec", lambda name: ModuleSpec(name, None, origin=str(moved)))

    with pytest.raises(ImportError, match=r"remove `plugins` from Pulumi\.yaml"):
        stock.stock_host()
