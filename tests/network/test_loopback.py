"""Plain http is for this machine only, and stays on it whatever the proxy settings say."""

from collections.abc import Iterator

import pytest

from liveperson_simulator.server import Simulator
from tests.contract.process import ACCOUNT
from tests.network.client import CLIENT, create
from tests.network.listener import LOOPBACK
from tests.network.proxy import Proxy


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as proxy:
        yield proxy


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
@pytest.mark.parametrize("host", [LOOPBACK, "localhost"])
def test_plain_http_goes_through_no_proxy(
    simulator: Simulator, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, variable: str, host: str
) -> None:
    monkeypatch.setenv(variable, proxy.url)

    create(simulator.url.replace(LOOPBACK, host), CLIENT)

    assert len(simulator.control.objects(ACCOUNT, "specialoccasion")) == 1
    assert proxy.requests == []


def test_plain_http_goes_through_no_proxy_although_no_proxy_names_others(
    simulator: Simulator, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("NO_PROXY", "zz.example.net")

    create(simulator.url)

    assert proxy.requests == []


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy"])
def test_the_proxy_for_https_is_not_for_plain_http(
    simulator: Simulator, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, proxy.url)

    create(simulator.url)

    assert proxy.requests == []
