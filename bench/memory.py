"""Measures the memory of the provider host while a command runs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

HOST = "pulumi_liveperson.host"
INTERVAL_SECONDS = 0.1
MEGABYTE = 1_000_000


@contextmanager
def measured_memory() -> Iterator[list[int]]:
    """Yield a list that gets the memory of the host, in megabytes, again and again."""
    found: list[int] = []
    ended = threading.Event()
    thread = threading.Thread(target=_measure, args=(found, ended))
    thread.start()
    try:
        yield found
    finally:
        ended.set()
        thread.join()


def _measure(found: list[int], ended: threading.Event) -> None:
    host: psutil.Process | None = None
    while not ended.wait(INTERVAL_SECONDS):
        try:
            host = host or _host()
            if host is not None:
                found.append(host.memory_info().rss // MEGABYTE)
        except psutil.Error:
            host = None  # it ended, or has not yet replaced the shell of the script


def _host() -> psutil.Process | None:
    running = psutil.Process().children(recursive=True)
    return next((each for each in running if HOST in each.cmdline()), None)
