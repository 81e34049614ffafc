"""Every way to sign in, when it is done again, and what must never be told."""

import json
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest

from provider.liveperson.account import Account
from provider.liveperson.domains import Domains
from provider.liveperson.errors import (
    ForbiddenError,
    LivePersonError,
    ServerError,
    UnauthorizedError,
    UnreachableError,
)
from provider.liveperson.kinds import SPECIAL_OCCASION
from provider.liveperson.sign_in import BearerToken, ClientCredentials, SharedToken, SignIn, UserLogin
from provider.liveperson.transport import Transport
from simulator.client import Body
from simulator.server import Simulator
from tests.contract.process import ACCOUNT, Process, account, occasion

Result = TypeVar("Result")

CLIENT = ClientCredentials("simulator-client", "simulator-secret")
USER = UserLogin("simulator-user", "simulator-password")
STATIC = BearerToken("simulator-bearer")
EACH_WAY = pytest.mark.parametrize("sign_in", [CLIENT, USER, STATIC], ids=lambda way: type(way).__name__)
WITH_A_SECRET = pytest.mark.parametrize("sign_in", [CLIENT, USER], ids=lambda way: type(way).__name__)
WRONG = pytest.mark.parametrize(
    "sign_in",
    [ClientCredentials("simulator-client", "wr0ng-s3cret"), UserLogin("simulator-user", "wr0ng-s3cret")],
    ids=lambda way: type(way).__name__,
)
SIGN_IN_PATHS = ("/app/token", "/login")
THREADS = 8


def sign_ins(simulator: Simulator) -> list[Body]:
    return [each for each in simulator.control.requests() if each["path"].endswith(SIGN_IN_PATHS)]


def occasions(simulator: Simulator, sign_in: SignIn) -> Process:
    return Process(account(simulator, sign_in), SPECIAL_OCCASION)


def all_at_once(work: Callable[[], Result]) -> list[Result | LivePersonError]:
    """Do work in several threads that start at the same moment, and return results and errors."""
    start = Barrier(THREADS)

    def run(_number: int) -> Result | LivePersonError:
        start.wait()
        try:
            return work()
        except LivePersonError as error:
            return error

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 5_000.0

    def __call__(self) -> float:
        return self.now


class Tokens:
    """A shared token of a real sign-in, on a clock that is set by hand."""

    def __init__(self, simulator: Simulator, sign_in: SignIn) -> None:
        transport = Transport()
        domains = Domains(transport, simulator.url, ACCOUNT)
        self.clock = Clock()
        self.shared = SharedToken(lambda: sign_in.obtain(transport, domains), self.clock)


@EACH_WAY
def test_every_way_opens_the_account(simulator: Simulator, sign_in: SignIn) -> None:
    process = occasions(simulator, sign_in)

    process.writer.create(occasion("one"))

    assert len(simulator.control.objects(ACCOUNT, "specialoccasion")) == 1
    assert len(sign_ins(simulator)) == (0 if sign_in is STATIC else 1)


@EACH_WAY
def test_nothing_is_sent_before_the_first_use(simulator: Simulator, sign_in: SignIn) -> None:
    account(simulator, sign_in)

    assert simulator.control.requests() == []


@WITH_A_SECRET
def test_one_sign_in_serves_many_requests(simulator: Simulator, sign_in: SignIn) -> None:
    process = occasions(simulator, sign_in)

    for _ in range(5):
        process.collection.objects()

    assert len(sign_ins(simulator)) == 1


@pytest.mark.parametrize("expires_in", ["absent", "present"])
def test_a_client_token_is_renewed_at_80_percent_of_its_life(simulator: Simulator, expires_in: str) -> None:
    simulator.control.set_knobs(token_lifetime=1000, expires_in=expires_in)
    tokens = Tokens(simulator, CLIENT)
    tokens.shared.value()

    tokens.clock.now += 799
    tokens.shared.value()
    early = len(sign_ins(simulator))
    tokens.clock.now += 1
    tokens.shared.value()
    tokens.clock.now += 799
    tokens.shared.value()

    assert early == 1
    assert len(sign_ins(simulator)) == 2


def test_a_session_is_renewed_at_80_percent_of_its_life(simulator: Simulator) -> None:
    simulator.control.set_knobs(session_lifetime=1000)
    tokens = Tokens(simulator, USER)
    first = tokens.shared.value()

    tokens.clock.now += 799
    same = tokens.shared.value()
    tokens.clock.now += 1
    second = tokens.shared.value()

    assert same == first
    assert second != first
    assert len(sign_ins(simulator)) == 2


def test_a_bearer_token_is_never_renewed(simulator: Simulator) -> None:
    tokens = Tokens(simulator, STATIC)
    first = tokens.shared.value()

    tokens.clock.now += 10**9

    assert tokens.shared.value() == first == "simulator-bearer"


@WITH_A_SECRET
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_token_that_is_refused_in_the_middle_of_a_run_is_renewed_once(
    simulator: Simulator, sign_in: SignIn, method: str
) -> None:
    process = occasions(simulator, sign_in)
    process.collection.objects()
    simulator.control.set_knobs(token_lifetime=1800)  # makes the next token another one
    simulator.control.add_fault("status_before", method=method, path="/configuration/", status=401)

    made = process.writer.create(occasion("one"))
    process.writer.update(made.id, occasion("one"), occasion("one", 1))
    process.writer.delete(made.id, occasion("one", 1))

    refused = [each for each in simulator.control.requests() if each["status"] == 401]
    assert len(refused) == 1
    assert len(sign_ins(simulator)) == 2
    assert simulator.control.objects(ACCOUNT, "specialoccasion") == []


def test_a_session_that_is_lost_in_the_middle_of_a_run_is_opened_again(simulator: Simulator) -> None:
    process = occasions(simulator, USER)
    process.collection.objects()
    simulator.control.reset()  # forgets all sessions

    listed, _ = process.collection.objects()

    assert listed == []
    assert [each["status"] for each in simulator.control.requests()] == [401, 200, 200]


@WITH_A_SECRET
def test_a_fresh_token_that_is_refused_too_is_an_error(simulator: Simulator, sign_in: SignIn) -> None:
    simulator.control.add_fault("status_before", path="/configuration/", status=401, times=100)
    process = occasions(simulator, sign_in)

    with pytest.raises(UnauthorizedError, match="Check the credentials of this stack"):
        process.writer.create(occasion("one"))

    assert len(sign_ins(simulator)) == 2


def test_a_bearer_token_that_is_refused_is_an_error_at_once(simulator: Simulator) -> None:
    process = occasions(simulator, BearerToken("kn0wn-to-nobody"))

    with pytest.raises(UnauthorizedError, match="Check the credentials of this stack") as refused:
        process.writer.create(occasion("one"))

    assert "kn0wn" not in str(refused.value)
    assert len([each for each in simulator.control.requests() if each["status"] == 401]) == 1


@WITH_A_SECRET
def test_threads_that_need_a_token_sign_in_once(simulator: Simulator, sign_in: SignIn) -> None:
    simulator.control.set_knobs(latency_ms=20)
    process = occasions(simulator, sign_in)

    results = all_at_once(process.collection.objects)

    assert results == [([], "1")] * THREADS
    assert len(sign_ins(simulator)) == 1


def test_threads_whose_session_is_lost_sign_in_once(simulator: Simulator) -> None:
    process = occasions(simulator, USER)
    process.collection.objects()
    simulator.control.reset()  # forgets all sessions
    simulator.control.set_knobs(latency_ms=20)

    results = all_at_once(process.collection.objects)

    assert results == [([], "1")] * THREADS
    assert len(sign_ins(simulator)) == 1


def test_threads_whose_token_grows_old_sign_in_once(simulator: Simulator) -> None:
    simulator.control.set_knobs(latency_ms=20)
    tokens = Tokens(simulator, USER)
    first = tokens.shared.value()
    tokens.clock.now += 10**6

    results = all_at_once(tokens.shared.value)

    assert len(set(results)) == 1
    assert first not in results
    assert len(sign_ins(simulator)) == 2


@WRONG
def test_a_wrong_secret_is_tried_once(simulator: Simulator, sign_in: SignIn) -> None:
    process = occasions(simulator, sign_in)

    for _ in range(3):
        with pytest.raises(UnauthorizedError, match="Check the credentials of this stack"):
            process.collection.objects()

    assert len(sign_ins(simulator)) == 1


@WRONG
def test_threads_try_a_wrong_secret_once(simulator: Simulator, sign_in: SignIn) -> None:
    process = occasions(simulator, sign_in)

    results = all_at_once(process.collection.objects)

    assert [type(each) for each in results] == [UnauthorizedError] * THREADS
    assert len(sign_ins(simulator)) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 451])
@WITH_A_SECRET
def test_a_refused_sign_in_is_final(simulator: Simulator, sign_in: SignIn, status: int) -> None:
    for path in SIGN_IN_PATHS:
        simulator.control.add_fault("status_before", path=path, status=status)
    process = occasions(simulator, sign_in)

    for _ in range(3):
        with pytest.raises(LivePersonError, match=str(status)):
            process.collection.objects()

    assert len(sign_ins(simulator)) == 1


@WITH_A_SECRET
def test_a_sign_in_that_only_failed_is_tried_again(simulator: Simulator, sign_in: SignIn) -> None:
    for path in SIGN_IN_PATHS:
        simulator.control.add_fault("status_before", path=path, status=503)
    process = occasions(simulator, sign_in)
    with pytest.raises(ServerError, match="503"):
        process.collection.objects()

    listed, _ = process.collection.objects()

    assert listed == []


@pytest.mark.parametrize(
    "sign_in",
    [
        BearerToken("unprivileged-bearer"),
        ClientCredentials("unprivileged-client", "unprivileged-secret"),
        UserLogin("unprivileged-user", "unprivileged-password"),
    ],
    ids=lambda way: type(way).__name__,
)
def test_a_lack_of_privilege_is_told(simulator: Simulator, sign_in: SignIn) -> None:
    process = occasions(simulator, sign_in)

    with pytest.raises(ForbiddenError, match="Give the credentials the privilege"):
        process.writer.create(occasion("one"))

    assert len(sign_ins(simulator)) <= 1


BODIES = {
    "a page": ("<html>sign in here</html>", "text/html"),
    "nothing": ("", "text/plain"),
    "half an answer": ('{"access_token": "s3cret', "application/json"),
    "a list": ('["s3cret"]', "application/json"),
    "another token": ('{"refresh_token": "s3cret"}', "application/json"),
    "an empty token": ('{"access_token": "", "bearer": ""}', "application/json"),
    "a number": ('{"access_token": 5, "bearer": 5}', "application/json"),
}


@WITH_A_SECRET
@pytest.mark.parametrize("body", BODIES)
def test_an_answer_to_a_sign_in_without_a_token_is_one_clear_error(
    simulator: Simulator, sign_in: SignIn, body: str
) -> None:
    text, content_type = BODIES[body]
    for path in SIGN_IN_PATHS:
        simulator.control.add_fault("body", path=path, body=text, content_type=content_type)
    process = occasions(simulator, sign_in)

    with pytest.raises(UnreachableError, match="POST http") as failed:
        process.collection.objects()

    assert "s3cret" not in "".join(traceback.format_exception(failed.value))


@WITH_A_SECRET
def test_a_life_that_is_no_number_is_no_accident(simulator: Simulator, sign_in: SignIn) -> None:
    token, life = "simulator-bearer", "for ever"
    answer = {"access_token": token, "bearer": token, "expires_in": life, "sessionTTl": life}
    for path in SIGN_IN_PATHS:
        simulator.control.add_fault(
            "body", path=path, body=json.dumps(answer), content_type="application/json"
        )
    process = occasions(simulator, sign_in)

    listed, _ = process.collection.objects()

    assert listed == []


SECRETS = ("simulator-secret", "simulator-password", "simulator-bearer", "s3cret")


@EACH_WAY
@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status_before", "status": 500},
        {"kind": "status_before", "status": 400, "body": '{"message": "no"}'},
        {"kind": "status_before", "status": 403},
        {"kind": "drop_before"},
        {"kind": "body", "body": "<html>"},
        {"kind": "body"},
    ],
    ids=lambda fault: " ".join(str(value) for value in fault.values()),
)
def test_no_error_shows_a_secret(simulator: Simulator, sign_in: SignIn, fault: Body) -> None:
    for path in SIGN_IN_PATHS if sign_in is not STATIC else ("/configuration/",):
        simulator.control.add_fault(**fault, path=path, times=100)
    process = occasions(simulator, sign_in)

    with pytest.raises(LivePersonError) as failed:
        process.writer.create(occasion("one"))

    told = "".join(traceback.format_exception(failed.value))
    assert [secret for secret in SECRETS if secret in told] == []


@pytest.mark.parametrize("bearer", ["s3cret\n", "s3cret\r\nX-Header: yes", "s3cr\u20act s3cret"])
def test_a_token_that_no_header_can_carry_is_an_error_that_does_not_show_it(
    simulator: Simulator, bearer: str
) -> None:
    process = occasions(simulator, BearerToken(bearer))

    with pytest.raises(LivePersonError) as failed:
        process.writer.create(occasion("one"))

    assert "s3cret" not in str(failed.value)


@WITH_A_SECRET
def test_no_error_shows_a_secret_that_the_server_repeats(simulator: Simulator, sign_in: SignIn) -> None:
    said = json.dumps({"message": "client_secret=simulator-secret password=simulator-password"})
    for path in SIGN_IN_PATHS:
        simulator.control.add_fault("status_before", path=path, status=400, body=said)
    process = occasions(simulator, sign_in)

    with pytest.raises(LivePersonError) as failed:
        process.writer.create(occasion("one"))

    assert [secret for secret in SECRETS if secret in str(failed.value)] == []


@EACH_WAY
def test_no_representation_shows_a_secret(sign_in: SignIn) -> None:
    assert not any(secret in repr(sign_in) for secret in SECRETS)


def test_a_token_goes_to_no_other_service(simulator: Simulator) -> None:
    process = occasions(simulator, USER)

    process.collection.objects()

    signed = [each["url"] for each in process.sent if each.get("bearer")]
    assert signed == [each["url"] for each in process.sent if "/configuration/" in each["url"]]


def test_a_netrc_file_is_not_looked_into(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password s3cret\n")
    monkeypatch.setenv("NETRC", str(netrc))

    listed, _ = occasions(simulator, STATIC).collection.objects()

    assert listed == []


def test_an_unknown_account_is_told(simulator: Simulator) -> None:
    unknown = Account("99999999", simulator.url, CLIENT, {})

    with pytest.raises(LivePersonError, match="does not know the account 99999999"):
        unknown._send("GET", "ac-common/specialoccasion")

    assert sign_ins(simulator) == []
