"""The simulator's clock; knobs stop it at a time, or set its difference to the machine's clock."""

import time
from datetime import UTC, datetime
from email.utils import formatdate

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from liveperson_simulator.knobs import Knobs

ACCOUNT_ZONE = "Europe/Lisbon"
"""The time zone of every account, which the login returns."""


def now(knobs: Knobs) -> float:
    """Return the time, in seconds since 1970."""
    if knobs["clock_time"] != "running":
        return float(knobs["clock_time"])
    return time.time() + knobs.number("clock_offset")


def utc(knobs: Knobs) -> datetime:
    """Return the time as a datetime in UTC."""
    return datetime.fromtimestamp(now(knobs), UTC)


class DateHeader:
    """Wraps an application, and adds the time of this clock to its answers as the header Date."""

    def __init__(self, application: ASGIApp, knobs: Knobs) -> None:
        self._application = application
        self._knobs = knobs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application, and add Date unless the answer contains it."""

        async def with_date(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(raw=message["headers"]).setdefault(
                    "Date", formatdate(now(self._knobs), usegmt=True)
                )
            await send(message)

        await self._application(scope, receive, with_date)
