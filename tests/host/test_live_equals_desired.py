"""An order that somebody else has set as it is wanted is no conflict."""

import pytest

from liveperson_simulator.server import Simulator
from tests.host.conftest import ACCOUNT, Hosts
from tests.host.declared import change
from tests.host.pulumi_host import HostError, Resource
from tests.unit.declarations import reason

WANTED = {"A": 2, "B": 3, "C": 1}


def three(hosts: Hosts, simulator: Simulator) -> dict[str, Resource]:
    simulator.control.set_knobs(order_policy="append")
    host = hosts.start()
    return {
        name: host.create("StatusReason", reason(text=name, order=order))
        for order, name in enumerate("ABC", 1)
    }


def sequence(simulator: Simulator) -> list[str]:
    held = simulator.control.objects(ACCOUNT, "status-reasons")
    return [each["text"] for each in sorted(held, key=lambda each: int(each["order"]))]


def move(hosts: Hosts, reasons: dict[str, Resource]) -> None:
    """Let the program want another order, and another text of the first one."""
    host = hosts.start()
    declared = {
        name: reason(text="first" if name == "C" else name, order=order) for name, order in WANTED.items()
    }
    for name, each in reasons.items():
        host.diff(each, declared[name])
    for name in ("C", "A", "B"):
        host.update(reasons[name], declared[name])


def test_an_order_as_declared_is_not_a_conflict(hosts: Hosts, simulator: Simulator) -> None:
    reasons = three(hosts, simulator)
    change(simulator, "StatusReason", reasons["C"].id, order=1)

    move(hosts, reasons)

    assert sequence(simulator) == ["first", "A", "B"]


def test_another_order_is_a_conflict(hosts: Hosts, simulator: Simulator) -> None:
    reasons = three(hosts, simulator)
    change(simulator, "StatusReason", reasons["C"].id, order=2)

    with pytest.raises(HostError, match="order: the state has 3"):
        move(hosts, reasons)
