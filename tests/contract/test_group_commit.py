"""Operations that arrive while a request is on its way go out together, and each gets its own answer."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

import pytest

from pulumi_liveperson.client.errors import ApiError, ConflictError, RejectedError
from pulumi_liveperson.client.kinds.kind import Kind
from tests.contract.process import FOREIGN, OF_BATCHES, OF_OCCASIONS, Console, Process, occasion
from tests.objects import wire

ATOMIC_OR_NOT = pytest.mark.parametrize("bulk", ["atomic", "per_item"])
ANY_CHECK = pytest.mark.usefixtures("stale_check")


@pytest.fixture
def ids(console: Console) -> dict[str, str]:
    return {name: console.create(name) for name in "ABC"}


def read_all(process: Process, ids: dict[str, str]) -> None:
    for id_ in ids.values():
        process.read(id_)


def update_all(process: Process, ids: dict[str, str]) -> list[Future[Any]]:
    return process.at_once(*[partial(process.update, id_, name) for name, id_ in ids.items()])


def delete_all(process: Process, ids: dict[str, str]) -> list[Future[Any]]:
    return process.at_once(*[partial(process.delete, id_, name) for name, id_ in ids.items()])


def outcomes(futures: list[Future[Any]]) -> list[type[BaseException] | None]:
    return [type(error) if (error := each.exception()) else None for each in futures]


LONE_WRITES: dict[str, Callable[[Process, str], object]] = {
    "create": lambda process, _id: process.create("two"),
    "update": lambda process, id_: process.update(id_, "one"),
    "delete": lambda process, id_: process.delete(id_, "one"),
}


LEFT = {"create": {"one", "two"}, "update": {"one"}, "delete": set[str]()}


@pytest.mark.account
@pytest.mark.needs_default("list_select", "skill_list_select")
@ANY_CHECK
@pytest.mark.parametrize("write", LONE_WRITES)
def test_a_lone_operation_sends_one_write(process: Process, console: Console, write: str) -> None:
    LONE_WRITES[write](process, console.create("one"))

    if console.is_alone:
        assert process.count("POST", "PUT", "DELETE") == 1
        assert process.count("GET") <= 1
    assert console.objects().keys() == LEFT[write]


@pytest.mark.account
def test_an_update_to_what_is_there_sends_no_write(process: Process, console: Console) -> None:
    id_ = console.create("one", 1)

    assert process.update(id_, "one").id == id_
    assert process.count("POST", "PUT", "DELETE") == 0


@pytest.mark.account
@OF_BATCHES
def test_creates_that_wait_go_out_together(process: Process, console: Console) -> None:
    made = process.at_once(*[partial(process.create, name) for name in "ABC"])

    assert process.count("POST") == 1
    assert [each.result().id for each in made] == [console.id_of(name) for name in "ABC"]


@pytest.mark.account
@OF_OCCASIONS
@ANY_CHECK
def test_updates_and_deletes_that_wait_go_out_together(process: Process, console: Console) -> None:
    ids = {name: console.create(name) for name in "ABCD"}

    updates = [partial(process.update, ids[name], name) for name in "AB"]
    deletes = [partial(process.delete, ids[name], name) for name in "CD"]
    done = process.at_once(*updates, *deletes)

    assert outcomes(done) == [None] * 4
    if console.is_alone:
        assert process.count("DELETE") == 1
        # A strict server refuses the first one, and is known as such from then on.
        assert process.count("PUT") <= 2
    assert {len(bodies) for bodies in process.written("PUT")} == {2}
    assert console.live() == {name: occasion(name, 1) for name in "AB"}


@pytest.mark.account
@pytest.mark.needs_default("reuse_deleted_name")
@ANY_CHECK
def test_a_delete_frees_its_name_for_a_create_with_it(process: Process, console: Console, kind: Kind) -> None:
    id_ = console.create("one")

    done = process.at_once(partial(process.create, "one", 1), partial(process.delete, id_, "one"))

    assert outcomes(done) == [None, None]
    assert console.live() == {"one": wire(kind, "one", 1)}


@pytest.mark.needs_default("error_body")
@OF_BATCHES
@ATOMIC_OR_NOT
@ANY_CHECK
def test_a_bad_create_fails_alone(process: Process, console: Console, kind: Kind, bulk: str) -> None:
    console.control.set_knobs(bulk=bulk)
    names = ["A", "B", "far too long " * 10, "C"]

    done = process.at_once(*[partial(process.create, name) for name in names])

    assert outcomes(done) == [None, None, RejectedError, None]
    assert "is longer than" in str(done[2].exception())
    assert console.live() == {name: wire(kind, name) for name in "ABC"}
    assert process.count("POST") <= 1 + len(names)
    assert process.count("GET") <= 2 + len(names)


@pytest.mark.needs_default("error_body")
@OF_OCCASIONS
@ATOMIC_OR_NOT
@ANY_CHECK
def test_a_bad_update_fails_alone(process: Process, console: Console, ids: dict[str, str], bulk: str) -> None:
    console.control.set_knobs(bulk=bulk)
    after = {name: occasion(name, 1) for name in "AC"} | {
        "B": occasion("B", description="far too long " * 20)
    }

    update = process.writer.update
    done = process.at_once(*[partial(update, ids[name], occasion(name), after[name]) for name in ids])

    assert outcomes(done) == [None, RejectedError, None]
    assert "is longer than" in str(done[1].exception())
    assert console.live() == {**after, "B": occasion("B")}
    assert process.count("PUT") <= 2 + len(ids)


@OF_OCCASIONS
@ATOMIC_OR_NOT
@ANY_CHECK
def test_a_bad_delete_fails_alone(process: Process, console: Console, bulk: str) -> None:
    console.control.set_knobs(bulk=bulk, delete_default="refuse")
    contents = {name: occasion(name, isDefault=name == "B") for name in "ABC"}
    ids = {name: console.create(name, isDefault=name == "B") for name in contents}

    delete = process.writer.delete
    done = process.at_once(*[partial(delete, ids[name], contents[name]) for name in contents])

    assert [outcome is None for outcome in outcomes(done)] == [True, False, True]
    assert isinstance(done[1].exception(), ApiError)
    assert console.live() == {"B": contents["B"]}
    assert process.count("DELETE") <= 2 + len(ids)


@pytest.mark.account
@OF_OCCASIONS
@ATOMIC_OR_NOT
@ANY_CHECK
def test_a_conflict_fails_alone(process: Process, console: Console, ids: dict[str, str], bulk: str) -> None:
    console.set_knobs(bulk=bulk)
    read_all(process, ids)
    console.edit_at("before", "PUT", ids["B"])

    done = update_all(process, ids)

    assert outcomes(done) == [None, ConflictError, None]
    assert console.live() == {
        name: occasion(name, version) for name, version in {"A": 1, "B": FOREIGN, "C": 1}.items()
    }


@pytest.mark.account
@OF_OCCASIONS
@ATOMIC_OR_NOT
@pytest.mark.parametrize("check_order", ["existence_first", "revision_first"])
@ANY_CHECK
def test_an_object_that_is_gone_spoils_no_batch(
    process: Process, console: Console, ids: dict[str, str], bulk: str, check_order: str
) -> None:
    console.set_knobs(bulk=bulk, check_order=check_order)
    read_all(process, ids)
    console.delete_at("before", "DELETE", ids["B"])

    assert outcomes(delete_all(process, ids)) == [None, None, None]
    assert console.live() == {}


@pytest.mark.account
@OF_OCCASIONS
@ATOMIC_OR_NOT
def test_an_update_of_what_is_gone_fails_alone(
    process: Process, console: Console, ids: dict[str, str], bulk: str
) -> None:
    console.set_knobs(bulk=bulk)
    read_all(process, ids)
    console.delete_at("before", "PUT", ids["B"])

    assert outcomes(update_all(process, ids)) == [None, ConflictError, None]
    assert console.live() == {name: occasion(name, 1) for name in "AC"}


@OF_OCCASIONS
@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "status_before", "status_after", "body"])
@ATOMIC_OR_NOT
@ANY_CHECK
def test_writes_whose_answer_is_lost_are_made(
    process: Process, console: Console, ids: dict[str, str], fault: str, bulk: str
) -> None:
    console.control.set_knobs(bulk=bulk)
    for method in ("PUT", "DELETE"):
        console.control.add_fault(fault, method=method, path=console.collection)

    assert outcomes(update_all(process, ids)) == [None, None, None]
    assert console.live() == console.of(A=1, B=1, C=1)
    deleted = process.at_once(*[partial(process.delete, id_, name, 1) for name, id_ in ids.items()])
    assert outcomes(deleted) == [None, None, None]
    assert console.live() == {}


@pytest.mark.account
@OF_OCCASIONS
@pytest.mark.usefixtures("default")
@ANY_CHECK
def test_two_defaults_are_never_created_in_one_request(process: Process, console: Console) -> None:
    done = process.at_once(*[partial(process.create, name, isDefault=name in "AC") for name in "ABC"])

    assert outcomes(done) == [None, None, None]
    sent = process.written("POST")
    assert sorted(each["name"] for bodies in sent for each in bodies) == ["A", "B", "C"]
    assert max(sum(each["isDefault"] for each in bodies) for bodies in sent) == 1
    assert sum(each["isDefault"] for each in console.live().values()) == 1


@pytest.mark.account
@OF_OCCASIONS
@pytest.mark.usefixtures("default")
@ANY_CHECK
def test_two_objects_are_never_made_the_default_in_one_request(
    process: Process, console: Console, ids: dict[str, str]
) -> None:
    wanted = {name: occasion(name, 1, isDefault=name in "AC") for name in ids}

    update = process.writer.update
    done = process.at_once(*[partial(update, ids[name], occasion(name), wanted[name]) for name in ids])

    assert outcomes(done) == [None, None, None]
    assert max(sum(each["isDefault"] for each in bodies) for bodies in process.written("PUT")) == 1
    assert sum(each["isDefault"] for each in console.live().values()) == 1
