"""Serves our providers to the engine: `python -m provider.host <engine address>`.

Pulumi's own host takes four operations at once, whatever `--parallel` says, and cannot say anything beside a
resource. This one takes as many operations as the engine sends, shows messages in the row of their resource,
and ends when its engine is gone.
"""

import logging
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc  # type: ignore[import-untyped]  # ships no types
from pulumi.runtime.proto import provider_pb2_grpc

from provider import connection, factory
from provider.host.display import Display
from provider.host.stock import stock_host

OPERATIONS = 64
LOOK_SECONDS = 0.5
GRACE_SECONDS = 60

_STOCK = stock_host()


class Servicer(_STOCK.DynamicResourceProviderServicer):  # type: ignore[name-defined,misc]  # found at run time
    """Pulumi's own servicer, which lets the display know what each thread works on."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display

    def Create(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        """Create a resource."""
        with self._display.resource(request.urn):
            return super().Create(request, context)

    def Read(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Read a resource."""
        with self._display.resource(request.urn):
            return super().Read(request, context)

    def Update(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Update a resource."""
        with self._display.resource(request.urn):
            return super().Update(request, context)

    def Delete(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Delete a resource."""
        with self._display.resource(request.urn):
            return super().Delete(request, context)

    def Cancel(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Let writes that are on their way end, and begin no others."""
        connection.cancel()
        return super().Cancel(request, context)


def main() -> None:
    """Serve until the engine ends."""
    engine = os.getppid()
    display = Display(sys.argv[-1])
    ours = logging.getLogger("provider")
    ours.addHandler(display)
    ours.setLevel(logging.INFO)
    server = grpc.server(
        ThreadPoolExecutor(OPERATIONS),
        options=_STOCK._GRPC_CHANNEL_OPTIONS,  # noqa: SLF001 - what the engine and its hosts agree on
    )
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(Servicer(display), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    for kind in factory.PROVIDERS:
        factory.load(kind)  # now, while the engine has other things to do
    try:
        while os.getppid() == engine:
            time.sleep(LOOK_SECONDS)
        # Nobody waits for the operations under way, but LivePerson has them.
        server.stop(GRACE_SECONDS).wait()
    except KeyboardInterrupt:
        server.stop(0)


main()
