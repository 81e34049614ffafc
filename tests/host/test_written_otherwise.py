"""What a server may write otherwise, and what follows from that."""

from functools import partial

import pytest

from liveperson_simulator.server import Simulator
from tests.contract.process import reasons
from tests.host.conftest import Hosts
from tests.host.declared import FIRST, change, live
from tests.host.pulumi_host import HostError, Resource
from tests.unit.declarations import event, occasion


def test_a_flag_that_is_a_word_deletes_nothing(hosts: Hosts, simulator: Simulator, created: Resource) -> None:
    simulator.control.set_knobs(scalar_type="string")

    assert hosts.start().read(created) == created


def test_a_position_that_is_a_word_is_sent_as_a_number_again(hosts: Hosts, simulator: Simulator) -> None:
    created = hosts.start().create("StatusReason", FIRST["StatusReason"])
    simulator.control.set_knobs(scalar_type="string")

    updated = hosts.start().update(created, {**FIRST["StatusReason"], "enabled": False})

    assert hosts.start().read(updated) == updated


def test_reasons_that_are_created_at_once_come_into_their_order(simulator: Simulator) -> None:
    simulator.control.set_knobs(order_policy="prepend")
    process = reasons(simulator)
    process.create("first", order=1)
    for number in range(5):
        process.create(f"in front {number}")

    done = process.at_once(*[partial(process.create, f"number {order}", order=order) for order in (2, 3)])

    assert [each.exception() for each in done] == [None, None]


def test_a_reason_that_moves_keeps_its_text(hosts: Hosts, simulator: Simulator) -> None:
    simulator.control.set_knobs(order_policy="prepend", text_form="escaped")
    host = hosts.start()
    host.create("StatusReason", {"text": "first", "order": 1})
    for number in range(5):
        host.create("StatusReason", {"text": f"in front {number}"})

    created = host.create("StatusReason", {"text": "Doctor's appointment", "order": 2})

    assert hosts.start().read(created) == created
    assert "Doctor's appointment" in {each["text"] for each in live(simulator, "StatusReason")}


def test_a_conflict_shows_the_changed_events_alone(hosts: Hosts, simulator: Simulator) -> None:
    events = [event("2026-12-24T00:00:00"), event("2026-12-23T00:00:00")]
    created = hosts.start().create("SpecialOccasion", occasion(events=events))
    simulator.control.set_knobs(zone_form="alias")
    [_, kept] = live(simulator, "SpecialOccasion")[0]["events"]
    change(simulator, "SpecialOccasion", created.id, events=[kept])

    with pytest.raises(HostError) as refused:
        hosts.start().update(created, occasion(events=[]))

    assert "2026-12-24T00:00:00" in str(refused.value)
    assert "2026-12-23T00:00:00" not in str(refused.value).partition("requested:")[0]
