"""Servers that are not LivePerson, and behave as such."""

import select
import socket
import ssl
import time
from collections.abc import Callable, Iterable

from tests.network.listener import LOOPBACK, Listener, finish
from tests.network.message import Message, answer, read


class Recorder(Listener):
    """Another host: it welcomes everything, and `requests` shows what reached it."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Message] = []

    def serve(self, connection: socket.socket) -> None:
        """Answer every request of a connection with an empty list."""
        with connection.makefile("rb") as requests:
            while (request := read(requests)) is not None:
                self.requests.append(request)
                connection.sendall(answer(200, b"[]", Content_Type="application/json", ac_revision="1"))


class Closing(Listener):
    """Closes every connection at once."""

    def serve(self, connection: socket.socket) -> None:
        """Do nothing."""


class Silent(Listener):
    """Takes everything and never answers, not even in a TLS handshake."""

    def serve(self, connection: socket.socket) -> None:
        """Wait until the client has left."""
        while connection.recv(65536):
            pass


class Saying(Listener):
    """Sends the same bytes whatever it is asked; closes the connection then, unless it `stays`."""

    def __init__(self, said: bytes, context: ssl.SSLContext | None = None, *, stays: bool = False) -> None:
        super().__init__(context)
        self._said = said
        self._stays = stays

    def serve(self, connection: socket.socket) -> None:
        """Read one request, and say it."""
        with connection.makefile("rb") as requests:
            read(requests)
        connection.sendall(self._said)
        if self._stays:
            while connection.recv(65536):
                pass
        else:
            finish(connection)


class Answering(Listener):
    """Answers every request of a connection with what `say` returns, which may be in parts.

    `connections` is how many there were.
    """

    def __init__(
        self, say: Callable[[], bytes | Iterable[bytes]], context: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(context)
        self.say = say
        self.connections = 0

    def serve(self, connection: socket.socket) -> None:
        """Answer until the client has left."""
        self.connections += 1
        with connection.makefile("rb") as requests:
            while read(requests) is not None:
                said = self.say()
                for part in [said] if isinstance(said, bytes) else said:
                    connection.sendall(part)


class Trickling(Listener):
    """Passes on what another server sends, from some byte on one at a time."""

    def __init__(self, port: int, *, at_once: int) -> None:
        super().__init__()
        self._behind = (LOOPBACK, port)
        self._at_once = at_once

    def serve(self, connection: socket.socket) -> None:
        """Pass bytes on until either side has left."""
        with socket.create_connection(self._behind) as behind:
            passed = 0
            while True:
                for ready in select.select([connection, behind], [], [])[0]:
                    is_answer = ready is behind
                    data = ready.recv(1 if is_answer and passed >= self._at_once else 1024)
                    if not data:
                        return
                    if is_answer and passed >= self._at_once:
                        time.sleep(0.1)
                    passed += len(data) if is_answer else 0
                    (connection if is_answer else behind).sendall(data)
