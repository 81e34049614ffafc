"""Which writes are on their way at the same time.

Creates carry no revision. Other writes may overlap only where the server compares just the written object.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Event, Lock
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import ConflictError, NameTakenError
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.writes.create import Create
from pulumi_liveperson.client.writes.group_commit import GroupCommit
from pulumi_liveperson.client.writes.operation import Operation
from tests.contract.process import FOREIGN, Console, Process, Work, account, occasion
from tests.contract.threads import eventually

THREADS = 12
ONE_BY_ONE = pytest.mark.parametrize("kind", [STATUS_REASON, SKILL], ids=["StatusReason", "Skill"])
"""The kinds of which one request updates one object."""


class Flight:
    """How many requests of some methods are on their way, from here until they reach the server."""

    def __init__(self, process: Process, *methods: str) -> None:
        self._methods = methods
        self._lock = Lock()
        self._now: set[int] = set()
        self.most = 0
        transport = process.line._transport

        class Counted:
            def handle_request(_self, request: Request) -> Answer:  # noqa: N805 - `self` is the flight
                with self._of(request):
                    return transport.handle_request(request)

        process.line._transport = Counted()

    @contextmanager
    def _of(self, request: Request) -> Iterator[None]:
        if request.method in self._methods:
            with self._lock:
                self._now.add(id(request))
                self.most = max(self.most, len(self._now))
        try:
            yield
        finally:
            with self._lock:
                self._now.discard(id(request))


@pytest.fixture
def kind() -> Kind:
    return SPECIAL_OCCASION


@pytest.fixture
def process(simulator: Simulator, kind: Kind) -> Process:
    simulator.control.set_knobs(latency_ms=30)
    return Process(account(simulator), kind)


@pytest.fixture
def console(simulator: Simulator, kind: Kind) -> Console:
    return Console(simulator, kind)


def outcomes(work: list[Work]) -> list[Any]:
    with ThreadPoolExecutor(THREADS) as threads:
        futures = [threads.submit(each) for each in work]
    return [each.exception() or each.result() for each in futures]


def test_of_creates_of_a_name_in_requests_that_overlap_one_succeeds(
    process: Process, console: Console
) -> None:
    names = [f"object {number}" for number in range(12)] * 2

    done = outcomes([partial(process.create, name) for name in names])

    assert Counter(type(each) is NameTakenError for each in done) == {True: 12, False: 12}
    assert len({each.id for each in done if not isinstance(each, Exception)}) == 12
    assert len(console.live()) == 12


def test_creates_updates_and_deletes_at_once_all_succeed(process: Process, console: Console) -> None:
    kept = {f"kept {number}": console.create(f"kept {number}") for number in range(12)}
    gone = {f"gone {number}": console.create(f"gone {number}") for number in range(12)}
    creates = [partial(process.create, f"new {number}") for number in range(24)]
    updates = [partial(process.update, id_, name) for name, id_ in kept.items()]
    deletes = [partial(process.delete, id_, name) for name, id_ in gone.items()]
    mixed: list[Work] = [*creates[:12], *updates[:6], *deletes[:6], *creates[12:], *updates[6:], *deletes[6:]]

    done = outcomes(mixed)

    assert [each for each in done if isinstance(each, Exception)] == []
    expected = {f"new {number}": occasion(f"new {number}") for number in range(24)}
    assert console.live() == expected | {name: occasion(name, 1) for name in kept}


def test_a_create_in_flight_is_not_sent_again_when_others_wait() -> None:
    creates = [Create(SPECIAL_OCCASION, occasion(f"object {number}"), overwrite=False) for number in range(7)]
    sent: list[list[Operation]] = []
    begins, answered = [Event(), Event(), Event(), Event()], Event()

    def carry_out(batch: list[Operation]) -> None:
        sent.append(batch)
        begins[len(sent) - 1].wait()
        with turns.release_turn():
            answered.wait()
        for each in batch:
            each.settle()

    turns = GroupCommit(lambda operation: isinstance(operation, Create))
    with ThreadPoolExecutor(THREADS) as threads:
        done = [threads.submit(turns.submit, creates[0], carry_out)]
        for arrived, begin in ((3, begins[0]), (6, begins[1])):
            eventually(lambda: turns._is_busy)
            done += [
                threads.submit(turns.submit, each, carry_out) for each in creates[arrived - 2 : arrived + 1]
            ]
            eventually(lambda: len(turns._waiting) == 3)
            begin.set()
            eventually(lambda: not turns._waiting)
        for begin in begins:
            begin.set()
        answered.set()
        assert [each.result() for each in done] == [None] * 7

    assert [len(batch) for batch in sent] == [1, 3, 3]
    assert Counter(each for batch in sent for each in batch) == Counter(creates)


def made(console: Console, number: int = 24) -> dict[str, str]:
    return {f"object {each}": console.create(f"object {each}") for each in range(number)}


def updates(process: Process, ids: dict[str, str], before: int = 0, after: int = 1) -> list[Work]:
    return [partial(process.update, id_, name, before, after) for name, id_ in ids.items()]


@ONE_BY_ONE
def test_updates_overlap_on_a_server_that_compares_only_their_objects(
    process: Process, console: Console
) -> None:
    console.control.set_knobs(stale_check="mild")
    ids, flight = made(console), Flight(process, "PUT")

    done = outcomes(updates(process, ids))

    assert [each for each in done if isinstance(each, Exception)] == []
    assert console.live() == console.of(**dict.fromkeys(ids, 1))
    assert flight.most > THREADS / 2
    assert process.count("PUT") == len(ids)
    assert process.count("GET") <= 2


@ONE_BY_ONE
@pytest.mark.usefixtures("stale_status")
def test_no_update_overlaps_on_a_server_that_compares_the_collection(
    process: Process, console: Console
) -> None:
    console.control.set_knobs(stale_check="strict")
    ids, flight = made(console), Flight(process, "PUT", "DELETE")

    done = outcomes(updates(process, ids))

    assert [each for each in done if isinstance(each, Exception)] == []
    assert console.live() == console.of(**dict.fromkeys(ids, 1))
    assert flight.most == 1
    assert process.count("PUT") <= len(ids) + 1


@pytest.mark.parametrize("kind", [SKILL], ids=["Skill"])
def test_deletes_of_objects_without_positions_overlap_on_a_mild_server(
    process: Process, console: Console
) -> None:
    console.control.set_knobs(stale_check="mild")
    before = console.live()
    ids, flight = made(console), Flight(process, "DELETE")

    done = outcomes([partial(process.delete, id_, name) for name, id_ in ids.items()])

    assert done == [None] * len(ids)
    assert console.live() == before
    assert flight.most > THREADS / 2


@ONE_BY_ONE
def test_of_updates_that_overlap_only_the_one_in_conflict_fails(process: Process, console: Console) -> None:
    console.control.set_knobs(stale_check="mild")
    ids = made(console)
    edited = ids["object 20"]

    def edit(request: Request) -> None:
        if request.method == "PUT" and request.url.endswith(f"/{edited}"):
            process.line.before.clear()
            console.edit_at("before", "PUT", edited)

    process.line.before.append(edit)
    done = outcomes(updates(process, ids))

    assert [type(each) for each in done if isinstance(each, Exception)] == [ConflictError]
    expected = dict.fromkeys(ids, 1) | {"object 20": FOREIGN}
    assert console.live() == console.of(**expected)


@ONE_BY_ONE
def test_updates_stop_overlapping_when_one_is_rejected_although_its_object_is_unchanged(
    process: Process, console: Console
) -> None:
    console.control.set_knobs(stale_check="mild")
    ids, flight = made(console), Flight(process, "PUT")
    outcomes(updates(process, ids))
    console.control.set_knobs(stale_check="strict")
    outcomes(updates(process, dict(list(ids.items())[:THREADS]), 1, 2))
    flight.most = 0

    done = outcomes(updates(process, dict(list(ids.items())[THREADS:]), 1, 2))

    assert [each for each in done if isinstance(each, Exception)] == []
    assert console.live() == console.of(**dict.fromkeys(ids, 2))
    assert flight.most == 1


def test_operations_that_arrive_while_the_list_is_read_share_a_request(
    process: Process, console: Console
) -> None:
    ids = made(console, THREADS)
    console.control.set_knobs(latency_ms=200)

    outcomes(updates(process, ids))

    assert process.count("PUT") == 1
    assert console.live() == console.of(**dict.fromkeys(ids, 1))
