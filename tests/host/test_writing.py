"""No write overwrites what somebody else has changed, and writes of one program do not hinder each other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from simulator.server import Simulator
from tests.host.conftest import ACCOUNT, Hosts
from tests.host.declared import (
    COLLECTIONS,
    FIRST,
    KEYS,
    KINDS,
    OCCASION_EVENT,
    SECOND,
    WIRE,
    Props,
    change,
    live,
    move_revision,
    writes,
)
from tests.host.pulumi_host import Host, HostError, Resource
from tests.host.recorder import Recorder
from tests.unit.declarations import event, occasion, reason

EACH = pytest.mark.parametrize("kind", KINDS)
# Per kind: a change in the console, and how the message names the field, what was known and what is live.
CHANGED = {
    "SpecialOccasion": (
        {"description": "Ours now"},
        ["description", '"Closed"', '"Ours now"', '"Open late"'],
    ),
    "StatusReason": ({"state": "Online"}, ["state", '"Away"', '"Online"', '"Occupied"']),
}


@pytest.fixture
def recorder(simulator: Simulator) -> Iterator[Recorder]:
    with Recorder(simulator.url) as recorder:
        yield recorder


@EACH
def test_an_update_of_what_somebody_changed_names_the_fields_and_writes_nothing(
    hosts: Hosts, simulator: Simulator, kind: str
) -> None:
    created = hosts.start().create(kind, FIRST[kind])
    foreign, words = CHANGED[kind]
    change(simulator, kind, created.id, **foreign)
    before = live(simulator, kind)

    with pytest.raises(HostError) as refused:
        hosts.start().update(created, SECOND[kind])

    assert [word for word in words if word not in str(refused.value)] == []
    assert "pulumi refresh" in str(refused.value)
    assert live(simulator, kind) == before


@EACH
def test_an_update_that_meets_a_change_on_its_way_writes_nothing(
    hosts: Hosts, simulator: Simulator, kind: str
) -> None:
    created = hosts.start().create(kind, FIRST[kind])
    foreign, words = CHANGED[kind]
    simulator.control.foreign_on(
        ACCOUNT,
        COLLECTIONS[kind],
        when={"moment": "before", "method": "PUT"},
        write={"operation": "update", "id": created.id, "changes": foreign},
    )

    with pytest.raises(HostError, match=words[0]):
        hosts.start().update(created, SECOND[kind])

    assert live(simulator, kind) == [{"id": int(created.id), **WIRE[kind], **foreign}]


@EACH
def test_an_update_is_not_hindered_by_somebody_elses_object(
    hosts: Hosts, simulator: Simulator, kind: str
) -> None:
    created = hosts.start().create(kind, FIRST[kind])
    move_revision(simulator, kind)

    updated = hosts.start().update(created, SECOND[kind])

    assert hosts.start().read(updated) == updated


@EACH
def test_an_update_of_a_vanished_object_says_how_to_make_it_again(
    hosts: Hosts, simulator: Simulator, kind: str
) -> None:
    created = hosts.start().create(kind, FIRST[kind])
    simulator.control.foreign_delete(ACCOUNT, COLLECTIONS[kind], created.id)

    with pytest.raises(HostError, match=r"was deleted in LivePerson.*pulumi refresh"):
        hosts.start().update(created, SECOND[kind])

    assert live(simulator, kind) == []


@EACH
def test_a_delete_of_a_gone_object_is_done(hosts: Hosts, simulator: Simulator, kind: str) -> None:
    created = hosts.start().create(kind, FIRST[kind])
    simulator.control.foreign_delete(ACCOUNT, COLLECTIONS[kind], created.id)
    simulator.control.clear_requests()

    hosts.start().delete(created)

    assert writes(simulator, kind) == []


@EACH
def test_a_delete_of_what_somebody_changed_deletes_nothing(
    hosts: Hosts, simulator: Simulator, kind: str
) -> None:
    created = hosts.start().create(kind, FIRST[kind])
    foreign, words = CHANGED[kind]
    change(simulator, kind, created.id, **foreign)

    with pytest.raises(HostError, match=words[0]):
        hosts.start().delete(created)

    assert [str(each["id"]) for each in live(simulator, kind)] == [created.id]


@EACH
def test_an_equal_object_is_taken_over_by_a_create(host: Host, simulator: Simulator, kind: str) -> None:
    there = simulator.control.foreign_create(ACCOUNT, COLLECTIONS[kind], WIRE[kind])

    created = host.create(kind, FIRST[kind])

    assert created.id == str(there["id"])
    assert writes(simulator, kind) == []


@EACH
def test_a_different_object_of_that_name_refuses_a_create_with_both_contents(
    host: Host, simulator: Simulator, kind: str
) -> None:
    foreign, words = CHANGED[kind]
    there = simulator.control.foreign_create(ACCOUNT, COLLECTIONS[kind], {**WIRE[kind], **foreign})

    with pytest.raises(HostError) as refused:
        host.create(kind, FIRST[kind])

    assert [word for word in [str(there["id"]), *words[:3]] if word not in str(refused.value)] == []
    assert live(simulator, kind) == [there]


@EACH
def test_a_lost_answer_makes_no_second_object(host: Host, simulator: Simulator, kind: str) -> None:
    simulator.control.add_fault("drop_after", method="POST", path=COLLECTIONS[kind])

    created = host.create(kind, FIRST[kind])

    assert [str(each["id"]) for each in live(simulator, kind)] == [created.id]
    assert writes(simulator, kind) == ["POST"]


@EACH
@pytest.mark.parametrize("stale_check", ["strict", "mild"])
def test_eight_creates_updates_and_deletes_in_parallel_never_collide(
    hosts: Hosts, simulator: Simulator, kind: str, stale_check: str
) -> None:
    simulator.control.set_knobs(stale_check=stale_check)
    first: list[Props] = [{**FIRST[kind], KEYS[kind]: f"Number {number}"} for number in range(8)]
    second: list[Props] = [{**SECOND[kind], KEYS[kind]: f"Changed {number}"} for number in range(8)]
    for each in second:
        each.pop("is_default", None)

    with ThreadPoolExecutor(8) as threads:
        host = hosts.start()
        created = list(threads.map(lambda each: host.create(kind, each), first))
        host = hosts.start()
        updated = list(threads.map(host.update, created, second))
        names = {each[KEYS[kind]] for each in live(simulator, kind)}
        host = hosts.start()
        list(threads.map(host.delete, updated))

    assert len({each.id for each in created}) == 8
    assert names == {each[KEYS[kind]] for each in second}
    assert live(simulator, kind) == []


@EACH
def test_a_create_that_fails_does_not_stop_the_others(host: Host, simulator: Simulator, kind: str) -> None:
    foreign, _ = CHANGED[kind]
    simulator.control.foreign_create(ACCOUNT, COLLECTIONS[kind], {**WIRE[kind], **foreign})
    names = [f"Number {number}" for number in range(7)]
    declared = [{**FIRST[kind], KEYS[kind]: name} for name in names]
    declared.insert(3, FIRST[kind])

    def outcome(each: Props) -> Resource | str:
        try:
            return host.create(kind, each)
        except HostError as error:
            return str(error)

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(outcome, declared))

    failures = [each for each in outcomes if isinstance(each, str)]
    assert [number for number, each in enumerate(outcomes) if isinstance(each, str)] == [3]
    assert "already exists with other content" in failures[0]
    assert {each[KEYS[kind]] for each in live(simulator, kind)} == {*names, FIRST[kind][KEYS[kind]]}


@EACH
def test_one_that_livepersons_refuses_does_not_stop_the_others_of_its_request(
    host: Host, simulator: Simulator, kind: str
) -> None:
    simulator.control.set_knobs(unique_names="case_insensitive", zone_policy="Europe/Lisbon")
    simulator.control.foreign_create(ACCOUNT, COLLECTIONS[kind], {**WIRE[kind], KEYS[kind]: "NUMBER 3"})
    declared: list[Props] = [{**FIRST[kind], KEYS[kind]: f"Number {number}"} for number in range(8)]

    def outcome(each: Props) -> bool:
        try:
            return bool(host.create(kind, each).id)
        except HostError as error:
            assert "already in use" in str(error)  # noqa: PT017 - one of eight
            return False

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(outcome, declared))

    assert outcomes == [number != 3 for number in range(8)]


@EACH
def test_fields_we_do_not_know_survive_an_update(
    hosts: Hosts, simulator: Simulator, recorder: Recorder, kind: str
) -> None:
    created = hosts.start().create(kind, FIRST[kind])
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
