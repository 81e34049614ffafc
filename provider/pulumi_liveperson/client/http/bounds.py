"""The limits of one answer, in bytes and in seconds.

They apply below HTTP, so they include headers, answers of a proxy, and the bytes between the chunks of a
body. `requests` has no such limits: its timeout starts again with each byte.
"""

import io
import socket
import time
from http.client import HTTPResponse
from typing import Any, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool

# The largest answer is a complete list: 500 occasions are 1 MB. Parsed, it needs 30 times as much at most.
LARGEST_BYTES = 16 * 1024 * 1024


class UnusableError(requests.RequestException):
    """A request that is not sent, or an answer that is not accepted; the message says why."""


class TooLargeError(UnusableError):
    """An answer has more bytes than allowed."""

    def __init__(self) -> None:
        super().__init__(f"the answer has more than {LARGEST_BYTES // 1024**2} MiB")


class _BoundedReader(io.RawIOBase):
    """The bytes of one answer, including its headers and the bytes between its chunks.

    The time limit is the timeout of the socket when the answer begins.
    """

    def __init__(self, raw: io.RawIOBase, connection: socket.socket) -> None:
        self._raw = raw
        self._connection = connection
        self._ends = time.monotonic() + (connection.gettimeout() or 0.0)
        self._left = LARGEST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        seconds = self._ends - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("timed out")
        if self._left <= 0:
            raise TooLargeError
        self._connection.settimeout(seconds)
        count = self._raw.readinto(buffer)
        self._left -= count or 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, *given: Any, **named: Any) -> None:
        super().__init__(sock, *given, **named)
        self.fp = io.BufferedReader(_BoundedReader(self.fp.detach(), sock))


class _Connection(HTTPConnection):
    response_class = _Response


class _SecureConnection(HTTPSConnection):
    response_class = _Response


class BoundedAdapter(HTTPAdapter):
    """Sends requests whose answers are limited, also through a proxy."""

    def get_connection_with_tls_context(self, *given: Any, **named: Any) -> HTTPConnectionPool:
        """Return the connections to a host."""
        pool = cast("HTTPConnectionPool", super().get_connection_with_tls_context(*given, **named))
        pool.ConnectionCls = _SecureConnection if pool.scheme == "https" else _Connection
        return pool
