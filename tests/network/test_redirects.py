"""Redirects: a host that the Domain API did not name gets no request, and so no credential."""

import ssl
from collections.abc import Iterator

import pytest
import trustme

from liveperson_simulator.server import Simulator
from tests.contract.process import occasion
from tests.network import tls
from tests.network.client import BEARER, CLIENT, USER, occasions, told
from tests.network.front import Front
from tests.network.message import Message, answer
from tests.network.strangers import Recorder

pytestmark = pytest.mark.threat("redirect")

# Which request is moved: its method, a part of its path, and how the client signs in.
MOVED = {
    "the look-up of a host": ("GET", "/baseURI.json", BEARER),
    "the sign-in of a client": ("POST", "/app/token", CLIENT),
    "the sign-in of a user": ("POST", "/login", USER),
    "a list": ("GET", "/configuration/", BEARER),
    "a create": ("POST", "/configuration/", BEARER),
    "an update": ("PUT", "/configuration/", BEARER),
    "a delete": ("DELETE", "/configuration/", BEARER),
}
EACH_REQUEST = pytest.mark.parametrize("what", MOVED)


@pytest.fixture
def elsewhere() -> Iterator[Recorder]:
    with Recorder() as elsewhere:
        yield elsewhere


def check_that_it_is_not_followed(
    simulator: Simulator, what: str, status: int, target: str, context: ssl.SSLContext | None = None
) -> None:
    """Move all requests of a kind to a target, and check that the client says so."""
    method, path, keys = MOVED[what]
    moved: list[Message] = []

    def move(request: Message) -> bytes | None:
        if request.method != method or path not in request.target:
            return None
        moved.append(request)
        return answer(status, Location=f"{target}{request.target}")

    with Front(simulator, context) as front:
        writer = occasions(front.url, keys)
        known = writer.create(occasion("one")) if method in {"PUT", "DELETE"} else None
        front.instead = move

        def work() -> None:
            if known is None:
                writer.create(occasion("one"))
            elif method == "PUT":
                writer.update(known.id, occasion("one"), occasion("one", 1))
            else:
                writer.delete(known.id, occasion("one"))

        told(work, front.url, f" {status} ")

    assert moved


@EACH_REQUEST
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_is_not_followed(
    simulator: Simulator, elsewhere: Recorder, what: str, status: int
) -> None:
    check_that_it_is_not_followed(simulator, what, status, f"http://localhost:{elsewhere.port}")

    assert elsewhere.requests == []


@EACH_REQUEST
@pytest.mark.usefixtures("trusted")
def test_a_redirect_from_https_to_plain_http_is_not_followed(
    simulator: Simulator, elsewhere: Recorder, authority: trustme.CA, what: str
) -> None:
    check_that_it_is_not_followed(simulator, what, 307, elsewhere.url, tls.certified(authority))

    assert elsewhere.requests == []
