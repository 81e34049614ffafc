"""Messages in Pulumi's display, in the row of their resource."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from math import inf

import grpc  # type: ignore[import-untyped]  # ships no types
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from pulumi_liveperson.client.notices import ABOUT_OBJECT, WAITING
from pulumi_liveperson.logs import MessageFormatter

SEND_TIMEOUT_SECONDS = 2.0
REPEAT_SECONDS = 0.25  # several collections may report the same wait in this time; it is shown once
_FORMATTER = MessageFormatter()
STACK = ""  # a message without a resource is shown at the stack


class Display(logging.Handler):
    """Sends log records to the engine's log service: each warning once, and the reasons for waiting."""

    def __init__(self, engine: str) -> None:
        super().__init__(logging.INFO)
        channel = grpc.insecure_channel(engine, [("grpc.enable_http_proxy", 0)])
        self._engine = engine_pb2_grpc.EngineStub(channel)
        self._current_urn: ContextVar[str] = ContextVar("urn", default=STACK)
        self._pending_warnings: ContextVar[list[grpc.Future] | None] = ContextVar("warned", default=None)
        self._lock = threading.Lock()
        self._active: Counter[str] = Counter()
        self._waiting = ("", -inf)  # the reason for waiting, and the time at which it ends
        self._calls: set[grpc.Future] = set()
        self._sent_at: dict[tuple[str, str], float] = {}

    @contextmanager
    def resource(self, urn: str) -> Iterator[None]:
        """Record that this thread works on a resource; its warnings are shown before the block ends."""
        pending: list[grpc.Future] = []
        self._current_urn.set(urn)
        self._pending_warnings.set(pending)
        with self._lock:
            self._active[urn] += 1
            message, until = self._waiting
        if time.monotonic() < until:
            self._send(engine_pb2.INFO, message, urn, ephemeral=True)
        try:
            yield
        finally:
            with self._lock:
                self._active[urn] -= 1
            self._current_urn.set(STACK)
            for call in pending:
                with suppress(grpc.RpcError):  # the engine may have ended
                    call.result()

    def emit(self, record: logging.LogRecord) -> None:
        """Show a record: a reason for waiting at all active resources, a warning at its own or the stack."""
        message = _FORMATTER.format(record)
        if getattr(record, "notice", None) == WAITING:
            with self._lock:
                waiting = list(+self._active)
                self._waiting = (message, time.monotonic() + getattr(record, "seconds", 0.0))
            for urn in waiting:
                self._send(engine_pb2.INFO, message, urn, ephemeral=True)
        elif record.levelno >= logging.WARNING:
            is_about_object = getattr(record, "notice", None) == ABOUT_OBJECT["notice"]
            self._send(engine_pb2.WARNING, message, self._current_urn.get() if is_about_object else STACK)

    def _send(
        self, severity: engine_pb2.LogSeverity.ValueType, message: str, urn: str, *, ephemeral: bool = False
    ) -> None:
        now = time.monotonic()
        before = self._sent_at.get((urn, message), -inf)
        self._sent_at[urn, message] = now
        if (not ephemeral and before > -inf) or now - before < REPEAT_SECONDS:
            return
        request = engine_pb2.LogRequest(severity=severity, message=message, urn=urn, ephemeral=ephemeral)
        call = self._engine.Log.future(request, timeout=SEND_TIMEOUT_SECONDS)
        self._calls.add(call)  # gRPC cancels a call without a reference
        call.add_done_callback(self._calls.discard)
        pending = self._pending_warnings.get()
        if not ephemeral and pending is not None:
            pending.append(call)
