"""A server on a loopback port that leaves neither a thread nor a socket behind."""

import socket
import ssl
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

LOOPBACK = "127.0.0.1"


class Listener:
    """Serves each connection in a thread while its `with` block runs, over TLS if it has a context.

    A subclass says what is done with a connection.
    """

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._context = context
        self._connections: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._socket = socket.create_server((LOOPBACK, 0))
        self.port = int(self._socket.getsockname()[1])
        self.name = f"{type(self).__name__} at {self.port}"  # of all its threads
        self._accepting = threading.Thread(target=self._accept, name=self.name)
        self._accepting.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._socket.close()
        for connection in self._connections:
            with suppress(OSError):  # already gone
                # Not SSLSocket's own, which changes what the serving thread is using.
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    @property
    def url(self) -> str:
        """Its address, with TLS under the name that certificates are for."""
        return f"https://localhost:{self.port}" if self._context else f"http://{LOOPBACK}:{self.port}"

    def serve(self, connection: socket.socket) -> None:
        """Do what this server does; the connection is closed afterwards."""
        raise NotImplementedError

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            if self._context is not None:
                try:
                    connection = self._context.wrap_socket(
                        connection, server_side=True, do_handshake_on_connect=False
                    )
                except OSError:  # the client has left again
                    connection.close()
                    continue
            thread = threading.Thread(target=self._handle, args=(connection,), name=self.name)
            self._connections.append(connection)
            self._threads.append(thread)
            thread.start()

    def _handle(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):  # clients leave at any moment, also in a handshake
            if isinstance(connection, ssl.SSLSocket):
                connection.do_handshake()
            self.serve(connection)


def finish(connection: socket.socket) -> None:
    """Say that nothing more is sent, and wait for the client to leave.

    A connection that is closed with something unread in it takes the last answer with it.
    """
    socket.socket.shutdown(connection, socket.SHUT_WR)
    while connection.recv(65536):
        pass
