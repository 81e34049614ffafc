"""Answers that are too large, too slow or too deep: each is told, and takes little memory and time."""

import gzip
import json
import time
import tracemalloc
from collections.abc import Callable, Iterable

import pytest
import requests
import trustme

from liveperson_simulator.server import Simulator
from pulumi_liveperson.cli.ci import forges
from pulumi_liveperson.client.auth.authorization import Bearer
from pulumi_liveperson.client.http.bounds import LARGEST_BYTES
from pulumi_liveperson.client.http.client import ANSWER_SECONDS, Client
from pulumi_liveperson.client.http.clock import Clock
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.line import Line, get
from tests.contract.process import BEARER as SIGN_IN
from tests.contract.process import Console, account, occasion
from tests.network import tls
from tests.network.client import BEARER, CLIENT, occasions, told
from tests.network.floods import TOO_LARGE, TOO_SLOW, bomb, drip, flood, nested_bomb
from tests.network.front import Front, carried_out
from tests.network.message import Message, answer
from tests.network.strangers import Answering, Trickling

pytestmark = pytest.mark.threat("endless-answer")

Answer = Callable[[], bytes | Iterable[bytes]]
URL = "https://api.liveperson.net"
# What is answered so: a method, a part of a path, and how the client signs in.
ASKED = {
    "a look-up": ("GET", "/baseURI.json", BEARER),
    "a sign-in": ("POST", "/app/token", CLIENT),
    "a list": ("GET", "/configuration/", BEARER),
    "a create": ("POST", "/configuration/", BEARER),
}
EACH_REQUEST = pytest.mark.parametrize("what", ASKED)
DEEP = {"with 51 levels": 51, "with 500 levels": 500, "with a hundred thousand levels": 100_000}
CHUNKS = answer(200, b"2\r\n[]\r\n0\r\n\r\n", Transfer_Encoding="chunked")
PACKED = answer(200, gzip.compress(b"[]"), Content_Encoding="gzip")
ON_GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_REF": "refs/pull/12/merge",
    "GITHUB_REPOSITORY": "team/accounts",
    "GITHUB_TOKEN": "s3cret",
}
SOON = 60.0
"""Far less than an hour, and than what an operation may take with all its tries."""


def odd(what: str, content: Answer) -> Callable[[Message], bytes | Iterable[bytes] | None]:
    """Answer requests of one kind with some content."""
    method, path, _ = ASKED[what]

    def instead(request: Message) -> bytes | Iterable[bytes] | None:
        return content() if request.method == method and path in request.target else None

    return instead


def fail(simulator: Simulator, what: str, content: Answer, *parts: str, line: Line | None = None) -> None:
    """Create an occasion while requests of one kind are answered so, and check what is said about it."""
    method, path, keys = ASKED[what]
    began = time.monotonic()
    with Front(simulator, instead=odd(what, content)) as front:
        told(
            lambda: occasions(front.url, keys, line).create(occasion("one")), f"{method} {front.url}", *parts
        )

    assert any(path in each.target for each in front.requests)
    assert time.monotonic() - began < SOON


@EACH_REQUEST
@pytest.mark.parametrize("kind", TOO_LARGE)
def test_an_answer_that_is_too_large_is_reported(simulator: Simulator, what: str, kind: str) -> None:
    fail(simulator, what, TOO_LARGE[kind], "more than 16 MiB", "HTTPS_PROXY")


@pytest.mark.parametrize(
    ("what", "kind"), [("a list", kind) for kind in TOO_SLOW] + [(what, "chunks") for what in ASKED]
)
def test_an_answer_that_comes_byte_by_byte_is_reported(
    impatient: Line, simulator: Simulator, what: str, kind: str
) -> None:
    fail(simulator, what, TOO_SLOW[kind], "timed out after 0.3 s", line=impatient)


@EACH_REQUEST
@pytest.mark.parametrize("levels", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("half", ["", '"\\ud83d"'], ids=["", "with half a character"])
def test_an_answer_that_is_nested_too_deeply_is_reported(
    simulator: Simulator, what: str, levels: int, half: str
) -> None:
    body = ("[" * levels + half + "]" * levels).encode()

    fail(simulator, what, lambda: answer(200, body, ac_revision="7"), "more than 50 levels deep")


@EACH_REQUEST
def test_an_answer_of_more_values_than_memory_holds_is_reported(simulator: Simulator, what: str) -> None:
    tell_of_many(simulator, what, b"{}")


@pytest.mark.parametrize("value", [b"[]", b'"ab"', b"1.5"])
def test_values_are_counted_whatever_they_are(simulator: Simulator, value: bytes) -> None:
    tell_of_many(simulator, next(iter(ASKED)), value)


def tell_of_many(simulator: Simulator, what: str, value: bytes) -> None:
    many = answer(200, gzip.compress(b"[" + (value + b",") * 2_000_000 + b"1]"), Content_Encoding="gzip")
    tracemalloc.start()
    try:
        fail(simulator, what, lambda: many, "more than 1,000,000 values")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 4 * LARGEST_BYTES


@pytest.mark.parametrize("levels", DEEP.values(), ids=DEEP)
def test_a_refusal_that_is_nested_too_deeply_is_reported(simulator: Simulator, levels: int) -> None:
    body = ('{"message": ' + "[" * levels + "]" * levels + "}").encode()

    fail(simulator, "a list", lambda: answer(400, body), " 400 Bad Request")


@EACH_REQUEST
@pytest.mark.parametrize("header", ["Content-Type", "ac-revision", "X-Request-ID", "Retry-After", "Location"])
@pytest.mark.parametrize("status", [200, 302, 400])
def test_a_huge_header_is_reported_in_short(
    simulator: Simulator, what: str, header: str, status: int
) -> None:
    head = answer(status, b"<", **{header: "9" * 60_000})

    fail(simulator, what, lambda: head)


@pytest.mark.parametrize("character", ["9", "x"])
def test_a_huge_revision_is_none_and_reported_in_short(simulator: Simulator, character: str) -> None:
    listed = answer(200, b"[]", ac_revision=character * 60_000)

    with Front(simulator, instead=odd("a list", lambda: listed)) as front:
        told(lambda: occasions(front.url).create(occasion("one")), "contains no revision")


@EACH_REQUEST
def test_the_body_of_a_redirect_is_bounded(simulator: Simulator, what: str) -> None:
    moved = b"HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:9/\r\n\r\n"

    fail(simulator, what, lambda: flood(moved, b" " * 65536), "more than 16 MiB")


def test_an_answer_that_is_packed_more_than_once_is_not_unpacked(simulator: Simulator) -> None:
    packed = nested_bomb()

    fail(simulator, "a list", lambda: packed, "has an encoding that was not requested")


def test_an_answer_that_is_too_large_takes_little_memory(simulator: Simulator) -> None:
    packed = bomb()
    with Front(simulator, instead=odd("a list", lambda: packed)) as front:
        tracemalloc.start()
        try:
            told(lambda: occasions(front.url).create(occasion("one")), "more than 16 MiB")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert peak < 4 * LARGEST_BYTES


def test_an_answer_that_is_as_large_as_it_may_be_is_read(simulator: Simulator) -> None:
    content = b"[" + b" " * (LARGEST_BYTES - 70_000) + b"]"
    large = answer(200, content, Content_Type="application/json", ac_revision="7")

    with Front(simulator, instead=odd("a list", lambda: large)) as front:
        known = occasions(front.url).create(occasion("one"))

    assert known.id


@pytest.mark.parametrize("kind", ["a bomb", "a body without a length"])
def test_a_create_that_is_answered_with_too_much_is_looked_for_and_not_sent_again(
    simulator: Simulator, kind: str
) -> None:
    check_that_it_is_sent_once(simulator, TOO_LARGE[kind])


@pytest.mark.parametrize("kind", ["a line of the head", "a body without a length"])
def test_a_create_that_is_answered_too_slowly_is_looked_for_and_not_sent_again(
    impatient: Line, simulator: Simulator, kind: str
) -> None:
    check_that_it_is_sent_once(simulator, TOO_SLOW[kind], impatient)


def test_a_create_that_is_answered_too_deeply_is_looked_for_and_not_sent_again(simulator: Simulator) -> None:
    check_that_it_is_sent_once(simulator, lambda: answer(200, b"[" * 500 + b"]" * 500, ac_revision="7"))


@pytest.mark.parametrize("early", ["102 Processing", "103 Early Hints", "101 Switching Protocols", "199 Odd"])
@pytest.mark.parametrize("rest", [b"", answer(200, b"{}", ac_revision="7")], ids=["alone", "with an answer"])
def test_a_create_that_is_answered_before_it_is_done_is_looked_for_and_not_sent_again(
    simulator: Simulator, early: str, rest: bytes
) -> None:
    check_that_it_is_sent_once(simulator, lambda: f"HTTP/1.1 {early}\r\n\r\n".encode() + rest)


def check_that_it_is_sent_once(simulator: Simulator, content: Answer, line: Line | None = None) -> None:
    """Pass a create on to LivePerson, answer it in another way, and check that it has worked."""
    console = Console(simulator, SPECIAL_OCCASION)

    with Front(simulator, instead=carried_out(simulator, content)) as front:
        known = occasions(front.url, line=line).create(occasion("one"))

    assert console.objects()["one"][0] == known.id
    assert [each.method for each in front.requests].count("POST") == 1


def test_an_operation_ends_at_its_deadline_although_bytes_still_come(simulator: Simulator) -> None:
    began = time.monotonic()
    with Front(simulator, instead=odd("a list", TOO_SLOW["chunks"])) as front:
        at = type("At", (), {"url": front.url})
        connection = account(at, SIGN_IN, clock=Clock(), operation_timeout=1.0)  # type: ignore[arg-type]
        told(lambda: connection.writer(SPECIAL_OCCASION).create(occasion("one")), "timed out after")

    assert time.monotonic() - began < ANSWER_SECONDS / 2


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("kind", ["a line of the head", "a body without a length"])
def test_an_answer_over_tls_that_comes_byte_by_byte_is_reported(
    impatient: Line, authority: trustme.CA, kind: str
) -> None:
    with Answering(TOO_SLOW[kind], tls.certified(authority)) as stranger:
        told(lambda: get(stranger.url, impatient), stranger.url, "timed out")


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("at_once", [0, 10_000], ids=["the handshake", "one record"])
def test_tls_that_comes_byte_by_byte_is_reported(
    impatient: Line, authority: trustme.CA, at_once: int
) -> None:
    whole = answer(200, b" " * 1_000_000)

    with (
        Answering(lambda: whole, tls.certified(authority)) as behind,
        Trickling(behind.port, at_once=at_once) as stranger,
    ):
        url = f"https://localhost:{stranger.port}"
        told(lambda: get(url, impatient), url, "timed out")


def test_a_proxy_that_answers_byte_by_byte_is_reported(
    impatient: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Answering(lambda: drip(b"HTTP/1.1 200 ", b"O")) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        told(lambda: get(URL, impatient), "through the proxy", "timed out")


def test_a_proxy_that_answers_without_an_end_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    with Answering(lambda: flood(b"HTTP/1.1 200 OK\r\n", b"Name: value\r\n" * 1000)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        told(lambda: get(URL), URL)


def test_a_connection_serves_the_next_request_when_an_answer_is_whole() -> None:
    said = [answer(200, b"[]"), answer(404, b"{}"), answer(307, b"moved"), answer(204), CHUNKS, PACKED]

    with Answering(iter(said).__next__) as server:
        client = Client()
        for _ in said:
            client.send(Request("GET", server.url))

    assert server.connections == 1


def test_a_connection_serves_nothing_more_when_an_answer_was_cut_off() -> None:
    with Answering(iter([bomb(), answer(200, b"[]")]).__next__) as server:
        client = Client()
        with pytest.raises(requests.RequestException, match="more than 16 MiB"):
            client.send(Request("GET", server.url))
        client.send(Request("GET", server.url))

    assert server.connections == 2


def test_a_secret_is_not_sent_over_plain_http_to_another_machine() -> None:
    with pytest.raises(requests.RequestException, match="http would send the credentials unencrypted"):
        Client().send(Request("GET", "http://198.51.100.1/", auth=Bearer("s3cret")))


@pytest.mark.parametrize("kind", TOO_LARGE)
def test_a_forge_that_answers_with_too_much_is_reported(kind: str) -> None:
    with Answering(TOO_LARGE[kind]) as forge:
        complain(forge.url, "more than 16 MiB")


@pytest.mark.parametrize("kind", TOO_SLOW)
def test_a_forge_that_answers_byte_by_byte_is_reported(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forges, "ANSWER_SECONDS", 0.3)

    with Answering(TOO_SLOW[kind]) as forge:
        complain(forge.url, "timed out after 0.3 s")


@pytest.mark.parametrize("levels", DEEP.values(), ids=DEEP)
def test_a_forge_that_answers_too_deeply_is_reported(levels: int) -> None:
    body = ("[" * levels + "]" * levels).encode()

    with Answering(lambda: answer(200, body)) as forge:
        complain(forge.url, "is not JSON")


def test_a_forge_whose_comments_hold_a_million_commas_is_read() -> None:
    body = json.dumps([{"id": 1, "body": "marker\n" + '\\",' * 1_500_000, "user": {"type": "Bot"}}]).encode()

    with Answering(lambda: answer(200, body)) as forge:
        environment = {**ON_GITHUB, "GITHUB_API_URL": forge.url}

        assert forges.forge_of(environment).find("marker") == 1


def test_a_forge_whose_pages_have_no_end_is_reported() -> None:
    with Answering(lambda: answer(200, b"[]", Link=f'<{forge.url}/next>; rel="next"')) as forge:
        complain(forge.url, "more than 100 pages")


def complain(url: str, said: str) -> None:
    """Look for a comment on a forge, and check what is said about it."""
    with pytest.raises(forges.ForgeError) as failed:
        forges.forge_of({**ON_GITHUB, "GITHUB_API_URL": url}).find("<!-- marker -->")
    assert url in str(failed.value)
    assert said in str(failed.value)
    assert "s3cret" not in str(failed.value)
