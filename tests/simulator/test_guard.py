"""No web page that happens to be open in a browser can write to the simulator, or read what it holds."""

import json
from collections.abc import Mapping

import pytest
import requests

from liveperson_simulator.server import Simulator

pytestmark = pytest.mark.threat("web-page")

ACCOUNT = "71234567"
SEED = f"/simulator/seed/{ACCOUNT}"
REASON = {"status-reasons": [{"text": "Theirs", "state": "Away", "enabled": True}]}
FOREIGN_PAGES: list[Mapping[str, str]] = [
    {"Origin": "http://evil.example"},
    {"Origin": "http://localhost:3000"},
    {"Origin": "null"},
    {"Origin": "http://[::1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Host": "rebound.example:8490"},
    {"Host": "127.0.0.1.rebound.example"},
    {"Host": "[::1"},
]


def sent(
    simulator: Simulator, method: str, path: str, headers: Mapping[str, str], body: object = None
) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        content = {} if body is None else {"Content-Type": "application/json"}
        return session.request(
            method,
            simulator.url + path,
            data=None if body is None else json.dumps(body),
            headers={**content, **headers},
        )


@pytest.mark.parametrize("headers", FOREIGN_PAGES, ids=lambda headers: " ".join(*headers.items()))
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/simulator/reset", None),
        ("POST", SEED, REASON),
        ("GET", "/simulator/snapshot", None),
        ("POST", f"/api/account/{ACCOUNT}/login", {"username": "simulator-user"}),
        ("GET", "/", None),
    ],
)
def test_a_request_of_a_foreign_page_is_refused(
    simulator: Simulator, method: str, path: str, body: object, headers: Mapping[str, str]
) -> None:
    before = simulator.control.snapshot()

    answer = sent(simulator, method, path, headers, body)

    assert answer.status_code == 403
    assert "rejects this request" in answer.text
    assert simulator.control.snapshot() == before


@pytest.mark.parametrize("type_", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_is_no_control_request(simulator: Simulator, type_: str) -> None:
    before = simulator.control.snapshot()

    answer = sent(simulator, "POST", SEED, {"Content-Type": type_}, REASON)

    assert answer.status_code == 415
    assert simulator.control.snapshot() == before


def test_its_own_page_and_a_link_to_that_work(simulator: Simulator) -> None:
    own = {"Origin": simulator.url, "Sec-Fetch-Site": "same-origin"}
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}

    assert sent(simulator, "GET", "/", own).ok
    assert sent(simulator, "GET", "/", link).ok
    assert sent(simulator, "POST", "/simulator/reset", link).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8490", "127.0.0.1", "[::1]:8490", "liveperson.test"])
def test_names_of_this_machine_are_answered(simulator: Simulator, host: str) -> None:
    assert sent(simulator, "GET", "/simulator/health", {"Host": host}).ok
