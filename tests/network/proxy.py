"""A company's HTTP proxy: it makes tunnels for https, forwards plain http, or has an answer of its own."""

import base64
import select
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.network.listener import LOOPBACK, Listener, finish
from tests.network.message import Message, answer, read

WANTS_A_PASSWORD = answer(407, Proxy_Authenticate='Basic realm="company"')
NO_WAY = answer(502)
TUNNEL = b"HTTP/1.1 200 Connection established\r\n\r\n"
LOCAL_HOSTS = ("localhost", LOOPBACK)


class Proxy(Listener):
    """Lets everybody through to this machine, or with `login` ("user:password") those who know it.

    `says` is what it answers instead, whatever it is asked. `names` are hosts that only the proxy can find,
    and their ports on this machine. `requests` are all that came, `carried` all bytes that went through its
    tunnels, in both directions.
    """

    def __init__(
        self, *, says: bytes | None = None, login: str | None = None, names: Mapping[str, int] | None = None
    ) -> None:
        super().__init__()
        self.requests: list[Message] = []
        self.carried = bytearray()
        self._says = says
        self._login = login
        self._names = names or {}

    def url_for(self, login: str) -> str:
        """Return its address with a user and a password, as it stands in HTTPS_PROXY."""
        return f"http://{login}@{LOOPBACK}:{self.port}"

    def serve(self, connection: socket.socket) -> None:
        """Answer the requests of a connection, until one becomes a tunnel or is refused."""
        with connection.makefile("rb") as requests:
            while (request := read(requests)) is not None:
                self.requests.append(request)
                own_answer = self._says or self._refusal(request)
                if own_answer is not None:
                    connection.sendall(own_answer)
                    finish(connection)
                    return
                if request.method == "CONNECT":
                    self._tunnel(connection, request)
                    return
                connection.sendall(self._forwarded(request))

    def _refusal(self, request: Message) -> bytes | None:
        if self._login is None:
            return None
        wanted = f"Basic {base64.b64encode(self._login.encode()).decode()}"
        return None if request.headers.get("proxy-authorization") == wanted else WANTS_A_PASSWORD

    def _connected(self, host: str | None, port: int | None) -> socket.socket:
        """Connect to a host of this machine, and to no other: tests stay at home."""
        if host not in {*LOCAL_HOSTS, *self._names}:
            raise ConnectionError
        return socket.create_connection((LOOPBACK, self._names.get(host or "", port or 80)))

    def _tunnel(self, client: socket.socket, request: Message) -> None:
        host = urlsplit(f"//{request.target}")
        try:
            server = self._connected(host.hostname, host.port)
        except OSError:
            client.sendall(NO_WAY)
            return
        with server:
            client.sendall(TUNNEL)
            other = {client: server, server: client}
            while True:
                for end in select.select(list(other), [], [])[0]:
                    received = end.recv(65536)
                    if not received:
                        return
                    self.carried += received
                    other[end].sendall(received)

    def _forwarded(self, request: Message) -> bytes:
        """Return the answer to a request of plain http, which names the whole URL."""
        url = urlsplit(request.target)
        path = url._replace(scheme="", netloc="").geturl() or "/"
        try:
            server = self._connected(url.hostname, url.port)
        except OSError:
            return NO_WAY
        with server, server.makefile("rb") as answers:
            server.sendall(request.raw.replace(request.target.encode(), path.encode(), 1))
            passed = read(answers)
        return NO_WAY if passed is None else passed.raw
