"""Somebody ends an update: what is under way ends, nothing else begins, and each message says which."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import CancelledError
from pulumi_liveperson.client.http.clock import Clock
from pulumi_liveperson.client.http.messages import Request
from tests.contract.process import OF_BATCHES, Console, Process, account
from tests.objects import wire

AGAIN = "Run `pulumi up` again"
NOT_SENT = "the run was cancelled before the request was sent"


@pytest.fixture
def process(simulator: Simulator, kind: Any) -> Process:
    return Process(account(simulator, clock=Clock()), kind)


def cancelled_at(process: Process, number: int, *work: Callable[[], Any]) -> list[Future[Any]]:
    """Do work, and cancel all of it while a request about its objects is under way, counted from 1."""
    seen, ended = 0, threading.Event()

    def watch(request: Request) -> None:
        nonlocal seen
        seen += f"/configuration/{process.kind.path}" in request.url
        if seen == number and not ended.is_set():
            ended.set()
            process.account.cancel()

    process.line.before.append(watch)
    with ThreadPoolExecutor(len(work)) as pool:
        return [pool.submit(each) for each in work]


def look_ups(process: Process) -> int:
    return sum("baseURI.json" in each.url for each in process.line.sent)


def said(future: Future[Any]) -> str:
    error = future.exception()
    assert isinstance(error, CancelledError), error
    return str(error)


def test_a_create_that_is_under_way_ends_and_the_next_does_not_begin(
    process: Process, console: Console
) -> None:
    process.writer.names()

    def second() -> None:
        while not process.count("POST"):
            time.sleep(0.01)
        process.create("B")

    first, later = cancelled_at(process, 1, lambda: process.create("A"), second)

    assert first.result().id == console.id_of("A")
    noun, key = console.kind.noun, "B"
    assert said(later).startswith(f'The {noun} "{key}" was not created: {NOT_SENT}. {AGAIN}')
    assert list(console.live()) == ["A"]


def test_what_only_looks_yet_is_not_sent(process: Process, console: Console) -> None:
    ids = {name: console.create(name) for name in "AB"}
    kind = console.kind

    done = cancelled_at(
        process,
        1,
        lambda: process.create("new"),
        lambda: process.update(ids["A"], "A"),
        lambda: process.delete(ids["B"], "B"),
    )

    created, updated, deleted = map(said, done)
    assert created.startswith(f'The {kind.noun} "new" was not created: {NOT_SENT}.')
    assert updated.startswith(f'The {kind.noun} "A" (id {ids["A"]}) was not updated: {NOT_SENT}.')
    assert deleted.startswith(f'The {kind.noun} "B" (id {ids["B"]}) was not deleted: {NOT_SENT}.')
    assert process.count("POST", "PUT", "DELETE") == 0


@pytest.mark.needs_default("list_select", "skill_list_select")
@pytest.mark.parametrize("fault", ["drop_after", "status_after"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_write_whose_answer_is_lost_is_looked_for(
    process: Process, console: Console, method: str, fault: str
) -> None:
    kind, id_ = console.kind, console.create("A")
    process.writer.names()
    console.control.add_fault(fault, method=method, path=console.collection, status=503)
    work = {
        "POST": lambda: process.create("new"),
        "PUT": lambda: process.update(id_, "A"),
        "DELETE": lambda: process.delete(id_, "A"),
    }[method]

    looked_up = look_ups(process)

    [done] = cancelled_at(process, 1, work)

    done.result()
    assert look_ups(process) == looked_up  # which would take the time of the look
    assert (
        console.live()
        == {
            "POST": {"A": wire(kind, "A"), "new": wire(kind, "new")},
            "PUT": {"A": wire(kind, "A", 1)},
            "DELETE": {},
        }[method]
    )
    assert process.count(method) == 1


@pytest.mark.parametrize("fault", ["drop_before", "status_before"])
def test_a_write_that_was_not_made_is_not_sent_again(process: Process, console: Console, fault: str) -> None:
    process.writer.names()
    console.control.add_fault(fault, method="POST", path=console.collection, status=503)

    [done] = cancelled_at(process, 1, lambda: process.create("A"))

    assert said(done).startswith(f'The {console.kind.noun} "A" was not created: ')
    assert process.count("POST") == 1
    assert console.live() == {}


@pytest.mark.needs_default("list_select", "skill_list_select")
def test_where_the_look_fails_too_the_message_leaves_it_open(process: Process, console: Console) -> None:
    process.writer.names()
    console.control.add_fault("drop_after", method="POST", path=console.collection)
    console.control.add_fault("status_before", method="GET", path=console.collection, status=503, times=9)

    [done] = cancelled_at(process, 1, lambda: process.create("A"))

    assert said(done).startswith(
        f'The {console.kind.noun} "A" may have been created or not: the request was sent'
    )
    assert process.count("GET") == 2  # before all, and the one look
    assert list(console.live()) == ["A"]


@OF_BATCHES
@pytest.mark.parametrize("post_echo", [True, False])
def test_all_that_went_out_together_are_seen(process: Process, console: Console, *, post_echo: bool) -> None:
    process.writer.names()
    if not post_echo:
        console.control.add_fault("drop_after", method="POST", path=console.collection)

    def watch(request: Request) -> None:
        if request.method == "POST":
            process.account.cancel()

    process.line.before.append(watch)
    done = process.at_once(*(lambda name=name: process.create(name) for name in "ABC"))

    assert [each.result().id for each in done] == [console.id_of(name) for name in "ABC"]


def test_a_read_that_has_not_been_sent_names_its_object(process: Process, console: Console) -> None:
    id_ = console.create("A")
    process.account.cancel()

    with pytest.raises(CancelledError, match=f"The {console.kind.noun} {id_} was not read"):
        process.writer.read(id_)
