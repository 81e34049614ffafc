"""Creates carry no revision, so some may be on their way together; everything else waits for them."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from provider.liveperson.errors import NameTakenError
from provider.liveperson.kinds import SPECIAL_OCCASION
from simulator.server import Simulator
from tests.contract.process import Console, Process, Work, account, occasion

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


def test_of_creates_of_one_name_in_requests_that_overlap_one_succeeds(
    process: Process, console: Console
) -> None:
    names = [f"object {number}" for number in range(12)] * 2

    done = outcomes([partial(process.writer.create, occasion(name)) for name in names])

    assert Counter(type(each) is NameTakenError for each in done) == {True: 12, False: 12}
    assert len({each.id for each in done if not isinstance(each, Exception)}) == 12
    assert len(console.live()) == 12


def test_creates_updates_and_deletes_at_once_all_succeed(process: Process, console: Console) -> None:
    kept = {f"kept {number}": console.create(f"kept {number}") for number in range(12)}
    gone = {f"gone {number}": console.create(f"gone {number}") for number in range(12)}
    creates = [partial(process.writer.create, occasion(f"new {number}")) for number in range(24)]
    updates = [
        partial(process.writer.update, id_, occasion(name), occasion(name, 1)) for name, id_ in kept.items()
    ]
    deletes = [partial(process.writer.delete, id_, occasion(name)) for name, id_ in gone.items()]
    mixed: list[Work] = [*creates[:12], *updates[:6], *deletes[:6], *creates[12:], *updates[6:], *deletes[6:]]

    done = outcomes(mixed)

    assert [each for each in done if isinstance(each, Exception)] == []
    expected = {f"new {number}": occasion(f"new {number}") for number in range(24)}
    assert console.live() == expected | {name: occasion(name, 1) for name in kept}
