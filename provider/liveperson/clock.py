"""The one clock by which everything here waits."""

import time


class Clock:
    """The machine's clock, in seconds from an arbitrary moment; tests set theirs by hand."""

    def now(self) -> float:
        """Return the time."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        if seconds > 0:
            time.sleep(seconds)
