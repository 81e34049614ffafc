"""Connections that can be closed without an answer, which ASGI does not support."""

import asyncio
from typing import cast

from starlette.requests import Request
from starlette.types import Receive
from uvicorn.protocols.http.h11_impl import H11Protocol

# Clients of two simulators in one process may have the same port, so both ends identify a connection.
Ends = tuple[tuple[str, int], tuple[str, int]]
_open: dict[Ends, asyncio.Transport] = {}


def _ends(transport: asyncio.Transport) -> Ends:
    return transport.get_extra_info("peername")[:2], transport.get_extra_info("sockname")[:2]


class Connection(H11Protocol):
    """An HTTP connection that is registered by its two ends while it is open."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Register the connection."""
        _open[_ends(transport)] = transport
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Remove the connection."""
        _open.pop(_ends(self.transport), None)
        super().connection_lost(exc)


async def drop(request: Request, receive: Receive) -> None:
    """Close the request's connection without an answer."""
    ends = cast("Ends", (tuple(request.scope["client"]), tuple(request.scope["server"])))
    if ends in _open:
        _open[ends].close()
    # uvicorn answers 500 for a request that returns before its connection is gone.
    while (await receive())["type"] != "http.disconnect":
        pass
