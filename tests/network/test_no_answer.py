"""Hosts that are not there, say nothing, or say something else: one message that names the host."""

import json
from collections.abc import Callable

import pytest
import trustme

from liveperson_simulator.server import Simulator
from tests.contract.line import Line
from tests.network import tls
from tests.network.client import BEARER, CLIENT, USER, create, told
from tests.network.front import Front
from tests.network.listener import Listener
from tests.network.message import Message, answer
from tests.network.strangers import Closing, Saying, Silent

HALF_A_BODY = answer(200, b'{"service"', Content_Length="400")
NO_HTTP = b"SSH-2.0-OpenSSH_9.9\r\n\r\n"


def saying(said: bytes, *, stays: bool = False) -> Callable[[], Listener]:
    return lambda: Saying(said, stays=stays)


STRANGERS: dict[str, Callable[[], Listener]] = {
    "never answers": Silent,
    "closes at once": Closing,
    "closes instead of an answer": saying(b""),
    "half a body": saying(HALF_A_BODY),
    "half a body, and then nothing": saying(HALF_A_BODY, stays=True),
    "half a chunk": saying(answer(200, b'400\r\n{"service"', Transfer_Encoding="chunked")),
    "a chunk without a length": saying(answer(200, b"zz\r\n", Transfer_Encoding="chunked")),
    "half of the first line": saying(b"HTTP/1.1 2"),
    "half a head": saying(b"HTTP/1.1 200 OK\r\nContent-"),
    "half a head, and then nothing": saying(b"HTTP/1.1 200 OK\r\nContent-", stays=True),
    "not compressed": saying(answer(200, b"{}", Content_Encoding="gzip")),
    "no UTF-8": saying(answer(200, b"\xff\xfe{}")),
    "another protocol": saying(NO_HTTP),
    "another version of HTTP": saying(b"HTTP/2 200 OK\r\n\r\n"),
    "a page without a head": saying(b"<html>Welcome</html>"),
    "an impossible status": saying(b"HTTP/1.1 99999 OK\r\n\r\n"),
    "an endless head": saying(b"HTTP/1.1 200 OK\r\n" + b"Name: value\r\n" * 1000 + b"\r\n"),
    "an endless line": saying(b"x" * 100_000),
    "a very long line": saying(b"x" * 60_000 + b"\r\n"),
    "control characters": saying(b"\x1b[2J\x1b[31m\x07\r\n\r\n"),
    "zeros": saying(bytes(100_000)),
}


WAITS = "half a body, and then nothing"  # until the time for an answer is over


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(start, id=name, marks=[pytest.mark.slow] * (name == WAITS))
        for name, start in STRANGERS.items()
    ],
)
def test_a_strange_server_is_named(impatient: Line, start: Callable[[], Listener]) -> None:
    with start() as stranger:
        told(lambda: create(stranger.url, line=impatient), stranger.url)


@pytest.mark.parametrize("start", [Silent, Closing, saying(b"HTTP/1.1 400 Bad Request\r\n\r\n")])
def test_https_to_a_server_that_speaks_none_is_told(impatient: Line, start: Callable[[], Listener]) -> None:
    with start() as stranger:
        url = f"https://localhost:{stranger.port}"
        told(lambda: create(url, line=impatient), url)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("said", [b"", HALF_A_BODY, NO_HTTP], ids=["nothing", "half a body", "no HTTP"])
def test_a_strange_server_that_speaks_tls_is_named(authority: trustme.CA, said: bytes) -> None:
    with Saying(said, tls.certified(authority)) as stranger:
        told(lambda: create(stranger.url), stranger.url)


def test_a_name_that_does_not_exist_is_told() -> None:
    told(lambda: create("https://nobody.invalid"), "https://nobody.invalid/", "liveperson:domainApiUrl")


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("keys", [BEARER, CLIENT, USER], ids=lambda keys: next(iter(keys)))
def test_a_name_of_the_domain_api_that_does_not_exist_is_told(
    simulator: Simulator, authority: trustme.CA, keys: dict[str, str]
) -> None:
    services = ("accountConfigReadWrite", "sentinel", "agentVep")

    def name_nobody(request: Message) -> bytes | None:
        entries = [{"service": each, "baseURI": "nobody.invalid"} for each in services]
        found = answer(200, json.dumps({"baseURIs": entries}).encode(), Content_Type="application/json")
        return found if "/baseURI.json" in request.target else None

    with Front(simulator, tls.certified(authority), instead=name_nobody) as front:
        told(lambda: create(front.url, keys), "https://nobody.invalid/")
