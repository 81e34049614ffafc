"""When a token is asked for, when it is renewed, and that all threads of a process share it."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.auth.sign_in import BearerToken, SignIn
from pulumi_liveperson.client.errors import UnauthorizedError
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import FakeClock, Process, account, occasions
from tests.contract.threads import THREADS, all_at_once
from tests.contract.ways import (
    API_KEY,
    CLIENT,
    CLIENT_V1,
    SIGN_IN_PATHS,
    STATIC,
    USER,
    WITH_A_SESSION,
    WITH_A_TOKEN,
    sign_ins,
)

EACH_CLIENT = pytest.mark.parametrize("sign_in", [CLIENT, CLIENT_V1], ids=["v2", "v1"])


def jwt(**claims: Any) -> str:
    """Return a token that says something about itself, in the form of RFC 7519; nobody has signed it."""
    parts = [json.dumps(part).encode() for part in ({"alg": "none"}, claims)]
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), "x"])


def answer_sign_in(simulator: Simulator, **answer: Any) -> None:
    for path in SIGN_IN_PATHS:
        simulator.control.add_fault(
            "body", path=path, body=json.dumps(answer), content_type="application/json"
        )


def is_renewed_after(connection: Account, clock: FakeClock, seconds: float) -> bool:
    """Tell whether a token is kept just before that time and is another one just after it."""
    first = connection.token()
    clock.time += seconds - 1
    early = connection.token()
    clock.time += 2
    return early is first and connection.token() is not first


@WITH_A_TOKEN
def test_one_sign_in_serves_many_requests(simulator: Simulator, sign_in: SignIn) -> None:
    process = occasions(simulator, sign_in)

    for _ in range(5):
        process.collection.objects()

    assert len(sign_ins(simulator)) == 1


@EACH_CLIENT
@pytest.mark.parametrize("expires_in", ["absent", "present"])
def test_a_client_token_is_renewed_at_80_percent_of_its_life(
    simulator: Simulator, sign_in: SignIn, expires_in: str, clock: FakeClock
) -> None:
    simulator.control.set_knobs(token_lifetime=1000, expires_in=expires_in)
    assert is_renewed_after(account(simulator, sign_in, clock=clock), clock, 800)
    assert len(sign_ins(simulator)) == 2


@pytest.mark.parametrize(
    ("answer", "renewed_after"),
    [
        ({"access_token": "opaque", "expires_in": 500}, 400),
        ({"access_token": "opaque", "expires_in": "500"}, 400),
        ({"access_token": jwt(iat=0, exp=9000), "expires_in": 500}, 400),
        ({"access_token": jwt(iat=1767225600, exp=1767226600)}, 800),
        ({"access_token": "opaque"}, 2880),
        ({"access_token": jwt()}, 2880),
        ({"access_token": jwt(iat=5, exp="soon")}, 2880),
        ({"access_token": jwt(iat=9, exp=5)}, 2880),
        ({"access_token": "a.b.c", "expires_in": -5}, 2880),
        ({"access_token": "opaque", "expires_in": "for ever"}, 2880),
        ({"access_token": "opaque", "expires_in": {}}, 2880),
    ],
)
def test_a_life_is_what_the_answer_says_or_the_token_or_an_hour(
    simulator: Simulator, answer: dict[str, Any], renewed_after: float, clock: FakeClock
) -> None:
    answer_sign_in(simulator, **answer)
    assert is_renewed_after(account(simulator, CLIENT, clock=clock), clock, renewed_after)


def test_a_lifetime_of_hundreds_of_digits_is_not_a_crash(simulator: Simulator) -> None:
    answer_sign_in(simulator, access_token="opaque", expires_in=10**400)

    account(simulator, CLIENT).token()


@pytest.mark.parametrize("sign_in", [STATIC, API_KEY], ids=["bearer", "API key"])
def test_what_no_sign_in_gave_is_never_renewed(simulator: Simulator, sign_in: SignIn) -> None:
    clock = FakeClock()
    connection = account(simulator, sign_in, clock=clock)
    first = connection.token()

    clock.time += 10**9

    assert connection.token() is first


@WITH_A_TOKEN
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_token_that_is_refused_in_the_middle_of_a_run_is_renewed_once(
    simulator: Simulator, sign_in: SignIn, method: str
) -> None:
    process = occasions(simulator, sign_in)
    process.collection.objects()
    simulator.control.set_knobs(token_lifetime=1800)  # makes the next token another one
    simulator.control.add_fault("status_before", method=method, path="/configuration/", status=401)

    made = process.create("one")
    process.update(made.id, "one")
    process.delete(made.id, "one", 1)

    refused = [each for each in simulator.control.requests() if each["status"] == 401]
    assert len(refused) == 1
    assert len(sign_ins(simulator)) == 2
    assert simulator.control.objects("71234567", "specialoccasion") == []


@WITH_A_TOKEN
def test_a_fresh_token_that_is_refused_too_is_not_replaced_for_each_operation(
    simulator: Simulator, sign_in: SignIn
) -> None:
    simulator.control.add_fault("status_before", path="/configuration/", status=401, times=1000)
    connection = account(simulator, sign_in)
    process = Process(connection, SPECIAL_OCCASION)

    results = all_at_once(process.collection.objects) + all_at_once(process.collection.objects)

    assert {type(each) for each in results} == {UnauthorizedError}
    (said,) = {str(each) for each in results}
    assert "Check liveperson:" in said
    assert len(sign_ins(simulator)) == 2


@WITH_A_TOKEN
@pytest.mark.parametrize("empty_list", ["200", "404"])
def test_a_fresh_token_that_has_worked_is_replaced_again(
    simulator: Simulator, sign_in: SignIn, empty_list: str
) -> None:
    simulator.control.set_knobs(empty_list=empty_list)
    process = occasions(simulator, sign_in)

    for lifetime in (1800, 1700, 1600):  # makes the next token another one
        simulator.control.set_knobs(token_lifetime=lifetime)
        simulator.control.add_fault("status_before", path="/configuration/", status=401)
        process.collection.objects()

    assert len(sign_ins(simulator)) == 4


def test_an_expired_bearer_token_is_reported_with_its_date(simulator: Simulator) -> None:
    process = occasions(simulator, BearerToken(jwt(exp=1767225600)))

    with pytest.raises(UnauthorizedError, match=r"The token expired on 2026-01-01 at 00:00:00 UTC\."):
        process.collection.objects()


@pytest.mark.parametrize("expiry", ["soon", None, [], 1e300, -1e300])
def test_an_expiry_that_is_not_a_date_is_not_a_crash(simulator: Simulator, expiry: object) -> None:
    process = occasions(simulator, BearerToken(jwt(exp=expiry)))

    with pytest.raises(UnauthorizedError, match="Check liveperson:bearerToken"):
        process.collection.objects()


@pytest.mark.needs_default("list_select", "first_revision", "revision_scope")
@WITH_A_TOKEN
def test_threads_that_need_a_token_sign_in_once(simulator: Simulator, sign_in: SignIn) -> None:
    simulator.control.set_knobs(latency_ms=20)
    process = occasions(simulator, sign_in)

    results = all_at_once(process.collection.objects)

    assert results == [([], "1")] * THREADS
    assert len(sign_ins(simulator)) == 1


@pytest.mark.needs_default("first_revision", "revision_scope")
@WITH_A_SESSION
def test_threads_whose_session_is_lost_sign_in_once(simulator: Simulator, sign_in: SignIn) -> None:
    process = occasions(simulator, sign_in)
    process.collection.objects()
    simulator.control.reset()  # forgets all sessions
    simulator.control.set_knobs(latency_ms=20)

    results = all_at_once(process.collection.objects)

    assert results == [([], "1")] * THREADS
    assert len(sign_ins(simulator)) == 1


def test_threads_whose_token_grows_old_sign_in_once(simulator: Simulator, clock: FakeClock) -> None:
    simulator.control.set_knobs(latency_ms=20)
    connection = account(simulator, CLIENT, clock=clock)
    first = connection.token()
    clock.time += 10**6

    results = all_at_once(connection.token)

    assert len(set(results)) == 1
    assert first not in results
    assert len(sign_ins(simulator)) == 2


def test_threads_try_a_wrong_secret_once(simulator: Simulator) -> None:
    process = occasions(simulator, replace(USER, password="wr0ng"))

    results = all_at_once(process.collection.objects)

    assert [type(each) for each in results] == [UnauthorizedError] * THREADS
    assert len(sign_ins(simulator)) == 1


def test_a_token_that_is_refused_while_another_thread_renews_it_is_renewed_once(simulator: Simulator) -> None:
    clock = FakeClock()
    process = Process(account(simulator, CLIENT, clock=clock), SPECIAL_OCCASION)
    old = process.account.token()
    clock.time += 3000  # so that who asks now renews it
    simulator.control.add_fault("delay", path="/app/token", seconds=0.2)
    shared = process.account._token

    with ThreadPoolExecutor(THREADS) as pool:
        asked = [pool.submit(process.account.token)] + [pool.submit(shared.renewed, old) for _ in range(6)]
        found = {each.result() for each in asked}

    assert len(found) == 1
    assert old not in found
    assert len(sign_ins(simulator)) == 2
