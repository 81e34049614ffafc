"""The deadlines of operations, the pauses before retries, and the request rate of one process."""

import logging
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from math import ceil, inf
from typing import Any

from pulumi_liveperson.client.errors import (
    ApiError,
    CancelledError,
    LivePersonError,
    OutOfTimeError,
    TooManyRequestsError,
)
from pulumi_liveperson.client.http.clock import Clock
from pulumi_liveperson.client.http.pace import Pace
from pulumi_liveperson.client.http.pauses import Failures
from pulumi_liveperson.client.notices import while_waiting

LOG = logging.getLogger(__name__)
OPERATION_TIMEOUT_SECONDS = 300.0
READ_SECONDS = 5.0  # to read after a cancellation; a pipeline kills the process after less than ten
MIN_REQUEST_SECONDS = 5.0  # a request gets at least these, so that it is not ended while it takes effect
NOTICEABLE_SECONDS = 3.0  # a longer wait needs an explanation
SHORT_DEADLINE_SECONDS = 4.0  # less than the first pause after a 5xx


class _Operation(threading.local):
    """The operation of this thread."""

    deadline: float | None = None
    min_seconds = 0.0
    """The minimum seconds of each request, also shortly before the deadline."""
    delayed = 0.0
    is_last = False
    may_read = False
    times_tried = 0


class Retries:
    """The deadlines, retries and request rate for one account; safe to share between threads."""

    def __init__(
        self,
        clock: Clock | None = None,
        operation_timeout: float = OPERATION_TIMEOUT_SECONDS,
        max_requests_per_second: float | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self._timeout = operation_timeout
        self._pace = Pace(self.clock, max_requests_per_second)
        self._own = _Operation()
        self._is_delay_logged = False
        self._reads_end = inf

    def cancel(self) -> None:
        """Send and wait no more; requests in flight may end, and their results may be read once."""
        self._reads_end = self.clock.now() + READ_SECONDS
        self.clock.interrupt()

    @property
    def is_cancelled(self) -> bool:
        """Whether the run is cancelled, so that nothing more is sent."""
        return self.clock.is_interrupted

    def reading(self, *, after_a_write: bool) -> AbstractContextManager[None]:
        """Allow this thread to read the result of a write after a cancellation."""
        return self._with(may_read=after_a_write)

    def tried(self, times: int) -> AbstractContextManager[None]:
        """Set the number of earlier tries of a caller that repeats a request itself."""
        return self._with(times_tried=times)

    @property
    def times_tried(self) -> int:
        """The number of earlier tries of the caller."""
        return self._own.times_tried

    def operation(
        self, seconds: float | None = None, *, is_last: bool = False
    ) -> AbstractContextManager[None]:
        """Give all requests of this thread in the `with` block one deadline; the outer one in a nested block.

        With `is_last`, requests are sent even after a cancellation.
        """
        if self._own.deadline is not None:
            return nullcontext()
        total = self._timeout if seconds is None else seconds
        min_seconds = min(MIN_REQUEST_SECONDS, total)
        return self._with(
            deadline=self.clock.now() + total, min_seconds=min_seconds, delayed=0.0, is_last=is_last
        )

    @property
    def is_out_of_time(self) -> bool:
        """Whether the deadline of this thread's operation has passed."""
        return self.clock.now() > self._deadline

    def out_of_time(self) -> OutOfTimeError:
        """Return the error for an operation whose deadline passed before its turn."""
        return OutOfTimeError(
            f"Nothing was sent, because the operation waited for others until its timeout: {self._limit}"
        )

    def shorten_deadline(self) -> None:
        """Shorten the deadline of this thread's operation, so that one try fits and no pause of an outage."""
        self._own.deadline = min(self._deadline, self.clock.now() + SHORT_DEADLINE_SECONDS)

    def wait_for_turn(self, *, may_read: bool) -> float:
        """Wait until the next request may be sent, and return the seconds that it may take.

        Raises `CancelledError` after a cancellation, unless the request is a read that is still allowed.
        Raises `OutOfTimeError` if the request could only be sent after the deadline.
        """
        seconds = self._pace.wait(self._deadline, self._record_delay)
        if seconds:
            raise OutOfTimeError(
                f"The next request may be sent in {ceil(seconds)} s, because LivePerson has asked to wait or "
                f"because of liveperson:maxRequestsPerSecond, and {self._limit}"
            )
        now, ends = self.clock.now(), self._deadline
        if self.is_cancelled:
            if not self._own.is_last and not (may_read and self._own.may_read and now < self._reads_end):
                raise CancelledError("The run was cancelled, and nothing more was sent.")
            ends = min(ends, self._reads_end)
        return max(ends - now, self._own.min_seconds)

    def hold_back(self, error: LivePersonError) -> None:
        """Delay all requests for the seconds in a 429; do nothing after another error."""
        if isinstance(error, TooManyRequestsError):
            self._pace.hold(error.retry_after)

    def wait_after(self, error: LivePersonError, failures: Failures) -> None:
        """Wait before the next try; raise the error if there is none, or if it would be after the deadline.

        `failures` contains the earlier errors; this error is added to it.
        """
        pauses, number = failures.count(error)
        pause = pauses.before(number) if error.is_temporary else None
        if pause is None:
            raise self._final_error(error, failures)
        if isinstance(error, ApiError):
            pause = max(pause, error.retry_after)
        is_throttled = isinstance(error, TooManyRequestsError)
        if is_throttled:
            self._pace.hold(pause)
        if self.clock.now() + pause > self._deadline:
            raise self._final_error(error, failures, pause)
        many = len(pauses.first)
        which = f"{number} of {many}" if number <= many else f"try {failures.total() + 1}"
        LOG.info("%s, trying again in %g s, %s", error.short_cause, pause, which, extra=while_waiting(pause))
        if not is_throttled:
            self.clock.sleep(pause)

    @contextmanager
    def _with(self, **values: Any) -> Iterator[None]:
        before = {name: getattr(self._own, name) for name in values}
        vars(self._own).update(values)
        try:
            yield
        finally:
            vars(self._own).update(before)

    @property
    def _deadline(self) -> float:
        return inf if self._own.deadline is None else self._own.deadline

    def _record_delay(self, seconds: float) -> None:
        """Log once that the limit of the rate delays operations, if an operation has waited long."""
        self._own.delayed += seconds
        if self._own.delayed >= NOTICEABLE_SECONDS and not self._is_delay_logged:
            self._is_delay_logged = True
            LOG.info("waiting because of liveperson:maxRequestsPerSecond", extra=while_waiting(seconds))

    def _final_error(
        self, error: LivePersonError, failures: Failures, pause: float | None = None
    ) -> LivePersonError:
        error.is_temporary = False
        tries = failures.total()
        if pause is not None:
            times = "once" if tries == 1 else f"{tries} times"
            error.add(f"Tried {times}; the next try would be in {pause:g} s, but {self._limit}")
        elif tries > 1:
            error.add(f"Tried {tries} times.")
        return error

    @property
    def _limit(self) -> str:
        return f"an operation may take {self._timeout:g} s (liveperson:operationTimeout)."
