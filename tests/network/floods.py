"""Answers that have no end, or unpack to far more than they are."""

import gzip
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import repeat

from tests.network.message import END_OF_LINE, answer

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nac-revision: 7\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
BOMB_BYTES = 512 * 1024**2
PART = b" " * 65536
LINES = (b"Name: " + b"x" * 2000 + END_OF_LINE) * 50
AN_HOUR = 3600


@cache
def bomb() -> bytes:
    """Return an answer of half a megabyte that unpacks to a thousand times as much."""
    packing = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    spaces = b" " * 1024**2
    packed = b"".join(packing.compress(spaces) for _ in range(BOMB_BYTES // len(spaces))) + packing.flush()
    return answer(200, packed, Content_Type="application/json", Content_Encoding="gzip", ac_revision="7")


def nested_bomb() -> bytes:
    """Return an answer that is packed three times, and unpacks to nothing for hours."""
    packed = gzip.compress(b"", mtime=0) * 1_000_000
    return answer(200, gzip.compress(gzip.compress(packed)), Content_Encoding="gzip, gzip, gzip")


def drip(start: bytes, piece: bytes) -> Iterator[bytes]:
    """Send a start, and then something ten times a second for an hour."""
    yield start
    ends = time.monotonic() + AN_HOUR
    while time.monotonic() < ends:
        yield piece
        time.sleep(0.1)


def flood(start: bytes, part: bytes) -> Iterator[bytes]:
    """Send a start, and then a part again and again."""
    yield start
    yield from repeat(part)


def chunk(content: bytes) -> bytes:
    """Return one chunk of a body."""
    return b"%x\r\n%s\r\n" % (len(content), content)


TOO_LARGE: dict[str, Callable[[], bytes | Iterable[bytes]]] = {
    "a bomb": bomb,
    "a body of a known length": lambda: flood(HEAD + b"Content-Length: 999999999999\r\n\r\n", PART),
    "a body without a length": lambda: flood(HEAD + END_OF_LINE, PART),
    "chunks": lambda: flood(CHUNKED, chunk(PART)),
    "lines after the last chunk": lambda: flood(CHUNKED + b"0\r\n", LINES),
    "heads of answers that are still to come": lambda: flood(
        b"", b"HTTP/1.1 100 Continue\r\n" + LINES + END_OF_LINE
    ),
}
TOO_SLOW: dict[str, Callable[[], bytes | Iterable[bytes]]] = {
    "the first line": lambda: drip(b"HTTP/1.1 200 ", b"O"),
    "a line of the head": lambda: drip(HEAD + b"Name: ", b"x"),
    "lines of the head": lambda: drip(HEAD, b"x"),
    "a body of a known length": lambda: drip(HEAD + b"Content-Length: 9999999\r\n\r\n", b" "),
    "a body without a length": lambda: drip(HEAD + END_OF_LINE, b" "),
    "chunks": lambda: drip(CHUNKED, b"1\r\n \r\n"),
    "the length of a chunk": lambda: drip(CHUNKED, b"0"),
    "lines after the last chunk": lambda: drip(CHUNKED + b"0\r\n", b"x"),
    "a packed body": lambda: drip(
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"", mtime=0)[:10], b"\0\0\0\xff\xff"
    ),
}
