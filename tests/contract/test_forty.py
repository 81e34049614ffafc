"""Forty objects take few requests: those that wait go out together, and a busy crowd is waited for."""

from functools import partial

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.contract.process import Console, Process, account, by_four, occasion

FORTY = [f"object {number}" for number in range(40)]


@pytest.mark.usefixtures("stale_check")
def test_forty_occasions_take_sixteen_requests_of_a_kind(simulator: Simulator) -> None:
    console, process = Console(simulator, SPECIAL_OCCASION), Process(account(simulator), SPECIAL_OCCASION)
    simulator.control.set_knobs(latency_ms=50)

    made = by_four(partial(process.create, name) for name in FORTY)
    ids = dict(zip(FORTY, [known.id for known in made], strict=True))
    by_four(partial(process.update, id_, name) for name, id_ in ids.items())
    updated = console.live()
    by_four(partial(process.delete, id_, name, 1) for name, id_ in ids.items())

    assert updated == {name: occasion(name, 1) for name in FORTY}
    assert console.live() == {}
    assert process.count("POST") <= 16
    assert process.count("PUT") <= 16
    assert process.count("DELETE") <= 16


def test_forty_reasons_are_created_in_sixteen_requests(simulator: Simulator) -> None:
    console, process = Console(simulator, STATUS_REASON), Process(account(simulator), STATUS_REASON)
    simulator.control.set_knobs(latency_ms=50)

    by_four(partial(process.create, name) for name in FORTY)

    assert sorted(console.live()) == sorted(FORTY)
    assert process.count("POST") <= 16
