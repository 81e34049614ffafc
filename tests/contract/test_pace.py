"""How fast requests go out: at most so many a second, and all threads hold back where one is throttled."""

import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.client.http.clock import Clock
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.http.pace import Pace
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.http.retrying import Paced
from pulumi_liveperson.client.notices import WAITING
from tests.contract.line import Quiet
from tests.contract.process import FakeClock
from tests.contract.threads import THREADS, SharedClock, all_at_once, eventually, gaps

START = 5_000.0


def turns(pace: Pace, clock: Clock, work: Callable[[], None] = lambda: None) -> Callable[[], float]:
    """Return something that waits for its turn, and tells when that was."""

    def turn() -> float:
        pace.wait()
        moment = clock.now()
        work()
        return moment

    return turn


def moments_of(results: list[Any]) -> list[float]:
    """Return when turns were, in their order, as seconds since the start."""
    return [each - START for each in sorted(results)]


def test_nothing_waits_without_a_limit(clock: FakeClock) -> None:
    pace = Pace(clock)

    for _ in range(100):
        pace.wait()

    assert clock.pauses == []


@pytest.mark.parametrize("limit", [0.5, 1, 4, 50])
def test_threads_keep_a_limit_together(limit: float) -> None:
    clock = SharedClock(THREADS)
    pace = Pace(clock, limit)

    found = all_at_once(turns(pace, clock), clock=clock)

    assert moments_of(found) == pytest.approx([number / limit for number in range(THREADS)])


def test_a_limit_is_kept_by_the_real_clock() -> None:
    pace = Pace(Clock(), 100)
    begin = time.monotonic()

    all_at_once(pace.wait)

    assert time.monotonic() - begin >= (THREADS - 1) / 100


def waits_told(caplog: pytest.LogCaptureFixture, limit: float, operations: int) -> list[str]:
    """Return what is said while operations of ten requests each keep a limit."""
    caplog.set_level(logging.INFO, "pulumi_liveperson")
    retries = Retries(FakeClock(), max_requests_per_second=limit)
    paced = Paced(Quiet(), retries)
    for _ in range(operations):
        with retries.operation():
            for _ in range(10):
                paced.handle_request(Request("GET", "http://localhost"))
    return [each.message for each in caplog.records if vars(each).get("notice") == WAITING]


def test_a_limit_that_holds_an_operation_back_for_long_is_reported_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told = waits_told(caplog, 0.7, operations=3)

    assert told == ["waiting because of liveperson:maxRequestsPerSecond"]


def test_a_limit_without_a_long_wait_is_not_reported(caplog: pytest.LogCaptureFixture) -> None:
    assert waits_told(caplog, 20, operations=30) == []


def test_who_comes_later_than_his_turn_does_not_wait(clock: FakeClock) -> None:
    pace = Pace(clock, 1)

    for _ in range(5):
        pace.wait()
        clock.time += 1.5

    assert clock.pauses == []


def test_time_in_which_nothing_was_sent_is_not_saved_up(clock: FakeClock) -> None:
    pace = Pace(clock, 1)
    pace.wait()
    clock.time += 100

    for _ in range(3):
        pace.wait()

    assert clock.pauses == [1, 1]


def test_all_threads_wait_where_one_is_held_back_and_go_on_one_a_second() -> None:
    clock = SharedClock(THREADS)
    pace = Pace(clock)
    pace.hold(10)

    found = all_at_once(turns(pace, clock), clock=clock)

    assert moments_of(found) == [10, 11, 12, 13, 14, 15, 16, 17]


def test_who_has_a_turn_already_gives_it_back_when_all_are_held_back() -> None:
    clock = SharedClock(THREADS)
    pace = Pace(clock, 1)

    def hold_if_first() -> None:
        if clock.now() == START:
            eventually(lambda: clock.sleepers == THREADS - 1)  # who wait for a turn each second
            pace.hold(4.5)

    found = moments_of(all_at_once(turns(pace, clock, hold_if_first), clock=clock))

    assert found[0] == 0
    assert found[1] >= 4.5
    assert min(gaps(found)) >= 1


def test_the_longest_of_several_holds_counts(clock: FakeClock) -> None:
    pace = Pace(clock)
    pace.hold(10)
    pace.hold(3)

    pace.wait()

    assert clock.time == START + 10


def test_who_comes_while_others_are_queueing_queues_too(clock: FakeClock) -> None:
    pace = Pace(clock)
    pace.hold(2)
    pace.wait()
    clock.time += 0.25

    pace.wait()

    assert clock.time == START + 3


def test_the_pace_is_free_again_when_the_queue_is_empty(clock: FakeClock) -> None:
    pace = Pace(clock)
    pace.hold(2)
    pace.wait()
    clock.time += 5

    for _ in range(10):
        pace.wait()

    assert clock.pauses == [2]


@given(
    limit=st.sampled_from([None, 0.5, 3.0]),
    steps=st.lists(st.tuples(st.sampled_from(["wait", "hold", "pass"]), st.floats(0, 20)), max_size=40),
)
def test_no_turn_comes_too_early(limit: float | None, steps: list[tuple[str, float]]) -> None:
    clock = FakeClock()
    pace, spacing = Pace(clock, limit), 0.0 if limit is None else 1 / limit
    last, held_until = -spacing, 0.0
    for step, seconds in steps:
        if step == "hold":
            pace.hold(seconds)
            held_until = max(held_until, clock.time + seconds)
        elif step == "pass":
            clock.time += seconds
        else:
            pace.wait()
            assert clock.time >= held_until
            assert clock.time >= last + spacing - 1e-6
            last = clock.time
