"""HTTP messages as they are on the wire, as far as fronts and proxies need to know them."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import BinaryIO

END_OF_LINE = b"\r\n"


@dataclass(frozen=True)
class Message:
    """A request or an answer: its first line, its headers with names in lower case, and all its bytes."""

    start: str
    headers: Mapping[str, str]
    raw: bytes

    @property
    def method(self) -> str:
        """The method of a request."""
        return self.start.split(" ")[0]

    @property
    def target(self) -> str:
        """What a request is for: a path, a whole URL, or a host and a port."""
        return self.start.split(" ")[1]


def read(stream: BinaryIO) -> Message | None:
    """Read the next message of a connection, or None at its end; a body has a Content-Length."""
    lines = [stream.readline()]
    while lines[-1] not in {END_OF_LINE, b""}:
        lines.append(stream.readline())
    if lines[-1] == b"":
        return None
    start, *fields = [line.decode("latin-1").strip() for line in lines[:-1]]
    headers = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
    body = stream.read(int(headers.get("content-length", "0")))
    return Message(start, headers, b"".join(lines) + body)


def answer(status: int, body: bytes = b"", **headers: str) -> bytes:
    """Return an answer as it goes over the wire; `_` in the name of a header is `-`."""
    given = {"Content-Length": str(len(body))} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        *(f"{name}: {value}" for name, value in given.items()),
    ]
    return "\r\n".join(lines).encode() + 2 * END_OF_LINE + body


def page(status: int) -> bytes:
    """Return a page for browsers, as a proxy shows it."""
    body = b"<html><body>Please accept our terms of use</body></html>"
    return answer(status, body, Content_Type="text/html")
