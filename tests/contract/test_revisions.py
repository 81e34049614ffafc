"""Every reading of the documents that the simulator knows: what a client sees of each, and survives."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.writes.operation import Known
from tests.contract.process import (
    ACCOUNT,
    FOREIGN,
    VERSIONS,
    Console,
    Process,
    account,
    by_four,
    occasion,
    reason,
)
from tests.objects import whole_day, wire

pytestmark = pytest.mark.pairwise

NAMES = [f"object {number}" for number in range(6)]
SERVERS = [
    {"noop_put": "no_bump"},
    {"noop_put": "answer304"},
    {"put_echo": "single"},
    {"put_echo": "empty"},
    {"create_status": "201"},
    {"bulk": "per_item"},
    {"revision_step": "random"},
    {"revision_header": "etag"},
    {"revision_header": "both"},
    {"revision_scope": "family"},
    {"revision_scope": "account"},
    {"background_writer": 20},
    {"read_replica_lag": "3rev"},
    {"list_select": "ignored"},
    {"list_select": "reject400"},
    {"empty_list": "404"},
    {"id_type": "string"},
    {"deleted_get_by_id": "200"},
    {"check_order": "revision_first"},
    {"duplicate_status": "400"},
    {"unique_names": "case_insensitive"},
    {"reuse_deleted_name": "refuse"},
    {"event_order": "reversed"},
    {"order_policy": "append"},
    {"order_policy": "prepend"},
    {"order_policy": "gaps"},
    {"order_counts": "before"},
    {"order_in_create": "ignored"},
    {"error_body": "empty"},
    {"error_body": "html"},
    {"missing_v": "reject400"},
    {"domain_shape": "list"},
    {"deleted_in_put": "ignore"},
    {"include_deleted_on_hours": "honour"},
]
EACH_SERVER = pytest.mark.parametrize(
    "knobs", SERVERS, ids=lambda knobs: " ".join(f"{name} {value}" for name, value in knobs.items())
)


class Others:
    """Somebody who keeps editing an object that is not ours."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.id = console.create("theirs")
        self._version = 0
        self._turn = threading.Lock()

    def edit(self) -> None:
        with self._turn:
            self._version = (self._version + 1) % VERSIONS
            self.console.edit(self.id, **wire(self.console.kind, "theirs", self._version))

    @property
    def left(self) -> dict[str, Wire]:
        return {"theirs": wire(self.console.kind, "theirs", self._version)}


def create_six(process: Process, others: Others, desired: Callable[[str], Wire]) -> list[Known]:
    def work(name: str) -> Known:
        others.edit()
        return process.writer.create(desired(name))

    return by_four(partial(work, name) for name in NAMES)


def live_and_die(process: Process, console: Console) -> Iterator[tuple[str, dict[str, Wire]]]:
    """Create six objects, update them and delete them, and yield what should be there after each of them."""
    others, kind = Others(console), console.kind

    def update(id_: str, name: str) -> None:
        others.edit()
        process.update(id_, name)

    def delete(id_: str, name: str) -> None:
        others.edit()
        process.delete(id_, name, 1)

    made = create_six(process, others, lambda name: wire(kind, name))
    ids = {name: known.id for name, known in zip(NAMES, made, strict=True)}
    assert ids == {name: console.id_of(name) for name in NAMES}
    yield "created", {name: wire(kind, name) for name in NAMES} | others.left
    by_four(partial(update, id_, name) for name, id_ in ids.items())
    yield "updated", {name: wire(kind, name, 1) for name in NAMES} | others.left
    by_four(partial(delete, id_, name) for name, id_ in ids.items())
    yield "deleted", {**others.left}


@EACH_SERVER
@pytest.mark.usefixtures("stale_check")
def test_six_objects_live_and_die_on_a_server_with(
    process: Process, console: Console, knobs: dict[str, str | int]
) -> None:
    console.control.set_knobs(**knobs)

    for stage, expected in live_and_die(process, console):
        assert (stage, console.live()) == (stage, expected)


@pytest.mark.account
@pytest.mark.usefixtures("stale_check", "stale_status")
def test_six_objects_live_and_die_however_stale_is_said(process: Process, console: Console) -> None:
    for stage, expected in live_and_die(process, console):
        assert (stage, console.live()) == (stage, expected)


@pytest.mark.account
@pytest.mark.usefixtures("stale_check")
@pytest.mark.parametrize("moment", ["before", "after"])
def test_six_objects_live_and_die_while_others_write_at_each_request(
    process: Process, console: Console, moment: str
) -> None:
    id_ = console.create("edited all the time")
    for method in ("POST", "PUT", "DELETE"):
        console.edit_at(moment, method, id_, times=4)

    for stage, expected in live_and_die(process, console):
        edited = {"edited all the time": console.live()["edited all the time"]}
        assert (stage, console.live()) == (stage, {**expected, **edited})


@pytest.mark.parametrize("header", ["ac-revision", "etag", "both"])
@pytest.mark.usefixtures("stale_check")
def test_every_write_names_a_revision_that_an_answer_has_shown(
    process: Process, console: Console, header: str
) -> None:
    console.control.set_knobs(revision_header=header, revision_step="random", first_revision=7)

    for _ in live_and_die(process, console):
        pass

    shown: set[str] = set()
    for each in console.requests():
        if each["method"] in {"PUT", "DELETE"}:
            assert each["if_match"] in shown
        else:
            assert each["if_match"] is None
        shown.add(str(each["revision_out"]))


@pytest.mark.usefixtures("stale_check")
def test_objects_and_revisions_are_never_read_from_the_replica(process: Process, console: Console) -> None:
    console.control.set_knobs(read_replica_lag="5rev")

    for _ in live_and_die(process, console):
        pass

    assert all("/readonly/" not in each["path"] for each in console.control.requests())


@pytest.mark.parametrize(
    ("policy", "start"), [("append", 1), ("prepend", 1), ("append", 10), ("prepend", 10)]
)
@pytest.mark.usefixtures("stale_check")
def test_reasons_that_declare_an_order_stand_in_it(simulator: Simulator, policy: str, start: int) -> None:
    console, process = Console(simulator, STATUS_REASON), Process(account(simulator), STATUS_REASON)
    simulator.control.set_knobs(order_policy=policy)
    orders = {name: start + number for number, name in enumerate(reversed(NAMES))}

    create_six(process, Others(console), lambda name: reason(name, order=orders[name]))

    stored = sorted(simulator.control.objects(ACCOUNT, "status-reasons"), key=lambda each: int(each["order"]))
    assert [each["text"] for each in stored if each["text"] != "theirs"] == sorted(
        orders, key=orders.__getitem__
    )


@pytest.mark.needs_default("order_counts")
@pytest.mark.usefixtures("stale_check")
def test_a_reason_that_cannot_be_moved_to_its_place_is_told(simulator: Simulator) -> None:
    process = Process(account(simulator), STATUS_REASON)
    simulator.control.set_knobs(order_policy="append", order_in_create="ignored")
    process.create("first", order=10)
    process.create("last", order=30)
    simulator.control.add_fault("status_before", method="PUT", status=403, times=100)

    with pytest.raises(LivePersonError, match="403 Forbidden"):
        process.create("between", order=20)


@pytest.mark.usefixtures("stale_check")
def test_a_quiet_server_refuses_one_write_at_most(process: Process, console: Console) -> None:
    ids = {name: console.create(name) for name in NAMES}
    for id_ in ids.values():
        process.writer.read(id_)

    for name, id_ in ids.items():
        process.update(id_, name)
    for number in range(6):
        process.create(f"more {number}")
    for name, id_ in ids.items():
        process.update(id_, name, 1, 2)
    for name, id_ in ids.items():
        process.delete(id_, name, 2)

    refused = [each for each in console.requests("POST", "PUT", "DELETE") if each["status"] >= 300]
    assert len(refused) <= 1


@pytest.mark.usefixtures("stale_check")
def test_a_quiet_server_refuses_one_write_of_four_threads_at_most(process: Process, console: Console) -> None:
    ids = {name: console.create(name) for name in NAMES}

    by_four(partial(process.update, id_, name) for name, id_ in ids.items())
    by_four(partial(process.delete, id_, name, 1) for name, id_ in ids.items())

    refused = [each for each in console.requests("POST", "PUT", "DELETE") if each["status"] >= 300]
    assert len(refused) <= 1


def test_a_create_carries_no_revision(process: Process, console: Console) -> None:
    process.create("one")

    assert [each["if_match"] for each in console.requests("POST")] == [None]


def test_an_update_keeps_what_we_do_not_know(process: Process, console: Console) -> None:
    id_ = console.create("one", colour="blue")

    process.update(id_, "one")

    ((body,),) = process.written("PUT")
    assert body["colour"] == "blue"


def test_an_event_keeps_what_we_do_not_know(simulator: Simulator) -> None:
    console, process = Console(simulator, SPECIAL_OCCASION), Process(account(simulator), SPECIAL_OCCASION)
    ours = [whole_day("2026-12-24"), whole_day("2026-12-31")]
    theirs = [{**ours[0], "colour": "blue"}, ours[1]]
    id_ = console.create("one", events=theirs)

    process.writer.update(id_, occasion("one", events=ours), occasion("one", 1, events=ours))

    ((body,),) = process.written("PUT")
    assert body["events"] == theirs


def test_what_we_do_not_know_is_no_content(process: Process, console: Console) -> None:
    id_ = console.create("one", colour="blue")

    seen = process.read(id_)

    assert "colour" not in seen.content


@pytest.mark.parametrize("list_select", ["whole", "ignored", "reject400"])
def test_reads_of_one_process_share_one_list(simulator: Simulator, kind: Kind, list_select: str) -> None:
    simulator.control.set_knobs(list_select=list_select)
    console, process = Console(simulator, kind), Process(account(simulator), kind)
    ids = [console.create(name) for name in NAMES]

    seen = by_four(partial(process.writer.read, id_) for id_ in ids)

    lists = [each for each in console.requests("GET") if each["path"].endswith(f"/{console.collection}")]
    wires = [wire(kind, name) for name in NAMES]
    assert [
        kind.differences({**each.content, "id": each.id}, its) for each, its in zip(seen, wires, strict=True)
    ] == [[]] * len(ids)
    assert len([each for each in lists if each["status"] == 200]) == 1
    assert len(console.requests("GET")) <= len(lists) + len(ids)


@pytest.mark.needs_default("list_select", "skill_list_select")
def test_a_refresh_of_many_objects_is_one_request(simulator: Simulator, kind: Kind) -> None:
    console, process = Console(simulator, kind), Process(account(simulator), kind)
    ids = [console.create(name, FOREIGN) for name in NAMES]

    for id_ in ids:
        process.writer.read(id_)

    assert len(console.requests()) == 1


KNOBS_OF_A_READ = list(product(["200", "404"], ["200", "404"]))


@pytest.mark.needs_default("error_body")
@pytest.mark.parametrize(("empty_list", "deleted_get_by_id"), KNOBS_OF_A_READ)
def test_a_deleted_object_is_gone_however_that_is_said(
    process: Process, console: Console, empty_list: str, deleted_get_by_id: str
) -> None:
    console.control.set_knobs(empty_list=empty_list, deleted_get_by_id=deleted_get_by_id)
    id_ = console.create("one")
    console.delete(id_)

    assert process.writer.read(id_) is None
    assert process.collection.get(id_)[0] is None
