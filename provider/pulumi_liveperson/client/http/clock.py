"""The clock for all waiting of the client."""

import threading
import time


class Clock:
    """The machine's clock, in seconds from an arbitrary start; tests use their own clock."""

    is_interrupted = False
    """Whether no thread waits any more."""

    def __init__(self) -> None:
        self._interrupt = threading.Event()

    def now(self) -> float:
        """Return the time."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait until the time is over, or until `interrupt`."""
        if seconds > 0:
            self._interrupt.wait(seconds)

    def interrupt(self) -> None:
        """End all current and later waiting."""
        self.is_interrupted = True
        self._interrupt.set()
