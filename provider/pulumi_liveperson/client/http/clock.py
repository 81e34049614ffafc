"""The one clock by which everything here waits."""

import threading
import time


class Clock:
    """The machine's clock, in seconds from an arbitrary moment; tests set theirs by hand."""

    is_interrupted = False
    """Whether nobody is to wait for anything any more."""

    def __init__(self) -> None:
        self._interrupt = threading.Event()

    def now(self) -> float:
        """Return the time."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait, unless that is interrupted."""
        if seconds > 0:
            self._interrupt.wait(seconds)

    def interrupt(self) -> None:
        """End all waiting, now and from now on."""
        self.is_interrupted = True
        self._interrupt.set()
