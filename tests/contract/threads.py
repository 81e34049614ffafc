"""Several threads at once, and a clock that all of them can wait by without really waiting."""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.http.clock import Clock

Result = TypeVar("Result")
THREADS = 8
LONGEST = 30.0  # real seconds that anything here may take
QUIET = 0.25  # real seconds in which nothing has happened, so that those who are left wait for the sleepers


class SharedClock(Clock):
    """A clock for several threads: it goes on to the next moment when all of them sleep until a later one.

    A thread that does something else than sleeping, such as waiting for a lock that a sleeper holds, holds
    it up only for a moment.
    """

    def __init__(self, threads: int) -> None:
        self.time = 5_000.0
        self._changed = threading.Condition()
        self._awake = threads
        self._wakes: list[float] = []

    def now(self) -> float:
        with self._changed:
            return self.time

    def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            return
        with self._changed:
            wake = self.time + seconds
            self._wakes.append(wake)
            self._awake -= 1
            self._go_on_if(self._awake <= 0)
            while self.time < wake:
                self._go_on_if(not self._changed.wait(QUIET))
            self._wakes.remove(wake)
            self._awake += 1

    @property
    def sleepers(self) -> int:
        """How many threads wait by this clock."""
        with self._changed:
            return len(self._wakes)

    def done(self) -> None:
        """Note that a thread has nothing more to do."""
        with self._changed:
            self._awake -= 1
            self._go_on_if(self._awake <= 0)

    def _go_on_if(self, nobody_is_awake: bool) -> None:  # noqa: FBT001 - it reads as a sentence
        if nobody_is_awake and self._wakes and min(self._wakes) > self.time:
            self.time = min(self._wakes)
            self._changed.notify_all()


def all_at_once(
    work: Callable[[], Result], threads: int = THREADS, clock: SharedClock | None = None
) -> list[Result | LivePersonError]:
    """Do work in several threads that start at the same moment, and return results and errors."""
    return each_at_once([work] * threads, clock)


def each_at_once(
    works: Iterable[Callable[[], Result]], clock: SharedClock | None = None
) -> list[Result | LivePersonError]:
    """Do several things in threads of their own that start at the same moment."""
    everything = list(works)
    start = threading.Barrier(len(everything))

    def run(work: Callable[[], Result]) -> Result | LivePersonError:
        start.wait()
        try:
            return work()
        except LivePersonError as error:
            return error
        finally:
            if clock is not None:
                clock.done()

    with ThreadPoolExecutor(len(everything)) as pool:
        return list(pool.map(run, everything))


def eventually(condition: Callable[[], bool]) -> None:
    """Wait until something is so that other threads bring about."""
    end = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.001)


def gaps(moments: list[float]) -> list[float]:
    """Return the seconds between moments, in whichever order they were noted."""
    return [round(later - earlier, 6) for earlier, later in pairwise(sorted(moments))]
