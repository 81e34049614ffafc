"""Whether and when a request is sent again."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from math import inf
from typing import NoReturn, TypeVar

from provider.liveperson.clock import Clock
from provider.liveperson.errors import (
    ApiError,
    LivePersonError,
    ServerError,
    TooManyRequestsError,
    UnreachableError,
)
from provider.liveperson.notices import WHILE_WAITING
from provider.liveperson.pace import Pace

LOG = logging.getLogger(__name__)
Answer = TypeVar("Answer")
OPERATION_TIMEOUT_SECONDS = 300.0
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
    """One try of a request: its number from 1, and the seconds that are left for it."""

    number: int = 1
    seconds_left: float = inf


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

    @contextmanager
    def operation(self, seconds: float | None = None) -> Iterator[None]:
        """Give all that this thread sends meanwhile one deadline; within another operation, that one's."""
        if hasattr(self._own, "deadline"):
            yield
            return
        self._own.deadline = self.clock.now() + (self._timeout if seconds is None else seconds)
        try:
            yield
        finally:
            del self._own.deadline

    @contextmanager
    def tried(self, times: int) -> Iterator[None]:
        """Count the tries of a caller that repeats requests itself."""
        self._own.tried = times
        try:
            yield
        finally:
            self._own.tried = 0

    def send(
        self, request: Callable[[Attempt], Answer], *, repeatable: bool, sign_in: bool = False
    ) -> Answer:
        """Send a request, again where that is allowed and promises something.

        A throttled request has not been handled, so it may always be sent again. After any other failure
        only what is `repeatable` is, because the request may have taken effect.
        """
        with self.operation():
            for failures in count(1):
                self._pace.wait()
                tried = getattr(self._own, "tried", 0)
                try:
                    return request(Attempt(tried + failures, self._own.deadline - self.clock.now()))
                except LivePersonError as error:
                    if not (repeatable or isinstance(error, TooManyRequestsError)):
                        raise
                    self.wait_after(error, failures, sign_in=sign_in)
        raise AssertionError  # the loop has no end

    def wait_after(self, error: LivePersonError, failures: int, *, sign_in: bool = False) -> None:
        """Wait until the next try is due; raise the error if none is, or if it would come too late."""
        pauses = next((PAUSES[kind] for kind in PAUSES if isinstance(error, kind)), None)
        pause = pauses.before(failures) if pauses is not None and error.may_pass else None
        if pauses is None or pause is None:
            self._give_up(error, failures)
        if isinstance(error, ApiError):
            pause = max(pause, error.retry_after)
        if sign_in and isinstance(error, TooManyRequestsError):
            pause = max(pause, THROTTLED_SIGN_IN_SECONDS)
        if self.clock.now() + pause > self._own.deadline:
            self._give_up(error, failures, pause)
        many = len(pauses.first)
        which = f"{failures} of {many}" if failures <= many else f"try {failures + 1}"
        LOG.info("%s, trying again in %g s, %s", error.in_short, pause, which, extra=WHILE_WAITING)
        if isinstance(error, TooManyRequestsError):
            self._pace.hold(pause)
        else:
            self.clock.sleep(pause)

    def _give_up(self, error: LivePersonError, failures: int, pause: float | None = None) -> NoReturn:
        error.may_pass = False
        if pause is not None:
            error.add(
                f"Tried {failures} times; the next try would be in {pause:g} s, and an operation may take "
                f"{self._timeout:g} s (liveperson:operationTimeout)."
            )
        elif failures > 1:
            error.add(f"Tried {failures} times.")
        raise error
