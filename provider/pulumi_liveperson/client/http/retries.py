"""Whether and when a request is sent again."""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil, inf
from typing import TypeVar

from pulumi_liveperson.client.errors import (
    ApiError,
    CancelledError,
    LivePersonError,
    ServerError,
    TooManyRequestsError,
    UnreachableError,
)
from pulumi_liveperson.client.http.clock import Clock
from pulumi_liveperson.client.http.pace import AFTER_THROTTLING_SECONDS, Pace
from pulumi_liveperson.client.notices import while_waiting

LOG = logging.getLogger(__name__)
Answer = TypeVar("Answer")
Failures = Counter[type[LivePersonError]]
"""What has failed while one request was tried, by the row of the table that it is in."""
OPERATION_TIMEOUT_SECONDS = 300.0
LOOK_SECONDS = 5.0  # after a cancellation; a pipeline gives less than ten before it kills
ENOUGH_SECONDS = 5.0  # what a request needs, so that it is not cut off while it takes effect
NOTICEABLE_SECONDS = 3.0  # what somebody who watches wonders about
HURRIED_SECONDS = 4.0  # less than the first pause after a 5xx
THROTTLED_SIGN_IN_SECONDS = 5.0  # login retry policy


@dataclass(frozen=True)
class Pauses:
    """The seconds to wait before each new try; those of a longer outage come after `first`."""

    first: tuple[float, ...]
    later: tuple[float, ...] = ()

    def before(self, number: int) -> float | None:
        """Return the pause before a new try, counted from 1; the last of a longer outage is repeated."""
        pauses = self.first + self.later
        if number <= len(pauses):
            return pauses[number - 1]
        return self.later[-1] if self.later else None


PAUSES: Mapping[type[LivePersonError], Pauses] = {
    # Retry policy page: three tries after 5, 10 and 15 s, then a second stage of 2, 4 and 8 min.
    ServerError: Pauses((5, 10, 15), (120, 240, 480)),
    # The same page asks for at least 1 s; that it grows is ours.
    TooManyRequestsError: Pauses((), (1, 2, 4, 8, 16, 30)),
    # Not on the page. The first is short for the kept-open connection that the other side has just closed.
    UnreachableError: Pauses((0.5, 5, 10, 15)),
}


@dataclass(frozen=True)
class Attempt:
    """One try of a request: its number from 1, and the seconds that it may take."""

    number: int = 1
    seconds: float = inf


class Retries:
    """How patient one process is with one account; safe to share between threads."""

    def __init__(
        self,
        clock: Clock | None = None,
        operation_timeout: float = OPERATION_TIMEOUT_SECONDS,
        max_requests_per_second: float | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self._timeout = operation_timeout
        self._pace = Pace(self.clock, max_requests_per_second)
        self._own = threading.local()
        self._is_slowness_told = False
        self._looks_end = inf

    def cancel(self) -> None:
        """Send nothing more and wait for nothing; what is on its way may end, and be looked at once."""
        self._looks_end = self.clock.now() + LOOK_SECONDS
        self.clock.interrupt()

    @property
    def is_cancelled(self) -> bool:
        """Whether nothing more is to be sent."""
        return self.clock.is_interrupted

    @contextmanager
    def looking(self, *, after_a_write: bool) -> Iterator[None]:
        """Let this thread look, after all has been cancelled, what has become of a write that went out."""
        before = getattr(self._own, "may_look", False)
        self._own.may_look = after_a_write
        try:
            yield
        finally:
            self._own.may_look = before

    @property
    def is_out_of_time(self) -> bool:
        """Whether the operation of this thread is past its deadline."""
        deadline: float = self._own.deadline
        return self.clock.now() > deadline

    def out_of_time(self) -> UnreachableError:
        """Return the error for an operation whose time was over before its turn came."""
        return UnreachableError(
            f"Nothing was sent, because other operations took all the time, and {self._limit}", may_pass=False
        )

    @contextmanager
    def operation(self, seconds: float | None = None, *, is_last: bool = False) -> Iterator[None]:
        """Give all that this thread sends meanwhile one deadline; within another operation, that one's.

        What `is_last` may be sent when the rest is cancelled.
        """
        if hasattr(self._own, "deadline"):
            yield
            return
        self._own.is_last = is_last
        whole = self._timeout if seconds is None else seconds
        self._own.deadline = self.clock.now() + whole
        self._own.least = min(ENOUGH_SECONDS, whole)
        self._own.held_back = 0.0
        try:
            yield
        finally:
            del self._own.deadline

    def hurry(self) -> None:
        """Leave the operation of this thread time for a try, and not for the pauses of an outage."""
        self._own.deadline = min(self._own.deadline, self.clock.now() + HURRIED_SECONDS)

    @contextmanager
    def tried(self, times: int) -> Iterator[None]:
        """Count the tries of a caller that repeats a request itself."""
        before = getattr(self._own, "tried", 0)
        self._own.tried = times
        try:
            yield
        finally:
            self._own.tried = before

    def send(
        self,
        request: Callable[[Attempt], Answer],
        *,
        repeatable: bool,
        sign_in: bool = False,
        patient: bool = True,
    ) -> Answer:
        """Send a request, again where that is allowed and promises something.

        A throttled request has not been handled, so it may always be sent again. After any other failure
        only what is `repeatable` is, because the request may have taken effect. What is not `patient` is sent
        once.
        """
        tried = getattr(self._own, "tried", 0)
        failures: Failures = Counter()
        with self.operation(), self.tried(0):  # what else the request sends has tries of its own
            while True:
                self._wait_for_turn()
                if (
                    self.clock.is_interrupted
                    and not self._own.is_last
                    and not (repeatable and self._may_look)
                ):
                    raise CancelledError("This was cancelled, and nothing more was sent.")
                number = 1 + tried + failures.total()
                try:
                    ends = self._looks_end if self.clock.is_interrupted else inf
                    left = min(self._own.deadline, ends) - self.clock.now()
                    return request(Attempt(number, max(left, self._own.least)))
                except LivePersonError as error:
                    if not patient and isinstance(error, TooManyRequestsError):
                        self._pace.hold(_asked(error, sign_in=sign_in))
                    is_repeatable = repeatable or isinstance(error, TooManyRequestsError)
                    if not patient or not is_repeatable or self.clock.is_interrupted:
                        raise
                    self.wait_after(error, failures, sign_in=sign_in)

    def wait_after(self, error: LivePersonError, failures: Failures, *, sign_in: bool = False) -> None:
        """Wait until the next try is due; raise the error if none is, or if it would come too late.

        `failures` counts what has failed before, and counts this one.
        """
        kind = next((each for each in PAUSES if isinstance(error, each)), type(error))
        failures[kind] += 1
        number = failures[kind]
        pauses = PAUSES.get(kind, Pauses(()))
        pause = pauses.before(number) if error.may_pass else None
        if pause is None:
            raise self._given_up(error, failures)
        if isinstance(error, ApiError):
            pause = max(pause, _asked(error, sign_in=sign_in))
        if isinstance(error, TooManyRequestsError):
            self._pace.hold(pause)
        if self.clock.now() + pause > self._own.deadline:
            raise self._given_up(error, failures, pause)
        many = len(pauses.first)
        which = f"{number} of {many}" if number <= many else f"try {failures.total() + 1}"
        LOG.info("%s, trying again in %g s, %s", error.in_short, pause, which, extra=while_waiting(pause))
        if not isinstance(error, TooManyRequestsError):
            self.clock.sleep(pause)

    @property
    def _may_look(self) -> bool:
        return getattr(self._own, "may_look", False) and self.clock.now() < self._looks_end

    def _wait_for_turn(self) -> None:
        seconds = self._pace.wait(self._own.deadline, self._held_back)
        if seconds:
            raise UnreachableError(
                f"The next request may go out in {ceil(seconds)} s, because LivePerson has asked to wait or "
                f"because of liveperson:maxRequestsPerSecond, and {self._limit}",
                may_pass=False,
            )

    def _held_back(self, seconds: float) -> None:
        """Say once why nothing happens, where the limit holds an operation back for long."""
        self._own.held_back += seconds
        if self._own.held_back >= NOTICEABLE_SECONDS and not self._is_slowness_told:
            self._is_slowness_told = True
            LOG.info("held back by liveperson:maxRequestsPerSecond", extra=while_waiting(seconds))

    def _given_up(
        self, error: LivePersonError, failures: Failures, pause: float | None = None
    ) -> LivePersonError:
        error.may_pass = False
        tries = failures.total()
        if pause is not None:
            times = "once" if tries == 1 else f"{tries} times"
            error.add(f"Tried {times}; the next try would be in {pause:g} s, and {self._limit}")
        elif tries > 1:
            error.add(f"Tried {tries} times.")
        return error

    @property
    def _limit(self) -> str:
        return f"an operation may take {self._timeout:g} s (liveperson:operationTimeout)."


def _asked(error: ApiError, *, sign_in: bool) -> float:
    """Return how many seconds LivePerson asks to wait at least."""
    if not isinstance(error, TooManyRequestsError):
        return error.retry_after
    return max(error.retry_after, THROTTLED_SIGN_IN_SECONDS if sign_in else AFTER_THROTTLING_SECONDS)
