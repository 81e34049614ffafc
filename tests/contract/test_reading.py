"""Where a list holds summaries, objects are read by their ids, several at a time."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from liveperson_simulator.client import Body
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.writes.operation import Known
from tests.contract.process import OF_OCCASIONS, Console, Process
from tests.contract.threads import each_at_once, eventually

NAMES = [f"Occasion {number}" for number in range(6)]
BY_ID = "/specialoccasion/"
pytestmark = OF_OCCASIONS


@pytest.fixture(autouse=True)
def summaries(simulator: Simulator) -> None:
    simulator.control.set_knobs(list_select="ignored")


def under_way(console: Console) -> list[Body]:
    """Return the reads by id that are not answered yet."""
    return [each for each in console.requests("GET") if BY_ID in each["path"] and each["status"] is None]


def by_id(console: Console) -> int:
    """Return how many reads by id there have been."""
    return sum(BY_ID in each["path"] for each in console.requests("GET"))


def test_objects_are_read_beside_each_other(console: Console, process: Process) -> None:
    ids = [console.create(name, 1) for name in NAMES]
    console.control.add_fault("delay", path=BY_ID, times=len(ids), seconds=1.0)
    most = 0

    def watch() -> None:
        nonlocal most

        def all_seen() -> bool:
            nonlocal most
            most = max(most, len(under_way(console)))
            return by_id(console) == len(ids) and not under_way(console)

        eventually(all_seen)

    with ThreadPoolExecutor(1) as pool:
        watching = pool.submit(watch)
        found = each_at_once([partial(process.read, id_) for id_ in ids])
        watching.result()

    assert most == len(ids)
    names = [each.content["name"] for each in found if isinstance(each, Known)]
    assert names == NAMES
    assert process.count("GET") == 1 + len(ids)


def test_each_object_is_read_once(console: Console, process: Process) -> None:
    ids = [console.create(name, 1) for name in NAMES]

    each_at_once([partial(process.read, id_) for id_ in ids])
    each_at_once([partial(process.read, id_) for id_ in ids])

    assert process.count("GET") == 1 + len(ids)


def test_a_write_waits_for_the_reads_that_are_under_way(console: Console, process: Process) -> None:
    id_, other = console.create("Holidays", 1), console.create("Another", 1)
    console.control.add_fault("delay", method="GET", path=BY_ID, times=2, seconds=0.5)

    def write() -> Known:
        eventually(lambda: len(under_way(console)) == 2)
        return process.update(id_, "Holidays", 1, 2)

    each_at_once([lambda: process.read(id_), lambda: process.read(other), write])

    assert process.read(id_).content["description"] == "Version 2"
    process.update(id_, "Holidays", 2, 3)
    assert console.live()["Holidays"]["description"] == "Version 3"
    assert [each["status"] for each in console.requests("PUT")] == [200, 200]
    assert process.count("GET") == 3


@pytest.mark.needs_default("error_body")
def test_an_object_that_is_deleted_while_it_is_read_is_gone(
    console: Console, process: Process, other_process: Process
) -> None:
    id_ = console.create("Holidays", 1)
    console.control.add_fault("delay", method="GET", path=f"{BY_ID}{id_}", seconds=0.3)

    def delete() -> None:
        eventually(lambda: bool(under_way(console)))
        console.delete(id_)

    found, _ = each_at_once([lambda: process.writer.read(id_), delete])

    assert not isinstance(found, LivePersonError)
    assert other_process.writer.read(id_) is None
