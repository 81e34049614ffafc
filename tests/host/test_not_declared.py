"""What a program does not declare stays as it is."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from liveperson_simulator.server import Simulator
from tests.host.conftest import Hosts
from tests.host.declared import FIRST, KEYS, OCCASION_EVENT, SECOND, change, live
from tests.host.pulumi_host import Resource
from tests.host.recorder import Recorder
from tests.unit.declarations import event, occasion, reason


@pytest.fixture
def recorder(simulator: Simulator) -> Iterator[Recorder]:
    with Recorder(simulator.url) as recorder:
        yield recorder


def test_fields_we_do_not_know_survive_an_update(
    hosts: Hosts, simulator: Simulator, recorder: Recorder, kind: str, created: Resource
) -> None:
    change(simulator, kind, created.id, colour="red", owner={"name": "ops"})

    hosts.start(domainApiUrl=recorder.url).update(created, SECOND[kind])

    [body] = [body for method, body in recorder.bodies if method == "PUT"]
    sent = body[0] if isinstance(body, list) else body
    assert (sent["colour"], sent["owner"]) == ("red", {"name": "ops"})
    assert sent[KEYS[kind]] == SECOND[kind][KEYS[kind]]


def test_fields_we_do_not_know_of_an_unchanged_event_survive_an_update(
    hosts: Hosts, simulator: Simulator, recorder: Recorder
) -> None:
    kind = "SpecialOccasion"
    created = hosts.start().create(kind, FIRST[kind])
    known = OCCASION_EVENT
    change(simulator, kind, created.id, events=[{**known, "colour": "red"}])
    declared = occasion(description="Closed for the year", events=[event(working=True, count=2), event()])

    hosts.start(domainApiUrl=recorder.url).update(created, declared)

    [(_, [sent])] = [each for each in recorder.bodies if each[0] == "PUT"]
    assert [each.get("colour") for each in sent["events"]] == [None, "red"]


@pytest.mark.parametrize("policy", ["append", "prepend"])
def test_an_order_that_nobody_declares_is_kept(hosts: Hosts, simulator: Simulator, policy: str) -> None:
    simulator.control.set_knobs(order_policy=policy)
    host = hosts.start()
    created = [host.create("StatusReason", reason(text=f"Reason {number}")) for number in range(3)]
    before = {each["id"]: each["order"] for each in live(simulator, "StatusReason")}

    hosts.start().update(created[1], reason(text="Another text", enabled=False))

    assert {each["id"]: each["order"] for each in live(simulator, "StatusReason")} == before


@pytest.mark.parametrize("policy", ["append", "prepend", "hidden"])
def test_declared_orders_become_the_live_sequence(hosts: Hosts, simulator: Simulator, policy: str) -> None:
    simulator.control.set_knobs(order_policy=policy)
    orders = {"Lunch": 30, "Coffee": 10, "Training": 20}

    with ThreadPoolExecutor(8) as threads:
        host = hosts.start()
        created = list(
            threads.map(
                lambda text: host.create("StatusReason", reason(text=text, order=orders[text])), orders
            )
        )
    sequence = sorted(live(simulator, "StatusReason"), key=lambda each: each["order"])
    host = hosts.start()

    assert [each["text"] for each in sequence] == ["Coffee", "Training", "Lunch"]
    assert [host.read(each) for each in created] == created
