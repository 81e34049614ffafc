"""The servers of these tests do what the tests need of them, and end."""

import socket
import threading
import time
from collections.abc import Callable

import pytest
import requests
import trustme

from liveperson_simulator.server import Simulator
from tests.network import tls
from tests.network.floods import flood
from tests.network.front import Front
from tests.network.listener import LOOPBACK, Listener
from tests.network.proxy import Proxy
from tests.network.strangers import Answering, Recorder, Saying, Silent

HEALTH = "/simulator/health"
LISTENERS: dict[str, Callable[[Simulator], Listener]] = {
    "a front": Front,
    "a front with TLS": lambda simulator: Front(simulator, tls.certified(trustme.CA())),
    "a proxy": lambda _: Proxy(),
    "a recorder": lambda _: Recorder(),
    "one that has said all": lambda _: Saying(b"", stays=True),
    "one that goes on": lambda _: Answering(lambda: flood(b"", b"x")),
    "a silent one": lambda _: Silent(),
}


def through(proxy_url: str, url: str) -> requests.Response:
    return requests.get(url, proxies={"http": proxy_url}, timeout=30)


def test_the_proxy_forwards_plain_http_and_sees_all_of_it(simulator: Simulator) -> None:
    with Proxy() as proxy:
        answer = through(proxy.url, f"{simulator.url}{HEALTH}")

    assert answer.json()["simulator"] == "liveperson-simulator"
    assert [(each.method, each.target) for each in proxy.requests] == [("GET", f"{simulator.url}{HEALTH}")]


def test_the_proxy_finds_its_own_names(simulator: Simulator) -> None:
    with Proxy(names={"liveperson.test": int(simulator.url.rpartition(":")[2])}) as proxy:
        answer = through(proxy.url, f"http://liveperson.test{HEALTH}")

    assert answer.ok


def test_the_proxy_reaches_no_other_machine() -> None:
    with Proxy() as proxy:
        answer = through(proxy.url, "http://zz.example.net/")

    assert answer.status_code == 502


@pytest.mark.parametrize(("login", "status"), [("user:s3cret@", 200), ("user:wrong@", 407), ("", 407)])
def test_the_proxy_asks_for_its_password(simulator: Simulator, login: str, status: int) -> None:
    with Proxy(login="user:s3cret") as proxy:
        answer = through(f"http://{login}{LOOPBACK}:{proxy.port}", f"{simulator.url}{HEALTH}")

    assert answer.status_code == status


@pytest.mark.parametrize("kind", LISTENERS)
@pytest.mark.parametrize("said", ["", "GET", "GET / HTTP/1.1\r\n\r\n", "CONNECT {host} HTTP/1.1\r\n\r\n"])
def test_a_server_ends_although_its_client_stays(simulator: Simulator, kind: str, said: str) -> None:
    with LISTENERS[kind](simulator) as listener:
        client = socket.create_connection((LOOPBACK, listener.port))
        client.sendall(said.format(host=simulator.url.removeprefix("http://")).encode())
        while not listener._threads:
            time.sleep(0.001)

    with client:
        assert listener.name not in {each.name for each in threading.enumerate()}
