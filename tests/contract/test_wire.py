"""What each kind of request carries on the wire, and what it must not carry."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import SignIn
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import FakeClock, Process, account
from tests.contract.ways import API_KEY, EACH_WAY, STATIC, WITH_A_SESSION

# The last part of a path names the kind of request.
SIGN_IN = ("token", "login")
SESSION = ("refresh", "logout")
DISCOVERY = ("baseURI.json",)


class Sent(list[requests.PreparedRequest]):
    """The requests as they went out."""

    def header(self, name: str, *ends: str) -> set[str | None]:
        """Return the values of a header in requests to addresses that end so, or in all others."""
        return {each.headers.get(name) for each in self if self._end(each) in ends}

    def others(self, name: str, *ends: str) -> set[str | None]:
        """Return the values of a header in requests to all other addresses."""
        return {each.headers.get(name) for each in self if self._end(each) not in ends}

    @staticmethod
    def _end(request: requests.PreparedRequest) -> str:
        return urlsplit(request.url or "").path.rpartition("/")[2]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sent]:
    """Keeps what the client sends from here on; the simulator's own control requests are none of it."""
    kept, send = Sent(), HTTPAdapter.send

    def noted(adapter: HTTPAdapter, request: requests.PreparedRequest, **how: Any) -> requests.Response:
        if "/simulator/" not in (request.url or ""):
            kept.append(request)
        return send(adapter, request, **how)

    monkeypatch.setattr(HTTPAdapter, "send", noted)
    yield kept
    assert kept, "nothing was sent"


def work(simulator: Simulator, sign_in: SignIn) -> None:
    """Send requests of every kind."""
    clock = FakeClock()
    process = Process(account(simulator, sign_in, clock=clock), SPECIAL_OCCASION)
    made = process.create("one")
    clock.time += 240
    process.update(made.id, "one")
    process.delete(made.id, "one", 1)
    process.account.close()


@EACH_WAY
def test_only_account_configuration_is_asked_for_with_a_credential(
    simulator: Simulator, sent: Sent, sign_in: SignIn
) -> None:
    work(simulator, sign_in)

    assert sent.header("Authorization", *DISCOVERY, *SIGN_IN, *SESSION) == {None}
    schemes = {
        str(value).partition(" ")[0] for value in sent.others("Authorization", *DISCOVERY, *SIGN_IN, *SESSION)
    }
    assert schemes == {"OAuth" if sign_in is API_KEY else "Bearer"}


@EACH_WAY
def test_a_netrc_file_is_not_looked_into(
    simulator: Simulator, sent: Sent, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password s3cret\n")
    monkeypatch.setenv("NETRC", str(netrc))

    work(simulator, sign_in)

    assert not any(str(each.headers.get("Authorization")).startswith("Basic") for each in sent)


@WITH_A_SESSION
def test_a_cookie_goes_back_with_the_session_alone(simulator: Simulator, sent: Sent, sign_in: SignIn) -> None:
    work(simulator, sign_in)

    (cookie,) = sent.header("Cookie", *SESSION)
    assert str(cookie).startswith("Session_id=")
    assert sent.others("Cookie", *SESSION) == {None}


def test_a_cookie_that_anybody_sets_comes_back_from_nowhere(simulator: Simulator, sent: Sent) -> None:
    for path in ("/baseURI.json", "/specialoccasion", "/skills"):
        simulator.control.add_fault("delay", path=path, seconds=0, headers={"Set-Cookie": "a=b; Path=/"})

    work(simulator, STATIC)

    assert sent.others("Cookie") == {None}


@pytest.mark.needs_default("revision_step", "first_revision", "revision_scope")
def test_a_write_carries_the_revision_that_it_depends_on(simulator: Simulator, sent: Sent) -> None:
    work(simulator, STATIC)

    given = {each.method: each.headers.get("If-Match") for each in sent}
    assert given == {"GET": None, "POST": None, "PUT": "2", "DELETE": "3"}


@EACH_WAY
def test_every_request_asks_for_json_and_says_what_it_sends(
    simulator: Simulator, sent: Sent, sign_in: SignIn
) -> None:
    work(simulator, sign_in)

    assert sent.others("Accept") == {"application/json"}
    assert sent.header("Content-Type", "token") <= {"application/x-www-form-urlencoded"}
    assert sent.header("Content-Type", "login", *SESSION, "specialoccasion") <= {"application/json", None}
