"""Runs a server of another project on a free port of this machine, until the tests are done with it."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
_TRIES = 3  # somebody else may take a port between its choice and its use
_PATIENCE = 120.0
_LOOK_SECONDS = 0.05
_END_SECONDS = 20.0


@contextmanager
def running(
    command: Callable[[int], Sequence[str | Path]],
    log: Path,
    *,
    environment: Mapping[str, str] | None = None,
    end: signal.Signals = signal.SIGTERM,
    **options: Any,
) -> Iterator[int]:
    """Run a server, and yield its port as soon as it answers."""
    for _ in range(_TRIES):
        port = _free_port()
        with log.open("w") as written:
            process = subprocess.Popen(
                command(port),
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **options,
            )
        try:
            if _answers(port, process):
                yield port
                return
        finally:
            _end(process, end)
    raise AssertionError(f"the server does not start: {log.read_text()}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
    return port


def _answers(port: int, process: "subprocess.Popen[bytes]") -> bool:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as client:
            if client.connect_ex((HOST, port)) == 0:
                return process.poll() is None
        time.sleep(_LOOK_SECONDS)
    return False


def _end(process: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(number)
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
