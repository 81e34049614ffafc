"""A server that stands before a simulator, as a gateway does."""

import socket
import ssl
from collections.abc import Callable, Iterable
from contextlib import closing
from urllib.parse import urlsplit

import requests

from liveperson_simulator.server import Simulator
from tests.network.listener import LOOPBACK, Listener
from tests.network.message import END_OF_LINE, Message, read

Instead = Callable[[Message], bytes | Iterable[bytes] | None]


class Front(Listener):
    """Passes requests on as they are, with their Host, so that the Domain API names this front as the host.

    What `instead` returns is the answer, or its parts; at None the request is passed on. `requests` are all
    that came.
    """

    def __init__(
        self,
        simulator: Simulator,
        context: ssl.SSLContext | None = None,
        *,
        instead: Instead = lambda _request: None,
    ) -> None:
        super().__init__(context)
        self.instead = instead
        self.requests: list[Message] = []
        self._behind = (LOOPBACK, urlsplit(simulator.url).port)

    def serve(self, connection: socket.socket) -> None:
        """Pass the requests of a connection on, over one connection."""
        with (
            closing(socket.create_connection(self._behind)) as behind,
            connection.makefile("rb") as requests,
            behind.makefile("rb") as answers,
        ):
            while (request := read(requests)) is not None:
                self.requests.append(request)
                answer = self.instead(request)
                if answer is None:
                    behind.sendall(request.raw)
                    passed = read(answers)
                    if passed is None:
                        return
                    answer = passed.raw
                for part in [answer] if isinstance(answer, bytes) else answer:
                    connection.sendall(part)


def carried_out(simulator: Simulator, content: Callable[[], bytes | Iterable[bytes]]) -> Instead:
    """Let the simulator carry creates out, and answer them with some content."""

    def instead(request: Message) -> bytes | Iterable[bytes] | None:
        if request.method != "POST" or "/configuration/" not in request.target:
            return None
        head = {name: request.headers[name] for name in ("authorization", "content-type")}
        body = request.raw.partition(2 * END_OF_LINE)[2]
        requests.post(f"{simulator.url}{request.target}", body, headers=head, timeout=30).raise_for_status()
        return content()

    return instead
