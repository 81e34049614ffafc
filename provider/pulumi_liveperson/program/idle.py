"""When a program can get no further by itself.

Until then more may become known: what another stack has put out, or what a lookup at the engine answers. What
waits for our own resources never becomes known before these are registered, so nothing may wait for that.
Every call to the engine goes through the event loop's threads, so while none is under way, and the loop finds
nothing to do, everything that is still open waits for us.
"""

import asyncio
from typing import Any

_ROUNDS = 3
_TURNS = 20  # in which a task that is not waiting for anything gets done, or starts another one


class Calls:
    """The calls of a program that are under way in threads."""

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
        """Return when no call is under way, and none is going to be begun."""
        rounds = 0
        while rounds < _ROUNDS:
            if self._active:
                await asyncio.wait(set(self._active), return_when=asyncio.FIRST_COMPLETED)
            tasks = asyncio.all_tasks()
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            is_idle = not self._active and asyncio.all_tasks() == tasks
            rounds = rounds + 1 if is_idle else 0
