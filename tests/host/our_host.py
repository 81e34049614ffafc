"""Our provider host, `python -m pulumi_liveperson.host`, below a process that stands for the engine."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Any, NamedTuple, Self

import grpc  # type: ignore[import-untyped]
from google.protobuf.empty_pb2 import Empty  # type: ignore[import-untyped]
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from tests import warm
from tests.engine.trial import ACCOUNT, ROOT
from tests.host.pulumi_host import Host

EXECUTABLE = ROOT / "template" / "host" / "pulumi-resource-pulumi-python"
NOBODY = "127.0.0.1:1"
LEVELS = {engine_pb2.INFO: "info", engine_pb2.WARNING: "warning", engine_pb2.ERROR: "error"}


def start(
    folder: Path, engine: str = NOBODY, python: str = sys.prefix, **changes: str
) -> "subprocess.Popen[bytes]":
    """Start the executable as the engine does; `engine` is where its messages go.

    `python` is the virtual environment; `changes` are those of the environment.
    """
    os.mkfifo(folder / "stdout")
    environment = {**os.environ, "PULUMI_RUNTIME_VIRTUALENV": python, "NO_PROXY": "127.0.0.1", **changes}
    streams = f'> "{folder}/stdout" 2> "{folder}/stderr"'
    program = f'"{EXECUTABLE}" {engine} {streams} & echo $! > "{folder}/pid"; wait'
    command = ["sh", "-c", f'cd "{ROOT}"; {program}']
    return subprocess.Popen(command, env=environment)


class Shown(NamedTuple):
    """A message in Pulumi's display; `urn` is the resource beside which it stands, empty for the stack."""

    level: str
    text: str
    urn: str
    ephemeral: bool


class Engine(engine_pb2_grpc.EngineServicer):
    """The log service of an engine, which keeps what it is asked to show; `patience` makes it slow."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self.is_slow = False
        self._ended = Event()

    def Log(self, request: Any, _context: Any) -> Any:  # noqa: N802 - the protocol's name
        self.shown.append(
            Shown(LEVELS[request.severity], request.message, request.urn, ephemeral=request.ephemeral)
        )
        if self.is_slow:
            self._ended.wait()
        return Empty()

    def __enter__(self) -> Self:
        self._server = grpc.server(ThreadPoolExecutor(64))
        engine_pb2_grpc.add_EngineServicer_to_server(self, self._server)
        self.address = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        self._ended.set()
        self._server.stop(None).wait()


class OurHosts:
    """Hosts of ours that send their messages to one engine; all are ended with the test."""

    def __init__(self, folder: Path, engine: Engine, url: str) -> None:
        self.running = ExitStack()
        self._folder = folder
        self.engine = engine
        self._url = url
        self._count = 0

    def start(self, **changes: str) -> Host:
        """Start one that is configured for the simulator, with a bearer token unless it is told otherwise."""
        sign_in = {} if "appKey" in changes else {"bearerToken": "simulator-bearer"}
        whole = {"accountId": ACCOUNT, "domainApiUrl": self._url, **sign_in, **changes}
        home = self._folder / f"our-host-{self._count}"
        home.mkdir()
        self._count += 1
        self.running.enter_context(start(home, self.engine.address, str(warm.environment())))
        settings = {f"liveperson:{key}": value for key, value in whole.items()}
        return self.running.enter_context(Host(home, settings, prefix=""))
