"""Creates carry no revision, so some may be on their way together; everything else waits for them."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import NameTakenError
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.writes.create import Create
from pulumi_liveperson.client.writes.group_commit import GroupCommit
from pulumi_liveperson.client.writes.operation import Operation
from tests.contract.process import Console, Process, Work, account, occasion
from tests.contract.threads import eventually

THREADS = 12


@pytest.fixture
def process(simulator: Simulator) -> Process:
    simulator.control.set_knobs(latency_ms=30)
    return Process(account(simulator), SPECIAL_OCCASION)


@pytest.fixture
def console(simulator: Simulator) -> Console:
    return Console(simulator, SPECIAL_OCCASION)


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
