"""Detects when a program cannot continue before its resources are registered.

Until then, more values may become known, such as outputs of another stack or results of a lookup. A value
that depends on our own resources becomes known only after their registration, so nothing may wait for it. All
calls to the engine run in threads of the event loop. So if no call is active and the loop is idle, all open
tasks wait for our resources.
"""

import asyncio
from typing import Any

_ROUNDS = 3
_TURNS = 20  # enough for a task that waits for nothing to end or to start another task


class Calls:
    """The active calls of a program in threads."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._active: set[asyncio.Future[Any]] = set()
        self._run = loop.run_in_executor
        loop.run_in_executor = self._counted  # type: ignore[method-assign,assignment]

    def _counted(self, executor: Any, function: Any, *arguments: Any) -> "asyncio.Future[Any]":
        call: asyncio.Future[Any] = self._run(executor, function, *arguments)
        self._active.add(call)
        call.add_done_callback(self._active.discard)
        return call

    async def wait_until_idle(self) -> None:
        """Return when no call is active and no task can start one."""
        rounds = 0
        while rounds < _ROUNDS:
            if self._active:
                await asyncio.wait(set(self._active), return_when=asyncio.FIRST_COMPLETED)
            tasks = asyncio.all_tasks()
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            is_idle = not self._active and asyncio.all_tasks() == tasks
            rounds = rounds + 1 if is_idle else 0
