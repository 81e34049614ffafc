"""A server that is not LivePerson: it sends the bytes it is given, whatever it is asked."""

import socket
import threading
from types import TracebackType
from typing import Self

END_OF_HEAD = b"\r\n\r\n"


class Peer:
    """Answers each connection with the next of some bytes, and with None not at all; closes it afterwards.

    `heads` are the requests that came, without their bodies.
    """

    def __init__(self, *answers: bytes | None) -> None:
        self.heads: list[str] = []
        self.answers = list(answers)  # those that are left
        self._is_over = threading.Event()

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.url = f"http://{self.host}"
        self._thread = threading.Thread(target=self._serve, name="peer")
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while not self._is_over.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        while END_OF_HEAD not in head:
            received = connection.recv(65536)
            if not received:
                return
            head += received
        self.heads.append(head.partition(END_OF_HEAD)[0].decode())
        answer = self.answers.pop(0) if self.answers else None
        if answer is None:
            self._is_over.wait()
        else:
            connection.sendall(answer)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass


def answer(status: int, body: bytes = b"", **headers: str) -> bytes:
    """Return an answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status} Whatever", "Connection: close"]
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in ({"Content-Length": str(len(body))} | given).items():
        lines.append(f"{name}: {value}")
    return "\r\n".join(lines).encode() + END_OF_HEAD + body
