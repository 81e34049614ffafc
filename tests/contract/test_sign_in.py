"""Every way to sign in: that it opens the account, how it is refused, and what must never be told."""

import traceback
from dataclasses import replace

import pytest

from liveperson_simulator.client import Body
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import (
    ApiKey,
    ApplicationLogin,
    BearerToken,
    ClientCredentials,
    UserLogin,
)
from pulumi_liveperson.client.auth.sign_in import SignIn as Way
from pulumi_liveperson.client.errors import (
    ForbiddenError,
    LivePersonError,
    UnauthorizedError,
    UnreachableError,
)
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import Console, Process, account, occasions
from tests.contract.ways import (
    API_KEY,
    APPLICATION,
    ASKED_FOR,
    CLIENT,
    CLIENT_V1,
    EACH_WAY,
    KEY,
    SECRETS,
    SIGN_IN_PATHS,
    STATIC,
    USER,
    WITH_A_TOKEN,
    sign_ins,
)
from tests.objects import wire

WRONG = {
    "client": replace(CLIENT, client_secret="wr0ng-s3cret"),
    "client v1": replace(CLIENT_V1, client_secret="wr0ng-s3cret"),
    "user": replace(USER, password="wr0ng-s3cret"),
    "application": replace(APPLICATION, app_secret="wr0ng-s3cret"),
}
WITH_A_WRONG_SECRET = pytest.mark.parametrize("sign_in", WRONG.values(), ids=WRONG)
UNPRIVILEGED_KEY = [each.replace("simulator", "unprivileged") for each in KEY]
ALWAYS = 100  # times that a fault waits for


def spoil_sign_in(simulator: Simulator, kind: str, times: int = 1, **fault: object) -> None:
    for path in SIGN_IN_PATHS:
        simulator.control.add_fault(kind, path=path, times=times, **fault)  # type: ignore[arg-type]


@EACH_WAY
def test_each_way_opens_the_account(simulator: Simulator, console: Console, kind: Kind, sign_in: Way) -> None:
    writer = Process(account(simulator, sign_in), kind).writer

    made = writer.create(wire(kind, "Férias de Verão ☀"))
    writer.update(made.id, wire(kind, "Férias de Verão ☀"), wire(kind, "Férias de Verão ☀", 1))
    seen = Process(account(simulator, sign_in), kind).writer.read(made.id)
    written = console.live()
    writer.delete(made.id, wire(kind, "Férias de Verão ☀", 1))

    assert written == {"Férias de Verão ☀": wire(kind, "Férias de Verão ☀", 1)}
    assert seen is not None
    assert kind.differences({**seen.content, "id": seen.id}, wire(kind, "Férias de Verão ☀", 1)) == []
    assert console.live() == {}


@pytest.mark.parametrize(
    ("sign_in", "path", "query"),
    [
        (CLIENT, "/sentinel/api/v2/account/71234567/app/token", ""),
        (CLIENT_V1, "/sentinel/api/account/71234567/app/token", "v=1.0"),
        (USER, "/api/account/71234567/login", "v=1.3"),
        (APPLICATION, "/api/account/71234567/login", "v=1.3"),
    ],
    ids=["client", "client v1", "user", "application"],
)
def test_a_way_asks_for_its_token_at_an_address_of_its_own(
    simulator: Simulator, sign_in: Way, path: str, query: str
) -> None:
    occasions(simulator, sign_in).collection.objects()

    (asked,) = sign_ins(simulator)
    assert (asked["method"], asked["path"], asked["query"]) == ("POST", path, query)


@pytest.mark.parametrize("sign_in", [API_KEY, STATIC], ids=["API key", "bearer"])
def test_some_ways_ask_for_no_token(simulator: Simulator, sign_in: Way) -> None:
    occasions(simulator, sign_in).collection.objects()

    assert sign_ins(simulator) == []


@EACH_WAY
def test_nothing_is_sent_before_the_first_use(simulator: Simulator, sign_in: Way) -> None:
    account(simulator, sign_in)

    assert simulator.control.requests() == []


@WITH_A_WRONG_SECRET
def test_a_wrong_secret_is_tried_once(simulator: Simulator, sign_in: Way) -> None:
    process = occasions(simulator, sign_in)

    for _ in range(3):
        with pytest.raises(UnauthorizedError, match="Check liveperson:"):
            process.collection.objects()

    assert len(sign_ins(simulator)) == 1


@pytest.mark.parametrize("sign_in", [BearerToken("kn0wn-to-nobody"), replace(API_KEY, app_secret="wr0ng")])
def test_what_is_refused_and_not_to_be_renewed_is_an_error(simulator: Simulator, sign_in: Way) -> None:
    process = occasions(simulator, sign_in)

    with pytest.raises(UnauthorizedError, match="Check liveperson:") as refused:
        process.create("one")

    assert "kn0wn" not in str(refused.value)
    assert len([each for each in simulator.control.requests() if each["status"] == 401]) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 451])
@WITH_A_TOKEN
def test_a_refused_sign_in_is_final(simulator: Simulator, sign_in: Way, status: int) -> None:
    spoil_sign_in(simulator, "status_before", status=status)
    process = occasions(simulator, sign_in)

    told = set()
    for _ in range(3):
        with pytest.raises(LivePersonError, match=str(status)) as refused:
            process.collection.objects()
        told.add(str(refused.value))

    assert (len(told), len(sign_ins(simulator))) == (1, 1)


@pytest.mark.parametrize(
    "sign_in",
    [
        BearerToken("unprivileged-bearer"),
        ClientCredentials("unprivileged-client", "unprivileged-secret"),
        UserLogin("unprivileged-user", "unprivileged-password"),
        ApplicationLogin("unprivileged-user", *UNPRIVILEGED_KEY),
        ApiKey(*UNPRIVILEGED_KEY),
    ],
    ids=lambda way: type(way).__name__,
)
def test_a_lack_of_privilege_is_told_with_what_is_needed(simulator: Simulator, sign_in: Way) -> None:
    process = occasions(simulator, sign_in)

    with pytest.raises(ForbiddenError, match=r"lack a privilege.*40028.*Working Hours API"):
        process.create("one")

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


@WITH_A_TOKEN
@pytest.mark.parametrize("body", BODIES)
def test_an_answer_to_a_sign_in_without_a_token_is_one_clear_error(
    simulator: Simulator, sign_in: Way, body: str
) -> None:
    text, content_type = BODIES[body]
    spoil_sign_in(simulator, "body", ALWAYS, body=text, content_type=content_type)
    process = occasions(simulator, sign_in)

    with pytest.raises(UnreachableError, match=r"POST (http|/)") as failed:
        process.collection.objects()

    assert "s3cret" not in "".join(traceback.format_exception(failed.value))


FAULTS: list[Body] = [
    {"kind": "status_before", "status": 500},
    {"kind": "status_before", "status": 400, "body": '{"message": "no"}'},
    {"kind": "status_before", "status": 403},
    {"kind": "throttle"},
    {"kind": "drop_before"},
    {"kind": "body", "body": "<html>"},
    {"kind": "body"},
]


@EACH_WAY
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: " ".join(str(each) for each in fault.values()))
def test_no_error_shows_a_secret(simulator: Simulator, sign_in: Way, fault: Body) -> None:
    for path in SIGN_IN_PATHS if sign_in in ASKED_FOR.values() else ("/configuration/",):
        simulator.control.add_fault(**fault, path=path, times=ALWAYS)
    process = occasions(simulator, sign_in)

    with pytest.raises(LivePersonError) as failed:
        process.create("one")

    told = "".join(traceback.format_exception(failed.value))
    assert [secret for secret in SECRETS if secret in told] == []


@pytest.mark.parametrize("bearer", ["s3cret\n", "s3cret\r\nX-Header: yes", "s3cr\u20act s3cret"])
def test_a_token_that_no_header_can_carry_is_an_error_that_does_not_show_it(
    simulator: Simulator, bearer: str
) -> None:
    process = occasions(simulator, BearerToken(bearer))

    with pytest.raises(LivePersonError) as failed:
        process.create("one")

    assert "s3cret" not in str(failed.value)


@EACH_WAY
def test_no_representation_shows_a_secret(simulator: Simulator, sign_in: Way) -> None:
    token = account(simulator, sign_in).token()

    shown = repr((sign_in, token, token.auth, token.session))

    assert not any(secret in shown for secret in (*SECRETS, *simulator.control.issued()))


def test_an_unknown_account_is_told_before_any_credential_is_sent(simulator: Simulator) -> None:
    unknown = account(simulator, CLIENT, "99999999")

    with pytest.raises(LivePersonError, match="does not know the account 99999999"):
        unknown.collection(SPECIAL_OCCASION).objects()

    assert sign_ins(simulator) == []
