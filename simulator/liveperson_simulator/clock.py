"""The simulator's clock, which a knob sets ahead of the machine's or behind it."""

import time
from datetime import UTC, datetime
from email.utils import formatdate

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from liveperson_simulator.knobs import Knobs


def now(knobs: Knobs) -> float:
    """Return the time, in seconds since 1970."""
    return time.time() + knobs.number("clock_offset")


def utc(knobs: Knobs) -> datetime:
    """Return the time as date and time of day."""
    return datetime.fromtimestamp(now(knobs), UTC)


class DateHeader:
    """An application whose every answer tells the time of this clock, once."""

    def __init__(self, application: ASGIApp, knobs: Knobs) -> None:
        self._application = application
        self._knobs = knobs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, and with a Date unless it has one."""

        async def with_date(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(raw=message["headers"]).setdefault(
                    "Date", formatdate(now(self._knobs), usegmt=True)
                )
            await send(message)

        await self._application(scope, receive, with_date)
