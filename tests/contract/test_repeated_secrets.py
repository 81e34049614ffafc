"""A server that repeats a credential, in any form and anywhere, gets it into no message and no log."""

import base64
import json
import traceback
from collections.abc import Callable
from http import HTTPStatus

import pytest

from pulumi_liveperson.client.auth.authorization import Bearer, Signature
from pulumi_liveperson.client.auth.login_session import LoginSession
from pulumi_liveperson.client.auth.sign_in import (
    ApiKey,
    ApplicationLogin,
    BearerToken,
    ClientCredentials,
    UserLogin,
)
from pulumi_liveperson.client.errors import LivePersonError, UnreachableError
from pulumi_liveperson.client.http.messages import Authorization, Request
from pulumi_liveperson.client.http.transport import HttpTransport
from pulumi_liveperson.client.secrets import SECRETS
from tests.contract.line import Quiet, get
from tests.contract.log_file import LogFile
from tests.contract.peer import Peer, answer
from tests.forms import FORMS

pytestmark = pytest.mark.threat("repeated-secret")

SPECIAL = "/q7+Zx=~ 'é\"&"  # what the forms write in different ways
NAMES = (
    "client-secret",
    "password",
    "app-key",
    "app-secret",
    "access-token",
    "access-token-secret",
    "given-bearer",
    "csrf",
    "cookie",
)
VALUES = {name: f"canary-{name}{SPECIAL}" for name in NAMES} | {"bearer": "canary-bearer/q7+Zx=~"}
KEY = (VALUES["app-key"], VALUES["app-secret"], VALUES["access-token"], VALUES["access-token-secret"])
BASE64 = {
    "base64": lambda value: base64.b64encode(value.encode()).decode(),
    "base64 with a user": lambda value: base64.b64encode(f"somebody:{value}".encode()).decode(),
}
EACH_FORM = pytest.mark.parametrize("form", (FORMS | BASE64).values(), ids=FORMS | BASE64)
EACH_LOG = pytest.mark.parametrize(
    ("level", "kind"), [(level, kind) for level in ("debug", "trace") for kind in ("text", "json")]
)


@pytest.fixture
def auth() -> Authorization:
    """Signs in each way, which is how a process comes to its secrets; returns one of the authorizations."""
    ClientCredentials("client", VALUES["client-secret"])
    UserLogin("user", VALUES["password"])
    ApplicationLogin("user", *KEY)
    ApiKey(*KEY)
    BearerToken(VALUES["given-bearer"])
    LoginSession(Quiet(), "71234567", VALUES["csrf"], {"Session_id": VALUES["cookie"]})
    return Bearer(VALUES["bearer"])


def answers(repeated: str) -> list[bytes]:
    """Return answers that repeat a text: in a body that is JSON, one that is text, and headers."""
    in_json = json.dumps({"message": repeated, "deeper": [{"said": repeated}]}).encode()
    in_header = repeated.replace("\n", " ")
    found = [
        *(answer(status, in_json, Content_Type="application/json") for status in (200, 400, 401, 500)),
        answer(401, repeated.encode("utf-8", "replace"), Content_Type="text/plain"),
        answer(400, b'{"message": "' + repeated.encode("utf-8", "replace") + b'"}'),
        answer(404, b" " * 290 + repeated.encode("utf-8", "replace")),  # where a message is cut
    ]
    for name in ("X-Request-ID", "ac-revision", "ETag", "Content-Type", "Location"):
        header = {name.replace("-", "_"): in_header}
        found += [answer(status, b"<html>", **header) for status in (200, 302, 403)]
    return found


@EACH_LOG
@EACH_FORM
def test_no_message_and_no_log_tells_it(
    auth: Authorization, log: Callable[..., LogFile], form: Callable[[str], str], level: str, kind: str
) -> None:
    file = log(level, kind)
    repeated = " ".join(form(value) for value in VALUES.values())
    told = []

    for sent in answers(repeated):
        with Peer(sent) as peer:
            try:
                get(f"{peer.url}/somewhere", auth=auth)
            except LivePersonError as error:
                told.append("".join(traceback.format_exception(error)))

    whole = "".join(told) + file.text
    assert len(told) > len(HTTPStatus.__members__) // 10
    assert "[secret]" in whole
    assert left_of(whole, form) == []


def left_of(text: str, form: Callable[[str], str]) -> list[str]:
    """Return what of the secrets a text tells; their beginnings are told by nothing else."""
    return [value for value in VALUES.values() if value[:16] in text or form(value)[6:22] in text]


@pytest.mark.parametrize("kept", [4, 12, 20])
@pytest.mark.parametrize("wrap", [str, lambda said: json.dumps({"message": said})], ids=["text", "JSON"])
def test_no_half_of_it_is_told_where_a_long_answer_is_cut(
    auth: Authorization, wrap: Callable[[str], str], kept: int
) -> None:
    said = wrap("Refused" + " " * (2**16 - len("Refused") - kept) + VALUES["password"])
    with Peer(answer(400, said.encode())) as peer, pytest.raises(LivePersonError) as refused:
        get(f"{peer.url}/somewhere", auth=auth)

    assert "Refused" in str(refused.value)
    assert "can" not in str(refused.value)


@EACH_LOG
def test_a_name_in_an_answer_that_repeats_it_is_not_logged(
    auth: Authorization, log: Callable[..., LogFile], level: str, kind: str
) -> None:
    file = log(level, kind)
    body = {VALUES["password"]: 1, "deeper": [{VALUES["bearer"]: "x"}]}
    with Peer(answer(200, json.dumps(body).encode())) as peer:
        get(f"{peer.url}/somewhere", auth=auth)

    assert "/somewhere" in file.text
    assert left_of(file.text, str) == []


@pytest.mark.parametrize(
    "value", ["canary  of  two  parts", "object at 0x7: canary tail", "canaryéüß", "canary\xa0x"]
)
@pytest.mark.parametrize(
    "start", ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 ", "HTTP/1.1 200", "XTTP "]
)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_an_answer_that_is_no_http_is_told_but_not_its_words(start: str, value: str, encoding: str) -> None:
    auth = Bearer("canary-bearer")
    SECRETS.learn([value])
    sent = f"{start}{value}\r\n\r\n".encode(encoding)
    with Peer(sent) as peer, pytest.raises(UnreachableError) as failed:
        get(f"{peer.url}/somewhere", auth=auth)

    message = str(failed.value)
    assert [part for part in ("canary", "tail", "parts", "\\xc3") if part in message] == []


@EACH_LOG
def test_what_a_sign_in_is_given_is_told_by_no_header_and_no_later_answer(
    log: Callable[..., LogFile], level: str, kind: str
) -> None:
    file = log(level, kind)
    given = {
        name: f"canary-given-{name}-q7Zx" for name in ("access_token", "refresh_token", "csrf", "cookie")
    }
    body = {name: value for name, value in given.items() if name != "cookie"} | {"token_type": "Bearer"}
    both = " ".join(given.values())
    headers = {"X_Request_ID": both, "ETag": both, "Set_Cookie": f"other={given['cookie']}"}
    with Peer(answer(200, json.dumps(body).encode(), **headers), answer(400, both.encode())) as peer:
        HttpTransport().handle_request(Request("POST", f"{peer.url}/token", signs_in=True))
        with pytest.raises(LivePersonError) as refused:
            get(f"{peer.url}/Bearer")

    assert "/Bearer was answered 400" in str(refused.value)
    assert "[secret]" in str(refused.value)
    assert "canary" not in file.text + str(refused.value)


def test_an_oauth_signature_is_made_of_what_is_secret(auth: Authorization) -> None:
    del auth
    with Peer(answer(401, " ".join(KEY).encode())) as peer, pytest.raises(LivePersonError) as refused:
        get(f"{peer.url}/somewhere", auth=Signature(*KEY))

    assert "[secret]" in str(refused.value)
    assert left_of(str(refused.value), str) == []


def test_what_is_no_secret_is_quoted(auth: Authorization) -> None:
    del auth
    said = b'{"message": "A client of canary lacks a privilege"}'
    with Peer(answer(403, said)) as peer, pytest.raises(LivePersonError, match="A client of canary"):
        get(f"{peer.url}/somewhere")
