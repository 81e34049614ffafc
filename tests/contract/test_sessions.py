"""A login session is kept alive while work goes on, and opened again where it is lost."""

import json
from contextlib import suppress
from typing import Any

import pytest

from liveperson_simulator.client import Body
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import SignIn
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import FakeClock, Process, account
from tests.contract.threads import all_at_once
from tests.contract.ways import API_KEY, CLIENT, STATIC, USER, WITH_A_SESSION, requests_to, sign_ins

REFRESH = "/refresh"
LOGOUT = "/logout"


class Login:
    """A process with a login session, and both clocks: this machine's and LivePerson's."""

    def __init__(self, simulator: Simulator, sign_in: SignIn = USER, **knobs: int) -> None:
        self.simulator = simulator
        simulator.control.set_knobs(**knobs)
        self.clock = FakeClock()
        self.begin = self.clock.time
        self.process = Process(account(simulator, sign_in, clock=self.clock), SPECIAL_OCCASION)
        self.work()

    def work(self) -> None:
        """Send a request that needs the session."""
        self.process.collection.objects()

    def later(self, seconds: float) -> None:
        """Let time pass, here and at LivePerson, and work again."""
        self.clock.time += seconds
        self.simulator.control.set_knobs(clock_offset=round(self.clock.time - self.begin))
        self.work()

    def requests(self, end: str) -> list[Request]:
        """Return what this process has sent to an address."""
        return [each for each in self.process.sent if each.url.endswith(end)]

    def csrf(self) -> str:
        """Return the token that the session's requests must carry."""
        session = self.process.account.token().session
        assert session is not None
        return session.csrf

    def session_id(self) -> str:
        """Return the session's cookie."""
        session = self.process.account.token().session
        assert session is not None
        return session.cookies["Session_id"]


@WITH_A_SESSION
def test_a_session_is_refreshed_every_four_minutes_with_its_csrf_token_and_its_cookie(
    simulator: Simulator, sign_in: SignIn
) -> None:
    login = Login(simulator, sign_in)
    csrf, session_id = login.csrf(), login.session_id()

    login.later(239)
    early = len(login.requests(REFRESH))
    login.later(1)
    login.later(239)
    login.later(1)

    assert early == 0
    assert [(each.json, each.cookies) for each in login.requests(REFRESH)] == [
        ({"csrf": csrf}, {"Session_id": session_id})
    ] * 2
    assert [each["status"] for each in requests_to(simulator, REFRESH)] == [200, 200]
    assert len(sign_ins(simulator)) == 1


@pytest.mark.needs_default("list_select")
def test_work_of_an_hour_needs_one_sign_in(simulator: Simulator) -> None:
    login = Login(simulator, session_idle=300, session_lifetime=900)

    for _ in range(60):
        login.later(60)

    assert len(sign_ins(simulator)) == 1
    assert {each["status"] for each in simulator.control.requests()} == {200}


def test_a_short_session_is_refreshed_at_80_percent_of_its_life(simulator: Simulator) -> None:
    login = Login(simulator, session_lifetime=100)

    login.later(79)
    early = len(login.requests(REFRESH))
    login.later(1)

    assert (early, len(login.requests(REFRESH))) == (0, 1)
    assert len(sign_ins(simulator)) == 1


def test_a_cookie_that_a_refresh_sets_anew_is_the_one_that_is_sent(simulator: Simulator) -> None:
    login = Login(simulator)
    first = login.session_id()
    other = {"Set-Cookie": "Session_id=the-second-one; Path=/; HttpOnly; Secure; SameSite=None"}
    simulator.control.add_fault("delay", path=REFRESH, seconds=0, headers=other)
    simulator.control.add_fault("body", path=REFRESH)  # as if the second one were known there

    login.later(240)
    login.later(240)
    login.process.account.close()

    sent = [each.cookies for each in (*login.requests(REFRESH), *login.requests(LOGOUT))]
    assert sent == [{"Session_id": name} for name in (first, "the-second-one", "the-second-one")]


@pytest.mark.parametrize("sign_in", [CLIENT, STATIC, API_KEY], ids=["client", "bearer", "API key"])
def test_where_there_is_no_session_none_is_kept_alive_or_ended(simulator: Simulator, sign_in: SignIn) -> None:
    login = Login(simulator, sign_in)

    login.later(240)
    login.process.account.close()

    assert login.requests(REFRESH) + login.requests(LOGOUT) == []


@pytest.mark.parametrize(
    "answer", [{"bearer": "simulator-bearer"}, {"bearer": "simulator-bearer", "csrf": 5}]
)
def test_a_login_without_a_csrf_token_opens_no_session(simulator: Simulator, answer: Body) -> None:
    simulator.control.add_fault(
        "body", path="/login", body=json.dumps(answer), content_type="application/json"
    )
    login = Login(simulator)

    login.later(240)

    assert login.requests(REFRESH) == []


@WITH_A_SESSION
@pytest.mark.parametrize("knobs", [{"session_idle": 100}, {"session_idle": 239}])
def test_a_session_that_was_left_alone_for_too_long_is_opened_again(
    simulator: Simulator, sign_in: SignIn, knobs: dict[str, int]
) -> None:
    login = Login(simulator, sign_in, **knobs)

    login.later(240)

    assert [each["path"].rpartition("/")[2] for each in simulator.control.requests()][-3:] == [
        "refresh",
        "login",
        "specialoccasion",
    ]
    assert len(sign_ins(simulator)) == 2


@pytest.mark.needs_default("empty_list")
def test_a_session_that_is_lost_between_two_refreshes_is_opened_again(simulator: Simulator) -> None:
    login = Login(simulator, session_idle=100)

    login.later(120)

    assert [each["status"] for each in simulator.control.requests()][-3:] == [401, 200, 200]
    assert len(sign_ins(simulator)) == 2


@pytest.mark.needs_default("empty_list")
def test_a_session_that_livepersons_restart_has_ended_is_opened_again(simulator: Simulator) -> None:
    login = Login(simulator)
    simulator.control.reset()

    login.work()

    assert [each["status"] for each in simulator.control.requests()] == [401, 200, 200]


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refused_refresh_leads_to_a_new_session(simulator: Simulator, status: int) -> None:
    login = Login(simulator)
    first = login.session_id()
    simulator.control.add_fault("status_before", path=REFRESH, status=status)

    login.later(240)

    assert login.session_id() != first
    assert login.clock.pauses == []


@pytest.mark.parametrize("fault", [{"kind": "status_before", "status": 503}, {"kind": "throttle"}])
def test_a_refresh_that_only_failed_is_tried_again(simulator: Simulator, fault: dict[str, Any]) -> None:
    login = Login(simulator)
    simulator.control.add_fault(**fault, path=REFRESH)

    login.later(240)
    begun = len(login.requests(REFRESH))
    login.later(60)

    assert begun == 1
    assert len(login.requests(REFRESH)) == 2
    assert len(sign_ins(simulator)) == 1


def test_a_throttled_refresh_holds_a_sign_in_back(simulator: Simulator) -> None:
    login = Login(simulator)
    simulator.control.add_fault("throttle", path=REFRESH, retry_after=1000)

    with suppress(LivePersonError):
        login.later(240)

    assert len(sign_ins(simulator)) == 1


@pytest.mark.needs_default("first_revision", "revision_scope")
def test_threads_refresh_once(simulator: Simulator) -> None:
    login = Login(simulator, latency_ms=20)
    login.clock.time += 240

    results = all_at_once(login.process.collection.objects)

    assert results == [([], "1")] * len(results)
    assert len(login.requests(REFRESH)) == 1
    assert len(sign_ins(simulator)) == 1
