"""Whatever comes back instead of an answer: one clear error, and nothing is taken for what it is not."""

from contextlib import suppress
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.errors import LivePersonError, RejectedError, UnreachableError
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.http.transport import HttpTransport
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.writes.expectations import Expectations
from tests.contract.line import get
from tests.contract.peer import Peer, answer
from tests.contract.process import BEARER, Console, FakeClock, Process, account, occasion

JSON = "application/json"
NOT_AN_ANSWER: dict[str, dict[str, Any]] = {
    "a page": {"body": "<html>Please sign in</html>", "content_type": "text/html"},
    "nothing": {"body": ""},
    "half an answer": {"body": '[{"id": 44100', "content_type": JSON},
    "an object": {"body": "{}", "content_type": JSON},
    "null": {"body": "null", "content_type": JSON},
    "a number": {"body": "5", "content_type": JSON},
}
EACH_ODD_BODY = pytest.mark.parametrize("body", NOT_AN_ANSWER)


@EACH_ODD_BODY
def test_a_list_that_is_none_is_an_error(process: Process, console: Console, body: str) -> None:
    console.control.add_fault("body", path=console.collection, times=100, **NOT_AN_ANSWER[body])

    with pytest.raises(UnreachableError, match="LivePerson"):
        process.create("one")

    assert process.count("POST") == 0


@pytest.mark.parametrize("body", ["a page", "half an answer"])
def test_what_is_not_json_is_asked_for_again_half_a_second_later(
    simulator: Simulator, body: str, clock: FakeClock
) -> None:
    process = Process(account(simulator, clock=clock), SPECIAL_OCCASION)
    simulator.control.add_fault("body", path="/specialoccasion", **NOT_AN_ANSWER[body])

    listed, _ = process.collection.objects()

    assert listed == []
    assert clock.pauses == [0.5]


@EACH_ODD_BODY
def test_an_object_that_is_none_is_an_error_and_never_gone(simulator: Simulator, body: str) -> None:
    simulator.control.set_knobs(list_select="ignored")
    console, process = Console(simulator, SPECIAL_OCCASION), Process(account(simulator), SPECIAL_OCCASION)
    id_ = console.create("one")
    simulator.control.add_fault("body", path=f"/{id_}", times=100, **NOT_AN_ANSWER[body])

    with pytest.raises(UnreachableError, match="LivePerson"):
        process.writer.read(id_)


@pytest.mark.parametrize("body", ["[1]", '["one"]', "[null]"])
def test_a_list_of_something_else_is_an_error(process: Process, console: Console, body: str) -> None:
    console.control.add_fault("body", method="GET", path=console.collection, body=body, content_type=JSON)

    with pytest.raises(UnreachableError):
        process.create("one")


def test_an_answer_without_a_revision_is_an_error(process: Process, console: Console) -> None:
    console.control.add_fault("body", method="GET", path=console.collection, body="[]", content_type=JSON)

    with pytest.raises(UnreachableError, match="contains no revision"):
        process.create("one")

    assert process.count("POST") == 0


@pytest.mark.parametrize("revision", ["", "W/7", "seven", "7.5"])
def test_a_revision_that_is_not_a_number_is_an_error(revision: str) -> None:
    with Peer() as peer:
        host = f'{{"service": "accountConfigReadWrite", "baseURI": "{peer.host}"}}'.encode()
        peer.answers += [answer(200, host), answer(200, b"[]", ac_revision=revision)]
        strange = Account("71234567", peer.url, BEARER, {SPECIAL_OCCASION: Expectations()})

        with pytest.raises(UnreachableError, match="revision"):
            strange.writer(SPECIAL_OCCASION).create(occasion("one"))


@pytest.mark.parametrize(
    ("sent", "what"),
    [
        (answer(200, b'{"baseURI": "x"', Content_Type=JSON), "instead of JSON"),
        (answer(200, b"<html>", Content_Type="text/html"), "text/html instead of JSON"),
        (answer(302, Location="http://127.0.0.1:1/"), "302 Found"),
        (answer(407), "407 Proxy Authentication Required"),
        (answer(418, b"<html>teapot"), "an HTML page"),
        (answer(599, b"?"), "599"),
    ],
)
def test_anything_else_is_one_clear_error(sent: bytes, what: str) -> None:
    with Peer(sent) as peer, pytest.raises(LivePersonError, match=what) as failed:
        get(f"{peer.url}/somewhere")

    message = str(failed.value)
    assert f"GET {peer.url}/somewhere" in message
    assert "\n" not in message
    assert "object at 0x" not in message


DEEP = b"[" * 200_000


@pytest.mark.parametrize(
    "sent",
    [
        answer(200, b"[" + b"1" * 5000 + b"]", Content_Type=JSON),
        answer(500, DEEP, Content_Type=JSON),
        answer(200, DEEP, Content_Type=JSON),
        answer(200, b"[]", Date="Thu, 01 Jan 99999999999999999999 00:00:00 GMT"),
        answer(200, b"[]", Date="yesterday", Content_Type="text/\u00ff"),
        answer(200, b"\xff\xfe\x00", Content_Type=JSON),
        answer(500, b"\xff\xfe\x00", Content_Type="text/plain; charset=nonsense"),
    ],
    ids=["a long number", "deep error", "deep answer", "far future", "odd headers", "no text", "odd error"],
)
def test_nothing_that_is_sent_is_an_accident(sent: bytes) -> None:
    with Peer(sent) as peer, suppress(LivePersonError):
        get(f"{peer.url}/somewhere")


@pytest.mark.parametrize(
    "body",
    [
        b"Several\nlines",
        b'{"message": "Several\\nlines"}',
        b'{"error": {"message": "Red \\u001b[31m"}}',
        b'{"message": "Red \\u009b31m"}',
    ],
)
def test_what_a_server_says_is_quoted_in_one_line_without_control_characters(body: bytes) -> None:
    with Peer(answer(400, body)) as peer, pytest.raises(LivePersonError) as failed:
        get(f"{peer.url}/somewhere")

    assert str(failed.value).isprintable()


def test_a_long_refusal_is_reported_in_short() -> None:
    with Peer(answer(400, b"very " * 1000 + b"long")) as peer, pytest.raises(RejectedError) as failed:
        get(peer.url)

    assert len(str(failed.value)) < 500


@pytest.mark.parametrize("status", [200, 201, 202, 204, 206])
def test_every_status_of_success_is_one(status: int) -> None:
    with Peer(answer(status, ac_revision="7")) as peer:
        found = HttpTransport().handle_request(Request("DELETE", peer.url))

    assert (found.body, found.revision) == (None, "7")


@pytest.mark.parametrize(
    ("headers", "revision"),
    [
        ({"ac_revision": "7"}, "7"),
        ({"AC_REVISION": "7"}, "7"),
        ({"ETag": "7"}, "7"),
        ({"ac_revision": "7", "ETag": '"W/3"'}, "7"),
        ({}, None),
    ],
)
def test_the_revision_is_in_either_header(headers: dict[str, str], revision: str | None) -> None:
    with Peer(answer(200, b"[]", **headers)) as peer:
        found = get(peer.url)

    assert found.revision == revision
