"""Waits for the end of a program: it returns, it raises an exception, or it never ends.

Pulumi runs a program inside an event loop. Declared resources are registered as soon as that loop runs. So
they would also be registered after an exception, and while the program still waits for something.
"""

import asyncio
import inspect
import sys
import traceback
from pathlib import Path
from types import CodeType
from typing import Any

import pulumi
from pulumi.runtime.proto.resource_pb2_grpc import ResourceMonitorStub
from pulumi.runtime.settings import get_monitor

from pulumi_liveperson.program.idle import Calls

_EXECUTOR = "pulumi-language-python-exec"  # Pulumi's script that runs a program
_WARNING_SECONDS = 10
_LIMIT_SECONDS = 300
_BLOCKED = (
    "program() waits for something, but its resources are registered only after it returns. Use `apply` "
    "instead of waiting for an output, and register transforms before the first resource."
)


class ProgramEnd:
    """The end of a program. Pulumi then registers the outputs of the stack, also after an exception."""

    def __init__(self, root: Any) -> None:
        self._ended: asyncio.Future[BaseException | None] = asyncio.Future()
        self.calls = Calls(self._ended.get_loop())
        try:
            self._task = asyncio.current_task()
        except RuntimeError:  # a test that declares resources before it runs a loop
            self._task = None
        register_outputs = root.register_outputs

        def noted(outputs: Any) -> None:
            if not self._ended.done():
                self._ended.set_result(sys.exception())
            register_outputs(outputs)

        root.register_outputs = noted
        if getattr(root, "_outputs_registered", not has_engine()):  # as with Pulumi's mocks
            self._ended.set_result(None)

    async def wait(self) -> None:
        """Return when the program has ended and no more values can become known before its resources exist.

        Raises a `RunError` with the exception that ended the program, or if the program waits for itself.
        """
        seconds = 0
        while not self._ended.done():
            await asyncio.wait([self._ended], timeout=1)
            await self.calls.wait_until_idle()
            seconds += 1
            if self._ended.done():
                break
            if self._is_blocked() or seconds == _LIMIT_SECONDS:
                raise pulumi.RunError(_BLOCKED)
            if seconds == _WARNING_SECONDS:
                pulumi.log.warn(_BLOCKED)
        failure = self._ended.result()
        if failure is not None:
            raise pulumi.RunError(_failure_message(failure))
        await self.calls.wait_until_idle()

    def _is_blocked(self) -> bool:
        """Return whether the program runs the event loop itself, although the loop has nothing left to do.

        A program that awaits something is suspended instead; it may wait for something outside this process.
        """
        coroutine: Any = self._task and self._task.get_coro()
        return coroutine is not None and inspect.getcoroutinestate(coroutine) == inspect.CORO_RUNNING


def has_engine() -> bool:
    """Return whether there is an engine, and not a replacement for one in a test."""
    return isinstance(get_monitor(), ResourceMonitorStub)


def _failure_message(failure: BaseException) -> str:
    """Return the message for a failed program; a traceback begins with the program's own code."""
    if isinstance(failure, pulumi.RunError):
        return str(failure)
    frames = failure.__traceback__
    while frames is not None and frames.tb_next is not None and _is_machinery(frames.tb_frame.f_code):
        frames = frames.tb_next
    shown = "".join(traceback.format_exception(failure.with_traceback(frames)))
    return f"Program failed with an unhandled exception:\n{shown.rstrip()}"


def _is_machinery(code: CodeType) -> bool:
    """Return whether code belongs to Pulumi or Python, and not to the program."""
    name = code.co_filename
    libraries = str(Path(pulumi.__file__).parent), "<frozen "
    return name.startswith(libraries) or name.endswith(_EXECUTOR)
