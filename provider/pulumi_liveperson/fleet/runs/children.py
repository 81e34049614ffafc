"""Runs the commands of a fleet as child processes, and interrupts them.

Each child has a session of its own, so a signal to our process group does not reach it: this module decides
which child gets which signal. Pulumi starts its plugins in process groups of their own, but in its session.
So the group of `pulumi` contains only `pulumi`. Its first SIGINT makes it wait for the requests in flight,
store the state and unlock the stack. A second one would end it at once, so a child gets only one.
"""

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

MAX_MEGABYTES = 32
_MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
_LOOK_SECONDS = 0.05
_PROGRAM_SECONDS = 1.0
_PROGRAM = "pulumi-language-"  # Pulumi's language host, and what it runs the program with
# An update locks the stack before its first line. It handles signals from its second line on, when the engine
# has started, and no longer after its summary. Outside of this, a SIGINT ends it and leaves the lock.
_STARTED = re.compile(rb"^Updating \(.*\):\s*^.*\S", re.MULTILINE)
_COMPLETE = re.compile(rb"^Resources:", re.MULTILINE)
_PASSWORD = re.compile(rb"([a-z]://)[^\s/?#\"'`]*:[^\s\"'`]*@", re.IGNORECASE)


class StoppedError(Exception):
    """The run was interrupted: the child was not started, or did not finish its work."""


class ChildError(Exception):
    """A child cannot be run, or prints too much; the message contains the cause and the solution."""


@dataclass(frozen=True)
class Ended:
    """A child that has ended."""

    code: int
    output: bytes
    """What it printed on stdout; empty if that is in the log."""
    log: Path
    start: int
    """The position in the log at which the output of this child begins."""

    def logged(self) -> str:
        """Return what the child wrote to the log; only the end if it is long."""
        with self.log.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(self.start, end - 1_000_000))
            return file.read().decode(errors="replace")


@dataclass(frozen=True)
class _Child:
    process: "subprocess.Popen[bytes]"
    log: Path
    start: int
    locks: bool


class Children:
    """The children of a run; threads start them, and one other thread interrupts them all."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._turn = threading.Lock()
        self._running: set[_Child] = set()
        self._stopped = False

    def run(self, command: Sequence[str], log: Path, *, captured: bool = True, locks: bool = False) -> Ended:
        """Run a command until it ends; stderr is written to the log, and stdout too if it is not captured.

        A command that locks a stack writes to the log only: without a reader, a pipe would end the command.
        Raises a `StoppedError` after an interrupt, and a `ChildError`.
        """
        with log.open("ab") as file:
            start = file.tell()
            child = self._start(command, file, start, captured=captured, locks=locks)
        try:
            with child.process as process:
                output = b"" if process.stdout is None else process.stdout.read(_MAX_BYTES + 1)
                if len(output) > _MAX_BYTES:
                    _kill(process.pid)
            _remove_passwords(log, start)
            if len(output) > _MAX_BYTES:
                raise ChildError(
                    f"the output of `{' '.join(command[:2])}` is larger than {MAX_MEGABYTES} MB."
                )
        finally:
            with self._turn:
                self._running.discard(child)
        if process.returncode and self._stopped:
            # A command that is interrupted while it starts leaves its plugins.
            _kill(process.pid, _PROGRAM if locks else "")
            raise StoppedError
        if (
            process.returncode < 0
        ):  # a command that is killed, for example for lack of memory, leaves them too
            _kill(process.pid)
        return Ended(process.returncode, output, log, start)

    def _start(
        self, command: Sequence[str], log: IO[bytes], start: int, *, captured: bool, locks: bool
    ) -> _Child:
        # With the lock, an interrupt comes before the start, or finds the child.
        with self._turn:
            if self._stopped:
                raise StoppedError
            try:
                process = subprocess.Popen(  # noqa: S603 - no shell; each part is a separate argument
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE if captured else log,
                    stderr=log,
                    env=self._environment,
                    start_new_session=True,
                )
            except OSError as error:
                raise ChildError(
                    f"the command `{command[0]}` cannot be run: {error.strerror}. Activate the virtual "
                    "environment with `. .venv/bin/activate`."
                ) from None
            child = _Child(process, Path(log.name), start, locks)
            self._running.add(child)
            return child

    def interrupt(self) -> None:
        """Start no more children, and interrupt those that run; returns at once."""
        with self._turn:
            self._stopped = True
            running = list(self._running)
        for child in running:
            if child.locks:
                threading.Thread(target=_interrupt_update, args=[child], daemon=True).start()
            else:
                _interrupt(child)

    def kill(self) -> None:
        """Kill the children that lock no stack, with everything that they have started."""
        with self._turn:
            running = [child for child in self._running if not child.locks]
        for child in running:
            _kill(child.process.pid)


def _remove_passwords(log: Path, start: int) -> None:
    """Remove users and passwords from addresses, such as that of the backend: logs are kept as artifacts."""
    with suppress(OSError), log.open("r+b") as file:
        file.seek(start)
        printed = file.read()
        kept = _PASSWORD.sub(rb"\1", printed)
        if kept != printed:
            file.seek(start)
            file.write(kept)
            file.truncate()


def _takes_signals(child: _Child) -> bool:
    try:
        with child.log.open("rb") as file:
            file.seek(child.start)
            printed = file.read()
    except OSError:  # someone has deleted it
        return False
    return _STARTED.search(printed) is not None and _COMPLETE.search(printed) is None


def _interrupt_update(child: _Child) -> None:
    while child.process.poll() is None and not _takes_signals(child):
        time.sleep(_LOOK_SECONDS)
    _interrupt(child)
    # A program that has just started can ignore Pulumi's SIGINT, and Pulumi then waits five seconds for it.
    # The engine needs it no longer; the requests in flight are in another process, the provider host.
    with suppress(subprocess.TimeoutExpired):
        child.process.wait(_PROGRAM_SECONDS)
        return
    _kill(child.process.pid, _PROGRAM)


def _interrupt(child: _Child) -> None:
    if child.process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGINT)


def _kill(session: int, command: str = "") -> None:
    """Kill the processes of a session, or those with a text in their command line."""
    for process in psutil.process_iter():
        with suppress(OSError, psutil.Error):
            if os.getsid(process.pid) == session and command in " ".join(process.cmdline()):
                os.kill(process.pid, signal.SIGKILL)
