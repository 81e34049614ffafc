"""Shows the progress of a long step in one line: updated on a terminal, repeated in a log."""

import sys
import threading
import time
from types import TracebackType
from typing import Self, TextIO

TERMINAL_INTERVAL = 0.5
LOG_INTERVAL = 15.0


def print_status(line: str) -> None:
    """Print one line about the progress of set-up on stderr."""
    print(line, file=sys.stderr, flush=True)


class Progress:
    """An active step, with its elapsed seconds and a note about its progress."""

    def __init__(
        self, step: str, *, stream: TextIO | None = None, log_interval: float = LOG_INTERVAL
    ) -> None:
        self.note = ""
        self._step = step
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._interval = TERMINAL_INTERVAL if self._terminal else log_interval
        self._started = time.monotonic()
        self._ended = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        self._write("…")
        self._ticker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._ticker.join()
        self._write("done" if kind is None else "stopped", last=True)

    def _tick(self) -> None:
        while not self._ended.wait(self._interval):
            self._write("…")

    def _write(self, status: str, *, last: bool = False) -> None:
        note = f", {self.note}" if self.note else ""
        line = f"{self._step}: {status} {time.monotonic() - self._started:.0f} s{note}"
        if self._terminal:
            # Return to the first column, and erase the rest of a longer previous line.
            self._stream.write(f"\r\x1b[K{line}" + ("\n" if last else ""))
        else:
            self._stream.write(f"{line}\n")
        self._stream.flush()
