"""Runs our host as a server, which accepts 256 parallel operations and ends when the engine ends.

Pulumi's own host runs four operations in parallel, independent of `--parallel`.
"""

import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import FrameType

import grpc  # type: ignore[import-untyped]  # ships no types
from pulumi.runtime.proto import provider_pb2_grpc

from pulumi_liveperson.connection import cancel, set_run
from pulumi_liveperson.host.display import Display
from pulumi_liveperson.host.engine import Engine
from pulumi_liveperson.host.servicer import CHANNEL_OPTIONS, Servicer

OPERATIONS = 256
POLL_SECONDS = 0.5
GRACE_SECONDS = 60


def serve(engine_address: str) -> None:
    """Serve until the engine ends."""
    engine = os.getppid()
    set_run(Engine(engine))
    display = Display(engine_address)
    ours = logging.getLogger("pulumi_liveperson")
    ours.addHandler(display)
    ours.setLevel(logging.INFO)
    server = grpc.server(ThreadPoolExecutor(OPERATIONS), options=CHANNEL_OPTIONS)
    servicer = Servicer(display)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        with _interrupt_deferred():
            sys.stdout.write(f"{port}\n")
            sys.stdout.flush()
            servicer.prepare()  # now, while the engine is busy
            gc.freeze()
            gc.enable()
        signal.signal(signal.SIGTERM, _end)
        while os.getppid() == engine:
            time.sleep(POLL_SECONDS)
        # The engine has ended, but LivePerson is still processing the active operations.
        server.stop(GRACE_SECONDS).wait()
    except KeyboardInterrupt:
        server.stop(0)
    except SystemExit:
        # A shutdown of the machine signals all processes, and the engine waits for the active operations.
        cancel()
        server.stop(GRACE_SECONDS).wait()


@contextmanager
def _interrupt_deferred() -> Iterator[None]:
    """Raise an interrupt only at the end, because pydantic would report it as an error of a model."""
    interrupts: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _frame: interrupts.append(number))
    yield
    signal.signal(signal.SIGINT, handler)
    if interrupts:
        raise KeyboardInterrupt


def _end(_signal: int, _frame: FrameType | None) -> None:
    sys.exit()
