"""Forty objects take few requests: those that wait go out together, and a busy crowd is waited for."""

from functools import partial

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from tests.contract.process import Console, Process, account, by_four
from tests.objects import wire

FORTY = [f"object {number}" for number in range(40)]


@pytest.mark.usefixtures("stale_check")
@pytest.mark.parametrize("kind", [SPECIAL_OCCASION, WORKDAYS], ids=["SpecialOccasion", "Workdays"])
def test_forty_objects_take_sixteen_requests_of_a_kind(simulator: Simulator, kind: Kind) -> None:
    console, process = Console(simulator, kind), Process(account(simulator), kind)
    simulator.control.set_knobs(latency_ms=50)

    made = by_four(partial(process.create, name) for name in FORTY)
    ids = dict(zip(FORTY, [known.id for known in made], strict=True))
    by_four(partial(process.update, id_, name) for name, id_ in ids.items())
    updated = console.live()
    by_four(partial(process.delete, id_, name, 1) for name, id_ in ids.items())

    assert updated == {name: wire(kind, name, 1) for name in FORTY}
    assert console.live() == {}
    assert process.count("POST") <= 16
    assert process.count("PUT") <= 16
    assert process.count("DELETE") <= 16


@pytest.mark.needs_default("list_select")
@pytest.mark.parametrize("kind", [SPECIAL_OCCASION, WORKDAYS], ids=["SpecialOccasion", "Workdays"])
def test_a_refresh_of_a_hundred_objects_reads_one_list(simulator: Simulator, kind: Kind) -> None:
    console = Console(simulator, kind)
    ids = {name: console.create(name) for name in (f"object {number}" for number in range(100))}
    process = Process(account(simulator), kind)

    read = by_four(partial(process.read, id_) for id_ in ids.values())

    different = [
        name
        for name, each in zip(ids, read, strict=True)
        if kind.differences({**each.content, "id": each.id}, wire(kind, name))
    ]
    assert different == []
    assert process.count("GET") == 1


def test_forty_reasons_are_created_in_sixteen_requests(simulator: Simulator) -> None:
    console, process = Console(simulator, STATUS_REASON), Process(account(simulator), STATUS_REASON)
    simulator.control.set_knobs(latency_ms=50)

    by_four(partial(process.create, name) for name in FORTY)

    assert sorted(console.live()) == sorted(FORTY)
    assert process.count("POST") <= 16
