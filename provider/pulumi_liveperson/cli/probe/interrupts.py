"""Signals during a probe: the request in flight ends, then no other is sent except to clean up.

An interrupt in the middle of a create would leave an object that no list shows yet. So the handler only
records the signal, and the next request or pause ends the experiment.
"""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from pulumi_liveperson.client.http.clock import Clock
from pulumi_liveperson.client.http.messages import Answer, Request, Transport

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""The last one means that the terminal is closed; Windows does not have it."""
_SLICE_SECONDS = 0.1
_SIGNALLED = 128  # a shell adds the number of the signal to this


class Interrupts:
    """The signals of one probe; `clean_command` is shown after the second one."""

    def __init__(self, clean_command: str) -> None:
        self._clean_command = clean_command
        self._received: int | None = None
        self._is_raised = False

    @property
    def exit_code(self) -> int | None:
        """The exit code after a signal; None if there was none."""
        return None if self._received is None else _SIGNALLED + self._received

    @property
    def ends_waiting(self) -> bool:
        """Whether the next request must not be sent."""
        return self._received is not None and not self._is_raised

    def check(self) -> None:
        """Raise a `KeyboardInterrupt` if a signal has arrived, once; then, objects can be deleted."""
        if self.ends_waiting:
            self._is_raised = True
            raise KeyboardInterrupt

    def begin_cleaning(self) -> None:
        """Let no signal stop the following requests, except a second one."""
        self._is_raised = True

    @contextmanager
    def handled(self) -> Iterator[None]:
        """Handle the signals in a `with` block."""
        before = {each: signal.signal(each, self._receive) for each in _SIGNALS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        if self._received is None:
            self._received = number
            _say(
                "\nprobe: interrupted; deleting the objects of the probe. Press Ctrl-C again to end at once."
            )
            return
        _say(
            "\nprobe: ended at once. Objects of the probe may be left; delete them with "
            f"`{self._clean_command}`."
        )
        os._exit(_SIGNALLED + number)


class InterruptibleClock(Clock):
    """A clock whose pauses end when a signal arrives."""

    def __init__(self, interrupts: Interrupts) -> None:
        super().__init__()
        self._interrupts = interrupts

    def sleep(self, seconds: float) -> None:
        """Wait; raise a `KeyboardInterrupt` if a signal arrives."""
        ends = self.now() + seconds
        while (left := ends - self.now()) > 0:
            self._interrupts.check()
            time.sleep(min(left, _SLICE_SECONDS))


class InterruptibleTransport:
    """Sends no request after a signal, except to clean up."""

    def __init__(self, transport: Transport, interrupts: Interrupts) -> None:
        self._transport = transport
        self._interrupts = interrupts

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raise an `ApiError` for a rejected request, or `UnreachableError`."""
        self._interrupts.check()
        return self._transport.handle_request(request)


def _say(text: str) -> None:
    """Write to stderr without its buffer, because a handler may run while the buffer is in use."""
    with suppress(OSError):  # the terminal may be closed
        os.write(sys.stderr.fileno(), f"{text}\n".encode())
