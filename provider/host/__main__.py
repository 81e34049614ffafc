"""Serves our providers to the engine: `python -m provider.host <engine address>`.

Pulumi's own host takes four operations at once, whatever `--parallel` says. This one takes as many as the
engine sends, and ends when its engine is gone.
"""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import grpc  # type: ignore[import-untyped]  # ships no types
from pulumi.runtime.proto import provider_pb2_grpc

from provider import factory
from provider.host.stock import stock_host

OPERATIONS = 64
LOOK_SECONDS = 0.5
GRACE_SECONDS = 60


def main() -> None:
    """Serve until the engine ends."""
    engine = os.getppid()
    stock = stock_host()
    options = stock._GRPC_CHANNEL_OPTIONS  # noqa: SLF001 - what the engine and its hosts agree on
    server = grpc.server(ThreadPoolExecutor(OPERATIONS), options=options)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(stock.DynamicResourceProviderServicer(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    for kind in factory.PROVIDERS:
        factory.load(kind)  # now, while the engine has other things to do
    try:
        while os.getppid() == engine:
            time.sleep(LOOK_SECONDS)
        server.stop(
            GRACE_SECONDS
        ).wait()  # nobody waits for the operations under way, but LivePerson has them
    except KeyboardInterrupt:
        server.stop(0)


main()
