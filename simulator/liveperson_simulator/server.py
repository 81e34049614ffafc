"""A running simulator: uvicorn in a thread of this process, on a loopback port."""

import os
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn

from liveperson_simulator.app import application
from liveperson_simulator.client import Control
from liveperson_simulator.clock import DateHeader
from liveperson_simulator.connections import Connection
from liveperson_simulator.guard import Guard
from liveperson_simulator.knobs import Knobs
from liveperson_simulator.profile import observed_knobs
from liveperson_simulator.state import State
from liveperson_simulator.store import Store

LOOPBACK = "127.0.0.1"


class Simulator:
    """A simulator that serves inside its `with` block; without `data`, it keeps all data in memory.

    `profile` is a file of `liveperson probe` with values of knobs; those in `knobs` have priority. Raises
    ProfileError and KnobError.
    """

    def __init__(
        self,
        data: Path | None = None,
        port: int = 0,
        knobs: Mapping[str, str | int] | None = None,
        latency_ms: float = 0,
        accounts: Sequence[str] = (),
        *,
        profile: str | os.PathLike[str] | None = None,
    ) -> None:
        started: dict[str, str | int] = {
            **(observed_knobs(profile) if profile else {}),
            **(knobs or {}),
        }
        if latency_ms:
            started["latency_ms"] = round(latency_ms)
        self._knobs = Knobs(started)
        self._data = data
        self._port = port
        self._accounts = accounts

    def __enter__(self) -> Self:
        # asyncio disables Nagle's algorithm only for sockets with an explicit TCP protocol; otherwise each
        # answer takes 40 ms.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((LOOPBACK, self._port))
        except OSError:
            self._socket.close()
            raise
        self._socket.listen()
        self.url = f"http://{LOOPBACK}:{self._socket.getsockname()[1]}"
        try:
            self._store = Store(self._data)
        except BaseException:
            self._socket.close()
            raise
        state = State(self._store, self._knobs, self._data, self._accounts)
        state.seed_accounts()
        config = uvicorn.Config(
            DateHeader(Guard(application(state)), state.knobs), http=Connection, lifespan="off",
            log_config=None, access_log=False, date_header=False, server_header=False, timeout_keep_alive=60,
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="simulator")
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.002)
        self.control = Control(self.url)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.control.close()
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
        self._store.close()
