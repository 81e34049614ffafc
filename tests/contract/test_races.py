"""Somebody else writes at an exact moment: nothing of theirs is lost, and nothing else stands in our way."""

from collections.abc import Callable
from functools import partial

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import ApiError, ConflictError, NameTakenError, RefusedError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import FOREIGN, Console, Process, account, at_once, occasion
from tests.objects import plain_field, wire

pytestmark = pytest.mark.pairwise

EITHER_MOMENT = pytest.mark.parametrize("moment", ["before", "after"])
ANY_SERVER = pytest.mark.usefixtures("stale_check", "stale_status")
NAMES = ("A", "B", "C")


@pytest.fixture
def ids(console: Console) -> dict[str, str]:
    return {name: console.create(name) for name in NAMES}


def read_all(process: Process, ids: dict[str, str]) -> None:
    for id_ in ids.values():
        assert process.writer.read(id_) is not None


def update(process: Process, ids: dict[str, str], name: str, version: int = 1) -> None:
    process.writer.update(ids[name], wire(process.kind, name), wire(process.kind, name, version))


def delete(process: Process, ids: dict[str, str], name: str) -> None:
    process.writer.delete(ids[name], wire(process.kind, name))


def create(process: Process, _ids: dict[str, str], _name: str) -> None:
    process.writer.create(wire(process.kind, "D"))


WRITES: dict[str, Callable[[Process, dict[str, str], str], None]] = {
    "POST": create,
    "PUT": update,
    "DELETE": delete,
}
EACH_WRITE = pytest.mark.parametrize("method", list(WRITES))
UPDATE_OR_DELETE = pytest.mark.parametrize("method", ["PUT", "DELETE"])
THEN_UPDATE_OR_DELETE = pytest.mark.parametrize(
    "writes", [(first, then) for first in WRITES for then in ("PUT", "DELETE")], ids=" then ".join
)


def after(kind: Kind, method: str) -> dict[str, dict[str, object]]:
    """Return what is live after a write of A, or the create of D."""
    untouched = {name: wire(kind, name) for name in NAMES}
    if method == "POST":
        return {**untouched, "D": wire(kind, "D")}
    if method == "PUT":
        return {**untouched, "A": wire(kind, "A", 1)}
    del untouched["A"]
    return untouched


@ANY_SERVER
@EITHER_MOMENT
@THEN_UPDATE_OR_DELETE
def test_an_edit_while_our_write_is_on_its_way_is_seen_by_the_next_write(
    process: Process, console: Console, ids: dict[str, str], moment: str, writes: tuple[str, str]
) -> None:
    method, next_method = writes
    read_all(process, ids)
    console.edit_at(moment, method, ids["B"])

    WRITES[method](process, ids, "A")
    with pytest.raises(ConflictError, match=r'"B".* was changed in LivePerson'):
        WRITES[next_method](process, ids, "B")

    assert console.live() == after(console.kind, method) | {"B": wire(console.kind, "B", FOREIGN)}


@ANY_SERVER
@EITHER_MOMENT
@THEN_UPDATE_OR_DELETE
def test_an_edit_is_seen_by_a_write_that_comes_much_later(
    process: Process, console: Console, ids: dict[str, str], moment: str, writes: tuple[str, str]
) -> None:
    kind, (method, next_method) = console.kind, writes
    read_all(process, ids)
    console.edit_at(moment, method, ids["B"])

    WRITES[method](process, ids, "A")
    process.writer.update(ids["C"], wire(kind, "C"), wire(kind, "C", 1))
    process.writer.create(wire(kind, "E"))
    process.writer.update(ids["C"], wire(kind, "C", 1), wire(kind, "C", 2))
    with pytest.raises(ConflictError, match=r'"B".* was changed in LivePerson'):
        WRITES[next_method](process, ids, "B")

    expected = {"B": wire(kind, "B", FOREIGN), "C": wire(kind, "C", 2), "E": wire(kind, "E")}
    assert console.live() == after(kind, method) | expected


@ANY_SERVER
@EITHER_MOMENT
@EACH_WRITE
def test_an_edit_of_an_untouched_object_is_absorbed(
    process: Process, console: Console, ids: dict[str, str], moment: str, method: str
) -> None:
    read_all(process, ids)
    console.edit_at(moment, method, ids["C"])

    WRITES[method](process, ids, "A")
    process.writer.update(ids["B"], wire(console.kind, "B"), wire(console.kind, "B", 1))

    expected = {"B": wire(console.kind, "B", 1), "C": wire(console.kind, "C", FOREIGN)}
    assert console.live() == after(console.kind, method) | expected


@ANY_SERVER
@UPDATE_OR_DELETE
def test_an_edit_just_before_our_write_of_the_same_object_is_a_conflict(
    process: Process, console: Console, ids: dict[str, str], method: str
) -> None:
    read_all(process, ids)
    console.edit_at("before", method, ids["A"])

    with pytest.raises(ConflictError, match=r'"A".* was changed in LivePerson'):
        WRITES[method](process, ids, "A")

    assert console.live()["A"] == wire(console.kind, "A", FOREIGN)
    assert process.count(method) == 1


@ANY_SERVER
@UPDATE_OR_DELETE
def test_an_edit_between_our_look_and_our_write_is_a_conflict(
    process: Process, console: Console, ids: dict[str, str], method: str
) -> None:
    console.edit_at("after", "GET", ids["A"])

    with pytest.raises(ConflictError, match=r'"A".* was changed in LivePerson'):
        WRITES[method](process, ids, "A")

    assert console.live()["A"] == wire(console.kind, "A", FOREIGN)


@pytest.mark.usefixtures("stale_status")
@UPDATE_OR_DELETE
def test_an_edit_between_our_second_look_and_our_second_write_is_a_conflict(
    process: Process, console: Console, ids: dict[str, str], method: str
) -> None:
    read_all(process, ids)
    console.edit_at("before", method, ids["C"])
    console.edit_at("after", "GET", ids["A"])

    with pytest.raises(ConflictError, match=r'"A".* was changed in LivePerson'):
        WRITES[method](process, ids, "A")

    assert console.live()["A"] == wire(console.kind, "A", FOREIGN)


@ANY_SERVER
def test_the_same_edit_by_somebody_else_is_no_conflict(
    process: Process, console: Console, ids: dict[str, str]
) -> None:
    read_all(process, ids)
    console.edit_at("before", "PUT", ids["A"])

    update(process, ids, "A", version=FOREIGN)

    assert console.live()["A"] == wire(console.kind, "A", FOREIGN)


@ANY_SERVER
def test_ours_is_deleted_just_before_our_update(
    process: Process, console: Console, ids: dict[str, str]
) -> None:
    read_all(process, ids)
    console.delete_at("before", "PUT", ids["A"])

    with pytest.raises(ConflictError, match=r'"A".* was deleted in LivePerson'):
        update(process, ids, "A")

    assert console.live() == {name: wire(console.kind, name) for name in ("B", "C")}


@ANY_SERVER
def test_ours_is_deleted_just_before_our_delete(
    process: Process, console: Console, ids: dict[str, str]
) -> None:
    read_all(process, ids)
    console.delete_at("before", "DELETE", ids["A"])

    delete(process, ids, "A")

    assert console.live() == {name: wire(console.kind, name) for name in ("B", "C")}


@ANY_SERVER
@UPDATE_OR_DELETE
@pytest.mark.parametrize("check_order", ["existence_first", "revision_first"])
def test_another_object_of_ours_is_deleted_while_one_is_written(
    process: Process, console: Console, ids: dict[str, str], method: str, check_order: str
) -> None:
    console.control.set_knobs(check_order=check_order)
    read_all(process, ids)
    console.delete_at("after", method, ids["B"])

    WRITES[method](process, ids, "A")
    delete(process, ids, "B")

    expected = after(console.kind, method)
    del expected["B"]
    assert console.live() == expected


@ANY_SERVER
@EITHER_MOMENT
def test_a_name_that_somebody_takes_while_we_create_it(
    process: Process, console: Console, moment: str
) -> None:
    console.create_at(moment, "GET", "new", FOREIGN)

    with pytest.raises(NameTakenError, match=r'"new".* already exists with other content'):
        process.writer.create(wire(console.kind, "new"))

    assert console.live() == {"new": wire(console.kind, "new", FOREIGN)}


@ANY_SERVER
@UPDATE_OR_DELETE
def test_a_permanent_refusal_of_an_unchanged_object_is_reported_at_once(
    process: Process, console: Console, ids: dict[str, str], method: str
) -> None:
    console.control.add_fault(
        "status_before", method=method, status=409, times=50, body='{"message": "Ask your supervisor"}'
    )

    with pytest.raises(ApiError, match="409 Conflict: Ask your supervisor"):
        WRITES[method](process, ids, "A")

    assert process.count(method) == 1
    assert process.count("GET") <= 3
    assert console.live() == {name: wire(console.kind, name) for name in NAMES}


@ANY_SERVER
@UPDATE_OR_DELETE
def test_a_permanent_refusal_after_writes_of_our_own_is_reported_soon(
    process: Process, console: Console, ids: dict[str, str], method: str
) -> None:
    read_all(process, ids)
    update(process, ids, "B")
    console.control.add_fault(
        "status_before", method=method, status=412, times=50, body='{"message": "Ask your supervisor"}'
    )
    process.sent.clear()

    with pytest.raises(ApiError, match="412 Precondition Failed: Ask your supervisor"):
        WRITES[method](process, ids, "A")

    assert process.count(method) <= 2
    assert console.live() == after(console.kind, "PUT") | {
        "A": wire(console.kind, "A"),
        "B": wire(console.kind, "B", 1),
    }


@ANY_SERVER
@pytest.mark.parametrize("duplicate_status", ["409", "400"])
def test_a_rename_to_a_name_that_is_taken_is_refused_once(
    process: Process, console: Console, ids: dict[str, str], duplicate_status: str
) -> None:
    console.control.set_knobs(duplicate_status=duplicate_status)

    with pytest.raises(ApiError, match="already in use"):
        process.writer.update(ids["A"], wire(console.kind, "A"), wire(console.kind, "B"))

    assert process.count("PUT") == 1
    assert console.live() == {name: wire(console.kind, name) for name in NAMES}


@ANY_SERVER
@pytest.mark.parametrize("dependency_status", ["409", "400"])
def test_a_default_that_must_not_be_deleted_is_refused_once(
    simulator: Simulator, dependency_status: str
) -> None:
    simulator.control.set_knobs(delete_default="refuse", dependency_status=dependency_status)
    console, process = Console(simulator, SPECIAL_OCCASION), Process(account(simulator), SPECIAL_OCCASION)
    id_ = console.create("A", isDefault=True)

    with pytest.raises(ApiError, match="It is the account's default"):
        process.writer.delete(id_, occasion("A", isDefault=True))

    assert process.count("DELETE") == 1
    assert list(console.live()) == ["A"]


@ANY_SERVER
def test_a_server_that_is_always_ahead_of_us_ends_in_an_error(
    process: Process, console: Console, ids: dict[str, str]
) -> None:
    console.control.set_knobs(stale_check="strict", background_writer=100)

    with pytest.raises(ApiError):
        update(process, ids, "A")

    assert 5 <= process.count("PUT") <= 10
    assert console.live() == {name: wire(console.kind, name) for name in NAMES}


@ANY_SERVER
def test_an_overwrite_that_was_asked_for_overwrites(
    process: Process, console: Console, ids: dict[str, str]
) -> None:
    kind = console.kind
    read_all(process, ids)
    console.edit_at("before", "PUT", ids["A"])

    process.writer.update(ids["A"], wire(kind, "A"), wire(kind, "A", 1), overwrite=True)

    assert console.live() == after(kind, "PUT")


def test_a_conflict_says_what_we_knew_what_is_there_and_what_was_asked_for(
    process: Process, console: Console, ids: dict[str, str]
) -> None:
    field = plain_field(console.kind)
    console.edit(ids["A"])

    with pytest.raises(ConflictError) as conflict:
        update(process, ids, "A")

    knew, holds, asked = (wire(console.kind, "A", version)[field] for version in (0, FOREIGN, 1))
    assert f'{field}: Pulumi knew "{knew}", LivePerson holds "{holds}", asked for "{asked}"' in str(
        conflict.value
    )
    assert ids["A"] in str(conflict.value)
    assert "pulumi refresh" in str(conflict.value)


def test_an_edit_is_seen_by_a_later_request_for_several_objects(simulator: Simulator) -> None:
    simulator.control.set_knobs(stale_check="mild")
    console, process = Console(simulator, SPECIAL_OCCASION), Process(account(simulator), SPECIAL_OCCASION)
    ids = {name: console.create(name) for name in NAMES}
    while console.revision < 9:  # the revisions to come have more digits
        console.edit(ids["C"])
    process.writer.read(ids["A"])
    console.edit_at("before", "PUT", ids["A"])
    update(process, ids, "B")

    done = at_once(
        process.writer,
        partial(process.writer.update, ids["A"], occasion("A"), occasion("A", 2)),
        partial(process.writer.update, ids["B"], occasion("B", 1), occasion("B", 2)),
    )

    assert [type(each.exception()) for each in done] == [ConflictError, type(None)]
    assert console.live()["A"] == occasion("A", FOREIGN)
    assert console.live()["B"] == occasion("B", 2)


def test_an_object_that_is_gone_is_gone_whatever_page_says_so(
    simulator: Simulator, process: Process, console: Console
) -> None:
    simulator.control.set_knobs(list_select="ignored", error_body="html")
    kept, gone = console.create("A"), console.create("B")
    process.writer.read(kept)  # knows both by the list, and only this one's content
    console.delete(gone)

    process.writer.delete(gone, wire(console.kind, "B"))

    assert list(console.live()) == ["A"]


def test_a_page_that_says_not_found_of_what_is_there_deletes_nothing(
    simulator: Simulator, process: Process, console: Console
) -> None:
    simulator.control.set_knobs(list_select="ignored")
    id_ = console.create("A")
    simulator.control.add_fault(
        "status_before", path=id_, status=404, body="<html>", content_type="text/html", times=10
    )

    if console.kind.select is not None:  # otherwise a list holds them whole
        with pytest.raises(RefusedError, match="an HTML page"):
            process.writer.read(id_)
    else:
        assert process.writer.read(id_) is not None
