"""Proxies for https: when one is used, what it gets to see, and what is said of one that is in the way."""

import base64
import logging
import socket
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
import trustme

from liveperson_simulator.server import Simulator
from tests.contract.line import Line
from tests.contract.process import ACCOUNT
from tests.network import tls
from tests.network.client import BEARER, CLIENT, create, told
from tests.network.front import Front
from tests.network.listener import LOOPBACK, Listener
from tests.network.message import page
from tests.network.proxy import WANTS_A_PASSWORD, Proxy
from tests.network.strangers import Closing, Saying, Silent

NAME = "liveperson.test"  # only the proxy finds it
LOGIN = "user:s3cret"
IN_THE_WAY: dict[str, tuple[Callable[[], Listener], str]] = {
    "wants a password": (lambda: Proxy(says=WANTS_A_PASSWORD), "407"),
    "forbids it with a page": (lambda: Proxy(says=page(403)), "403"),
    "shows a page": (lambda: Proxy(says=page(200)), ""),
    "finds no host": (Proxy, "502"),
    "closes": (Closing, ""),
    "speaks no HTTP": (lambda: Saying(b"SSH-2.0-OpenSSH_9.9\r\n\r\n"), ""),
}
NEVER_DONE: dict[str, Callable[[], Listener]] = {
    "never answers": Silent,
    "shows a page and stays": lambda: Saying(page(200), stays=True),
}
pytestmark = pytest.mark.usefixtures("trusted")


@pytest.fixture
def front(simulator: Simulator, authority: trustme.CA) -> Iterator[Front]:
    """LivePerson with a good certificate for a name that only a proxy finds."""
    with Front(simulator, tls.certified(authority, NAME)) as front:
        yield front


@pytest.fixture
def url(front: Front) -> str:
    return f"https://{NAME}:{front.port}"


@pytest.fixture
def proxy(front: Front) -> Iterator[Proxy]:
    with Proxy(names={NAME: front.port}) as proxy:
        yield proxy


@pytest.fixture
def closed_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def dns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the name be found without a proxy too."""
    really = socket.getaddrinfo

    def find(host: str, *arguments: Any, **options: Any) -> Any:
        return really(LOOPBACK if host == NAME else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", find)


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_https_goes_through_the_proxy(
    simulator: Simulator, url: str, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, proxy.url)

    create(url)

    assert len(simulator.control.objects(ACCOUNT, "specialoccasion")) == 1
    assert {(each.method, f"https://{each.target}") for each in proxy.requests} == {("CONNECT", url)}


@pytest.mark.parametrize("keys", [BEARER, CLIENT], ids=lambda keys: next(iter(keys)))
def test_a_proxy_sees_no_credential(
    front: Front, url: str, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, keys: dict[str, str]
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)

    create(url, keys)

    sent = b"".join(each.raw for each in front.requests)
    seen = b"".join(each.raw for each in proxy.requests) + proxy.carried
    assert len(proxy.carried) > len(sent)
    assert b"Authorization: Bearer" in sent
    assert b"Authorization" not in seen
    assert not any(value.encode() in seen for value in keys.values())


@pytest.mark.usefixtures("dns")
@pytest.mark.parametrize(
    "setting",
    [
        f"NO_PROXY={NAME}",
        f"no_proxy={NAME}",
        "NO_PROXY=.test",
        "NO_PROXY=test",
        "NO_PROXY=*",
        f"NO_PROXY=zz.example.net, {NAME}",
    ],
)
def test_a_host_of_no_proxy_is_reached_directly(
    front: Front, url: str, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    monkeypatch.setenv(*setting.split("="))

    create(url)

    assert front.requests
    assert proxy.requests == []


@pytest.mark.usefixtures("dns")
def test_another_host_of_no_proxy_changes_nothing(
    url: str, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    monkeypatch.setenv("NO_PROXY", "zz.example.net,person.test")

    create(url)

    assert proxy.requests


@pytest.mark.parametrize(
    ("login", "written"),
    [
        (LOGIN, LOGIN),
        ("user:s3cret@/#%?", "user:s3cret%40%2F%23%25%3F"),
        ("user:s3cret@home", "user:s3cret@home"),
        ("user:s3:cret", "user:s3:cret"),
    ],
)
def test_a_proxy_with_a_password_gets_it_and_no_other_host_does(
    front: Front, url: str, monkeypatch: pytest.MonkeyPatch, login: str, written: str
) -> None:
    with Proxy(login=login, names={NAME: front.port}) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url_for(written))
        create(url)

    assert proxy.requests
    assert front.requests
    assert not any("proxy-authorization" in each.headers for each in front.requests)


@pytest.mark.parametrize("written", ["", "user:s3cret-of-last-year@"])
def test_a_proxy_without_its_password_is_reported(
    front: Front, url: str, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    with Proxy(login=LOGIN, names={NAME: front.port}) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{written}{LOOPBACK}:{proxy.port}")
        told(lambda: create(url), NAME, "407", "HTTPS_PROXY")

    assert front.requests == []


@pytest.mark.parametrize("what", IN_THE_WAY)
def test_a_proxy_in_the_way_is_one_clear_message_without_its_password(
    front: Front, url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    caplog.set_level(logging.DEBUG)
    start, said = IN_THE_WAY[what]

    with start() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{LOGIN}@{LOOPBACK}:{proxy.port}")
        told(lambda: create(url), NAME, said, "HTTPS_PROXY")

    assert front.requests == []
    assert "s3cret" not in caplog.text


@pytest.mark.parametrize("written", ["user:p4ss-w%23rd", "user:p4ss-w%2523rd"])
@pytest.mark.parametrize("encode", [str, lambda login: base64.b64encode(login.encode()).decode()])
def test_a_proxy_that_repeats_its_password_is_reported_without_it(
    url: str, monkeypatch: pytest.MonkeyPatch, written: str, encode: Callable[[str], str]
) -> None:
    repeated = encode(unquote(written))
    with Proxy(says=f"HTTP/1.1 502 {repeated} {written}\r\n\r\n".encode()) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{written}@{LOOPBACK}:{proxy.port}")
        message = told(lambda: create(url), "502", "[secret]")

    assert "p4ss" not in message
    assert repeated[:10] not in message.replace("user:", "")


@pytest.mark.parametrize("what", NEVER_DONE)
def test_a_proxy_that_keeps_us_waiting_is_reported(
    impatient: Line, url: str, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    with NEVER_DONE[what]() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{LOGIN}@{LOOPBACK}:{proxy.port}")
        told(lambda: create(url, line=impatient), NAME, "timed out", "HTTPS_PROXY")


@pytest.mark.parametrize("host", ["proxy.invalid:3128", f"{LOOPBACK}:{{closed_port}}"])
def test_a_proxy_that_is_not_there_is_reported(
    url: str, monkeypatch: pytest.MonkeyPatch, closed_port: int, host: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://{LOGIN}@{host.format(closed_port=closed_port)}")

    told(lambda: create(url), NAME, "HTTPS_PROXY")


@pytest.mark.parametrize(
    "value",
    [
        "user:s3cret@127.0.0.1:{port}",
        "http://user:s3cret@127.0.0.1:{port}x",
        "http://user:s3cret@127.0.0.1:{port}00",
        "socks5://user:s3cret@127.0.0.1:{port}",
        "http://user:s3cret#1@127.0.0.1:{port}",
        "http://user:s3cret/1@127.0.0.1:{port}",
        "http://user:s3cret?1@127.0.0.1:{port}",
        "http://user:s3cret[1@127.0.0.1:{port}",
        "http://user:s3cret\u20ac@127.0.0.1:{port}",
        "http://user:s3cret@",
    ],
)
def test_a_proxy_setting_that_is_wrong_is_reported_without_its_password(
    url: str, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value.format(port=proxy.port))

    told(lambda: create(url), "HTTPS_PROXY")

    assert proxy.requests == []


def test_a_proxy_that_looks_into_https_needs_the_ca_of_the_company(
    url: str, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")

    told(lambda: create(url), NAME, "unable to get local issuer certificate", "REQUESTS_CA_BUNDLE")

    assert len(proxy.requests) == 1, "what does not pass is not tried again"


def test_a_host_behind_a_proxy_with_a_certificate_of_another_is_reported_once(
    front: Front, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)

    told(
        lambda: create(f"https://localhost:{front.port}"),
        "not valid for 'localhost'",
        "answers for this host",
    )

    assert len(proxy.requests) == 1
