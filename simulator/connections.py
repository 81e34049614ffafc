"""Connections that can be closed without an answer, which ASGI itself has no word for."""

import asyncio
from typing import cast

from starlette.requests import Request
from starlette.types import Receive
from uvicorn.protocols.http.h11_impl import H11Protocol

_open: dict[tuple[str, int], asyncio.Transport] = {}


class Connection(H11Protocol):
    """An HTTP connection that is known by its peer's address while it is open."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Remember the connection."""
        _open[transport.get_extra_info("peername")[:2]] = transport
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        _open.pop(self.transport.get_extra_info("peername")[:2], None)
        super().connection_lost(exc)


async def drop(request: Request, receive: Receive) -> None:
    """Close the request's connection without an answer."""
    address = cast("tuple[str, int]", tuple(request.scope["client"]))
    _open[address].close()
    # uvicorn answers 500 for a request that returns before its connection is gone.
    while (await receive())["type"] != "http.disconnect":
        pass
