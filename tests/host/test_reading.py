"""What a refresh makes of an object, and what it costs."""

import pytest

from liveperson_simulator.server import Simulator
from tests.host.conftest import ACCOUNT, Hosts
from tests.host.declared import COLLECTIONS, FIRST, KEYS, SECOND, change, move_revision, remove
from tests.host.pulumi_host import Host, Resource
from tests.unit.declarations import reason

BROKEN = {
    "SpecialOccasion": {
        "id": 4410020312,
        "name": "n" * 60,
        "isDefault": False,
        "colour": "red",
        "events": [
            {
                "meta": {"working": False, "name": "closed", "colour": "red"},
                "start": {"dateTime": "2026-12-24T00:00:00.000Z", "timeZone": "GMT+1"},
                "end": {"dateTime": "2026-12-24", "timeZone": "Europe/Warsaq"},
                "recurrence": ["RRULE:FREQ=YEARLY", "RRULE:FREQ=WEEKLY;BYDAY=MO"],
            }
        ],
    },
    "StatusReason": {
        "id": 4410020312,
        "text": "<b>" * 50,
        "state": "BackSoon",
        "enabled": True,
        "colour": "red",
    },
}
SHOWN = {
    "SpecialOccasion": {
        "name": "n" * 60,
        "description": "",
        "is_default": False,
        "events": [
            {
                "meta": {"working": False, "name": "closed"},
                "start": {"date_time": "2026-12-24T00:00:00.000Z", "time_zone": "GMT+1"},
                "end": {"date_time": "2026-12-24", "time_zone": "Europe/Warsaq"},
                "recurrence": ["RRULE:FREQ=YEARLY", "RRULE:FREQ=WEEKLY;BYDAY=MO"],
            }
        ],
    },
    "StatusReason": {"text": "<b>" * 50, "state": "BackSoon", "enabled": True},
}


def test_an_unchanged_object_keeps_its_revision(
    hosts: Hosts, simulator: Simulator, kind: str, created: Resource
) -> None:
    move_revision(simulator, kind)

    seen = hosts.start().read(created)

    assert seen == created


def test_a_changed_object_returns_inputs_and_outputs(
    hosts: Hosts, simulator: Simulator, kind: str, created: Resource
) -> None:
    change(simulator, kind, created.id, **{KEYS[kind]: "Renamed"})

    seen = hosts.start().read(created)

    assert seen.inputs == {**created.inputs, KEYS[kind]: "Renamed"}
    assert seen.outputs == {**seen.inputs, "ac_revision": seen.revision}
    assert int(seen.revision) > int(created.revision)


def test_a_vanished_object_has_no_id(
    hosts: Hosts, simulator: Simulator, kind: str, created: Resource
) -> None:
    remove(simulator, kind, created.id)

    assert hosts.start().read(created).id == ""


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("list_select", ["whole", "ignored", "reject400"])
def test_an_object_that_breaks_rules_is_read_and_shown(
    host: Host, simulator: Simulator, kind: str, list_select: str
) -> None:
    simulator.control.set_knobs(list_select=list_select)
    simulator.control.seed(ACCOUNT, {COLLECTIONS[kind]: [BROKEN[kind]]})
    stored = Resource(kind, "4410020312", FIRST[kind], {**FIRST[kind], "ac_revision": "1"})

    seen = host.read(stored)

    assert seen.id == "4410020312"
    assert seen.inputs == SHOWN[kind]


def test_events_in_another_order_are_no_drift(hosts: Hosts, simulator: Simulator) -> None:
    simulator.control.set_knobs(event_order="reversed")
    created = hosts.start().create("SpecialOccasion", SECOND["SpecialOccasion"])

    assert hosts.start().read(created) == created


def test_an_order_that_nobody_declares_is_no_drift(hosts: Hosts, simulator: Simulator) -> None:
    simulator.control.set_knobs(order_policy="append")
    created = hosts.start().create("StatusReason", reason())
    change(simulator, "StatusReason", created.id, order=7)

    assert hosts.start().read(created) == created


def test_an_order_that_livepersons_renumbering_moved_is_no_drift(hosts: Hosts, simulator: Simulator) -> None:
    simulator.control.set_knobs(order_policy="append")
    host = hosts.start()
    created = [
        host.create("StatusReason", reason(text=f"Reason {order}", order=order)) for order in (10, 20, 30)
    ]

    host = hosts.start()
    seen = [host.read(each) for each in created]

    assert seen == created


def test_forty_resources_are_refreshed_by_one_list(hosts: Hosts, simulator: Simulator, kind: str) -> None:
    host = hosts.start()
    created = [host.create(kind, {**FIRST[kind], KEYS[kind]: f"Number {number}"}) for number in range(40)]
    simulator.control.clear_requests()

    host = hosts.start()
    assert [host.read(each) for each in created] == created

    requests = [each["path"] for each in simulator.control.requests() if "/configuration/" in each["path"]]
    assert len(requests) == 1
