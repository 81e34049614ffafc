"""The request rate of this process, which all of its threads share."""

import threading
from collections.abc import Callable
from math import inf

from pulumi_liveperson.client.http.clock import Clock

AFTER_THROTTLING_SECONDS = 1.0  # Retry policy page: wait at least 1 s between retries, avoid bursts


class Pace:
    """Limits the rate of requests, and delays all of them if LivePerson asks for it."""

    def __init__(self, clock: Clock, max_per_second: float | None = None) -> None:
        self._clock = clock
        self._spacing = 1 / max_per_second if max_per_second else 0.0
        self._turn = threading.Lock()
        self._next = 0.0
        self._held_until = 0.0
        self._queueing = False
        """Whether requests still wait after a delay, so that they must not be sent in a burst."""

    def wait(self, deadline: float = inf, on_wait: Callable[[float], None] | None = None) -> float:
        """Wait, and return 0; if the request could only be sent after the deadline, return the wait at once.

        `on_wait` is called with the seconds before a wait that only the limit of the rate causes.
        """
        while True:
            with self._turn:
                now = self._clock.now()
                moment = max(now, self._next)
                if moment > deadline:
                    return moment - now
                self._queueing = self._queueing and moment > now
                self._next = moment + max(self._spacing, AFTER_THROTTLING_SECONDS if self._queueing else 0.0)
                is_limited = moment > now and not self._queueing
            if on_wait is not None and is_limited:
                on_wait(moment - now)
            self._clock.sleep(moment - now)
            with self._turn:
                if moment >= self._held_until or self._clock.is_interrupted:
                    return 0.0  # otherwise, another thread has delayed all requests during the wait

    def hold(self, seconds: float) -> None:
        """Delay all requests for some seconds; after that, they are sent one by one."""
        with self._turn:
            self._held_until = max(self._held_until, self._clock.now() + seconds)
            self._next = max(self._next, self._held_until)
            self._queueing = True
