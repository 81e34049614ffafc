"""The login of an application with an API key, and the word that LivePerson has ended two ways to sign in."""

import logging
from dataclasses import replace

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import ApplicationLogin, SignIn
from pulumi_liveperson.client.errors import LivePersonError, UnauthorizedError
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.contract.process import FakeClock, account, occasions, reason
from tests.contract.threads import all_at_once, each_at_once
from tests.contract.ways import API_KEY, APPLICATION, CLIENT, CLIENT_V1, STATIC, USER, sign_ins

ENDED = {"application": (APPLICATION, "2026-04-30"), "API key": (API_KEY, "2026-05-31")}
EACH_ENDED = pytest.mark.parametrize(("sign_in", "date"), ENDED.values(), ids=ENDED)


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.WARNING, "pulumi_liveperson")
    return caplog


def test_a_login_sends_the_documented_fields(simulator: Simulator) -> None:
    process = occasions(simulator, APPLICATION)

    process.account.token()

    (login,) = (each for each in process.sent if each.url.endswith("/login"))
    assert login.params == {"v": "1.3"}
    assert login.json == {
        "username": "simulator-user",
        "appKey": "simulator-app-key",
        "secret": "simulator-app-secret",
        "accessToken": "simulator-access-token",
        "accessTokenSecret": "simulator-access-token-secret",
    }


def test_the_id_and_secret_of_an_oauth_2_client_replace_key_and_secret(simulator: Simulator) -> None:
    stand_in = ApplicationLogin("simulator-user", "simulator-client", "simulator-secret", "dummy", "dummy")

    listed, _ = occasions(simulator, stand_in).collection.objects()

    assert listed == []


@pytest.mark.parametrize("field", ["app_key", "app_secret", "access_token", "access_token_secret"])
def test_one_wrong_part_is_refused_once_and_not_shown(simulator: Simulator, field: str) -> None:
    process = occasions(simulator, replace(APPLICATION, **{field: "wr0ng-s3cret"}))

    for _ in range(2):
        with pytest.raises(
            UnauthorizedError, match=r"accessTokenSecret, and that the user has the type bot"
        ) as refused:
            process.create("one")
        assert "wr0ng" not in str(refused.value)

    assert len(sign_ins(simulator)) == 1


@EACH_ENDED
def test_what_has_ended_is_said_with_its_date_and_what_replaces_it(
    simulator: Simulator, said: pytest.LogCaptureFixture, sign_in: SignIn, date: str
) -> None:
    occasions(simulator, sign_in).collection.objects()

    (warning,) = said.messages
    assert date in warning
    assert "liveperson:clientId, liveperson:clientSecret" in warning


@EACH_ENDED
def test_what_has_ended_is_said_once_whatever_else_happens(
    simulator: Simulator, said: pytest.LogCaptureFixture, sign_in: SignIn, date: str, clock: FakeClock
) -> None:
    process = occasions(simulator, sign_in, clock=clock)
    others = process.account.writer(STATUS_REASON)

    all_at_once(process.collection.objects)
    each_at_once([lambda: process.create("one"), lambda: others.create(reason("one"))])
    for seconds in (240, 10**6):
        clock.time += seconds
        process.collection.objects()
    simulator.control.add_fault("status_before", path="/configuration/", status=401)
    if sign_in is APPLICATION:
        process.collection.objects()

    assert [date in warning for warning in said.messages] == [True]


@pytest.mark.parametrize("sign_in", [CLIENT, CLIENT_V1, USER, STATIC], ids=["client", "v1", "user", "bearer"])
def test_nothing_is_said_of_the_ways_that_go_on(
    simulator: Simulator, said: pytest.LogCaptureFixture, sign_in: SignIn
) -> None:
    occasions(simulator, sign_in).create("one")

    assert said.messages == []


def test_nothing_is_said_before_the_first_use(simulator: Simulator, said: pytest.LogCaptureFixture) -> None:
    for sign_in, _ in ENDED.values():
        account(simulator, sign_in)

    assert said.messages == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_login_that_livepersons_end_of_it_refuses_says_that_it_has_ended(
    simulator: Simulator, said: pytest.LogCaptureFixture, status: int
) -> None:
    simulator.control.add_fault("status_before", path="/login", status=status)

    with pytest.raises(LivePersonError) as refused:
        occasions(simulator, APPLICATION).collection.objects()

    assert "2026-04-30" in " ".join([str(refused.value), *said.messages])
