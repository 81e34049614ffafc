"""No write overwrites what somebody else has changed, and writes of one program do not hinder each other."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from liveperson_simulator.server import Simulator
from tests.host.conftest import ACCOUNT, Hosts
from tests.host.declared import (
    COLLECTIONS,
    FIRST,
    KEYS,
    PLAIN,
    SECOND,
    THEIRS,
    WIRE,
    Props,
    change,
    live,
    move_revision,
    remove,
    there,
    writes,
)
from tests.host.pulumi_host import Host, HostError, Resource
from tests.objects import declared, kind_named


def test_an_update_of_what_somebody_changed_names_the_fields_and_writes_nothing(
    hosts: Hosts, simulator: Simulator, kind: str, created: Resource
) -> None:
    field = PLAIN[kind]
    change(simulator, kind, created.id, **{field: THEIRS[kind]})
    before = live(simulator, kind)

    with pytest.raises(HostError) as refused:
        hosts.start().update(created, SECOND[kind])

    words = (field, f'"{FIRST[kind][field]}"', f'"{THEIRS[kind]}"', f'"{SECOND[kind][field]}"')
    assert [word for word in words if word not in str(refused.value)] == []
    assert "pulumi refresh" in str(refused.value)
    assert live(simulator, kind) == before


def test_an_update_that_meets_a_change_on_its_way_writes_nothing(
    hosts: Hosts, simulator: Simulator, kind: str, created: Resource
) -> None:
    foreign = {PLAIN[kind]: THEIRS[kind]}
    simulator.control.foreign_on(
        ACCOUNT,
        COLLECTIONS[kind],
        when={"moment": "before", "method": "PUT"},
        write={"operation": "update", "id": created.id, "changes": foreign},
    )

    with pytest.raises(HostError, match=PLAIN[kind]):
        hosts.start().update(created, SECOND[kind])

    assert live(simulator, kind) == [{"id": int(created.id), **WIRE[kind], **foreign}]


def test_an_update_is_not_hindered_by_somebody_elses_object(
    hosts: Hosts, simulator: Simulator, kind: str, created: Resource
) -> None:
    move_revision(simulator, kind)

    updated = hosts.start().update(created, SECOND[kind])

    assert hosts.start().read(updated) == updated


def test_an_update_of_a_vanished_object_says_how_to_make_it_again(
    hosts: Hosts, simulator: Simulator, kind: str, created: Resource
) -> None:
    remove(simulator, kind, created.id)

    with pytest.raises(HostError, match=r"was deleted in LivePerson.*pulumi refresh"):
        hosts.start().update(created, SECOND[kind])

    assert live(simulator, kind) == []


def test_a_delete_of_a_gone_object_is_done(
    hosts: Hosts, simulator: Simulator, kind: str, created: Resource
) -> None:
    remove(simulator, kind, created.id)
    simulator.control.clear_requests()

    hosts.start().delete(created)

    assert writes(simulator, kind) == []


def test_a_delete_of_what_somebody_changed_deletes_nothing(
    hosts: Hosts, simulator: Simulator, kind: str, created: Resource
) -> None:
    change(simulator, kind, created.id, **{PLAIN[kind]: THEIRS[kind]})

    with pytest.raises(HostError, match=PLAIN[kind]):
        hosts.start().delete(created)

    assert [str(each["id"]) for each in live(simulator, kind)] == [created.id]


def test_an_equal_object_is_taken_over_by_a_create(host: Host, simulator: Simulator, kind: str) -> None:
    id_ = there(simulator, kind)

    created = host.create(kind, FIRST[kind])

    assert created.id == id_
    assert writes(simulator, kind) == []


def test_a_different_object_of_that_name_refuses_a_create_with_both_contents(
    host: Host, simulator: Simulator, kind: str
) -> None:
    field = PLAIN[kind]
    id_ = there(simulator, kind, **{field: THEIRS[kind]})
    before = live(simulator, kind)

    with pytest.raises(HostError) as refused:
        host.create(kind, FIRST[kind])

    words = (id_, field, f'"{THEIRS[kind]}"', f'"{FIRST[kind][field]}"')
    assert [word for word in words if word not in str(refused.value)] == []
    assert live(simulator, kind) == before


def test_a_lost_answer_makes_no_second_object(host: Host, simulator: Simulator, kind: str) -> None:
    simulator.control.add_fault("drop_after", method="POST", path=COLLECTIONS[kind])

    created = host.create(kind, FIRST[kind])

    assert [str(each["id"]) for each in live(simulator, kind)] == [created.id]
    assert writes(simulator, kind) == ["POST"]


@pytest.mark.parametrize("stale_check", ["strict", "mild"])
def test_eight_creates_updates_and_deletes_in_parallel_never_collide(
    hosts: Hosts, simulator: Simulator, kind: str, stale_check: str
) -> None:
    simulator.control.set_knobs(stale_check=stale_check)
    first: list[Props] = [{**FIRST[kind], KEYS[kind]: f"Number {number}"} for number in range(8)]
    second = [declared(kind_named(kind), f"Changed {number}", 1) for number in range(8)]

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


def test_a_create_that_fails_does_not_stop_the_others(host: Host, simulator: Simulator, kind: str) -> None:
    there(simulator, kind, **{PLAIN[kind]: THEIRS[kind]})
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


def test_one_that_livepersons_refuses_does_not_stop_the_others_of_its_request(
    host: Host, simulator: Simulator, kind: str
) -> None:
    simulator.control.set_knobs(unique_names="case_insensitive", zone_policy="Europe/Lisbon")
    there(simulator, kind, **{KEYS[kind]: "NUMBER 3"})
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
