"""Operations that arrive while a request is on its way go out together, and each gets its own answer."""

from concurrent.futures import Future
from functools import partial
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import ApiError, ConflictError, RefusedError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import Console, Process, account, at_once, occasion
from tests.objects import wire

ATOMIC_OR_NOT = pytest.mark.parametrize(
    "bulk",
    [
        "atomic",
        pytest.param("per_item"),
    ],
)


@pytest.fixture
def occasions(simulator: Simulator) -> Console:
    return Console(simulator, SPECIAL_OCCASION)


@pytest.fixture
def clerk(simulator: Simulator) -> Process:
    """A process that writes special occasions."""
    return Process(account(simulator), SPECIAL_OCCASION)


def outcomes(futures: list[Future[Any]]) -> list[type[BaseException] | None]:
    return [type(error) if (error := each.exception()) else None for each in futures]


def test_a_lone_create_sends_one_write(process: Process, kind: Kind) -> None:
    process.writer.create(wire(kind, "one"))

    assert process.count("POST", "PUT", "DELETE") == 1
    assert process.count("GET") <= 1


@pytest.mark.usefixtures("stale_check")
def test_a_lone_update_sends_one_write(process: Process, console: Console, kind: Kind) -> None:
    id_ = console.create("one")

    process.writer.update(id_, wire(kind, "one"), wire(kind, "one", 1))

    assert process.count("POST", "PUT", "DELETE") == 1
    assert process.count("GET") <= 1


@pytest.mark.usefixtures("stale_check")
def test_a_lone_delete_sends_one_write(process: Process, console: Console, kind: Kind) -> None:
    id_ = console.create("one")

    process.writer.delete(id_, wire(kind, "one"))

    assert process.count("POST", "PUT", "DELETE") == 1
    assert process.count("GET") <= 1


def test_an_update_to_what_is_there_sends_no_write(process: Process, console: Console, kind: Kind) -> None:
    id_ = console.create("one", 1)

    known = process.writer.update(id_, wire(kind, "one"), wire(kind, "one", 1))

    assert known.id == id_
    assert process.count("POST", "PUT", "DELETE") == 0


def test_creates_that_wait_go_out_together(process: Process, console: Console, kind: Kind) -> None:
    work = [partial(process.writer.create, wire(kind, name)) for name in ("A", "B", "C")]

    made = [each.result() for each in at_once(process.writer, *work)]

    assert process.count("POST") == 1
    assert [each.id for each in made] == [console.id_of(name) for name in ("A", "B", "C")]


@pytest.mark.usefixtures("stale_check")
def test_updates_and_deletes_of_occasions_that_wait_go_out_together(
    occasions: Console, clerk: Process
) -> None:
    ids = {name: occasions.create(name) for name in "ABCD"}
    writer = clerk.writer

    updates = [partial(writer.update, ids[name], occasion(name), occasion(name, 1)) for name in "AB"]
    deletes = [partial(writer.delete, ids[name], occasion(name)) for name in "CD"]
    done = at_once(writer, *updates, *deletes)

    assert outcomes(done) == [None] * 4
    assert clerk.count("DELETE") == 1
    assert clerk.count("PUT") <= 2  # a strict server refuses the first one, and is known as such from then on
    assert {len(bodies) for bodies in clerk.written("PUT")} == {2}
    assert occasions.live() == {name: occasion(name, 1) for name in "AB"}


@pytest.mark.usefixtures("stale_check")
def test_a_delete_frees_its_name_for_a_create_beside_it(
    process: Process, console: Console, kind: Kind
) -> None:
    id_ = console.create("one")

    done = at_once(
        process.writer,
        partial(process.writer.create, wire(kind, "one", 1)),
        partial(process.writer.delete, id_, wire(kind, "one")),
    )

    assert outcomes(done) == [None, None]
    assert console.live() == {"one": wire(kind, "one", 1)}


@pytest.mark.parametrize("bulk", ["atomic", "per_item"])
@pytest.mark.usefixtures("stale_check")
def test_a_bad_create_fails_alone(process: Process, console: Console, kind: Kind, bulk: str) -> None:
    console.control.set_knobs(bulk=bulk)
    names = ["A", "B", "far too long " * 10, "C"]

    done = at_once(process.writer, *[partial(process.writer.create, wire(kind, name)) for name in names])

    assert outcomes(done) == [None, None, RefusedError, None]
    assert "is longer than" in str(done[2].exception())
    assert console.live() == {name: wire(kind, name) for name in "ABC"}
    assert process.count("POST") <= 1 + len(names)
    assert process.count("GET") <= 2 + len(names)


@ATOMIC_OR_NOT
@pytest.mark.usefixtures("stale_check")
def test_a_bad_update_fails_alone(occasions: Console, clerk: Process, bulk: str) -> None:
    occasions.control.set_knobs(bulk=bulk)
    ids = {name: occasions.create(name) for name in "ABC"}
    writer = clerk.writer
    after = {
        "A": occasion("A", 1),
        "B": occasion("B", description="far too long " * 20),
        "C": occasion("C", 1),
    }

    done = at_once(
        writer, *[partial(writer.update, ids[name], occasion(name), after[name]) for name in after]
    )

    assert outcomes(done) == [None, RefusedError, None]
    assert "is longer than" in str(done[1].exception())
    assert occasions.live() == {**after, "B": occasion("B")}
    assert clerk.count("PUT") <= 2 + len(ids)


@ATOMIC_OR_NOT
@pytest.mark.usefixtures("stale_check")
def test_a_bad_delete_fails_alone(occasions: Console, clerk: Process, bulk: str) -> None:
    occasions.control.set_knobs(bulk=bulk, delete_default="refuse")
    contents = {name: occasion(name, isDefault=name == "B") for name in "ABC"}
    ids = {name: occasions.create(name, isDefault=name == "B") for name in contents}
    writer = clerk.writer

    done = at_once(writer, *[partial(writer.delete, ids[name], contents[name]) for name in contents])

    assert [outcome is None for outcome in outcomes(done)] == [True, False, True]
    assert isinstance(done[1].exception(), ApiError)
    assert occasions.live() == {"B": contents["B"]}
    assert clerk.count("DELETE") <= 2 + len(ids)


@pytest.mark.parametrize("bulk", ["atomic", "per_item"])
@pytest.mark.usefixtures("stale_check")
def test_a_conflict_fails_alone(occasions: Console, clerk: Process, bulk: str) -> None:
    occasions.control.set_knobs(bulk=bulk)
    ids = {name: occasions.create(name) for name in "ABC"}
    writer = clerk.writer
    for id_ in ids.values():
        writer.read(id_)
    occasions.edit_at("before", "PUT", ids["B"])

    done = at_once(
        writer,
        *[partial(writer.update, ids[name], occasion(name), occasion(name, 1)) for name in ids],
    )

    assert outcomes(done) == [None, ConflictError, None]
    assert occasions.live()["A"] == occasion("A", 1)
    assert occasions.live()["C"] == occasion("C", 1)
    assert occasions.live()["B"] == occasion("B", 5)


@pytest.mark.parametrize("bulk", ["atomic", "per_item"])
@pytest.mark.parametrize("check_order", ["existence_first", "revision_first"])
@pytest.mark.usefixtures("stale_check")
def test_an_object_that_is_gone_spoils_no_batch(
    occasions: Console, clerk: Process, bulk: str, check_order: str
) -> None:
    occasions.control.set_knobs(bulk=bulk, check_order=check_order)
    ids = {name: occasions.create(name) for name in "ABC"}
    writer = clerk.writer
    for id_ in ids.values():
        writer.read(id_)
    occasions.delete_at("before", "DELETE", ids["B"])

    done = at_once(writer, *[partial(writer.delete, ids[name], occasion(name)) for name in ids])

    assert outcomes(done) == [None, None, None]
    assert occasions.live() == {}


@pytest.mark.parametrize("bulk", ["atomic", "per_item"])
def test_an_update_of_what_is_gone_fails_alone(occasions: Console, clerk: Process, bulk: str) -> None:
    occasions.control.set_knobs(bulk=bulk)
    ids = {name: occasions.create(name) for name in "ABC"}
    writer = clerk.writer
    for id_ in ids.values():
        writer.read(id_)
    occasions.delete_at("before", "PUT", ids["B"])

    done = at_once(
        writer,
        *[partial(writer.update, ids[name], occasion(name), occasion(name, 1)) for name in ids],
    )

    assert outcomes(done) == [None, ConflictError, None]
    assert occasions.live() == {name: occasion(name, 1) for name in "AC"}


ANSWER_IS_LOST = pytest.mark.parametrize(
    "fault", ["drop_before", "drop_after", "status_before", "status_after", "body"]
)


@ANSWER_IS_LOST
@pytest.mark.parametrize("bulk", ["atomic", "per_item"])
@pytest.mark.usefixtures("stale_check")
def test_updates_whose_answer_is_lost_are_made(
    occasions: Console, clerk: Process, fault: str, bulk: str
) -> None:
    occasions.control.set_knobs(bulk=bulk)
    occasions.control.add_fault(fault, method="PUT", path=occasions.collection)
    ids = {name: occasions.create(name) for name in "ABC"}
    writer = clerk.writer

    done = at_once(
        writer, *[partial(writer.update, ids[name], occasion(name), occasion(name, 1)) for name in ids]
    )

    assert outcomes(done) == [None, None, None]
    assert occasions.live() == {name: occasion(name, 1) for name in ids}


@ANSWER_IS_LOST
@pytest.mark.parametrize("bulk", ["atomic", "per_item"])
@pytest.mark.usefixtures("stale_check")
def test_deletes_whose_answer_is_lost_are_made(
    occasions: Console, clerk: Process, fault: str, bulk: str
) -> None:
    occasions.control.set_knobs(bulk=bulk)
    occasions.control.add_fault(fault, method="DELETE", path=occasions.collection)
    ids = {name: occasions.create(name) for name in "ABC"}
    writer = clerk.writer

    done = at_once(writer, *[partial(writer.delete, ids[name], occasion(name)) for name in ids])

    assert outcomes(done) == [None, None, None]
    assert occasions.live() == {}


@pytest.mark.usefixtures("stale_check")
def test_two_defaults_are_never_created_in_one_request(occasions: Console, clerk: Process) -> None:
    desired = [occasion(name, isDefault=name in "AC") for name in "ABC"]

    done = at_once(clerk.writer, *[partial(clerk.writer.create, each) for each in desired])

    assert outcomes(done) == [None, None, None]
    sent = clerk.written("POST")
    assert sorted(each["name"] for bodies in sent for each in bodies) == ["A", "B", "C"]
    assert max(sum(each["isDefault"] for each in bodies) for bodies in sent) == 1
    assert sum(each["isDefault"] for each in occasions.live().values()) == 1


@pytest.mark.usefixtures("stale_check")
def test_two_objects_are_never_made_the_default_in_one_request(occasions: Console, clerk: Process) -> None:
    ids = {name: occasions.create(name) for name in "ABC"}
    writer = clerk.writer

    done = at_once(
        writer,
        *[
            partial(writer.update, ids[name], occasion(name), occasion(name, 1, isDefault=name in "AC"))
            for name in ids
        ],
    )

    assert outcomes(done) == [None, None, None]
    assert max(sum(each["isDefault"] for each in bodies) for bodies in clerk.written("PUT")) == 1
    assert sum(each["isDefault"] for each in occasions.live().values()) == 1
