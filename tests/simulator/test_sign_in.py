import base64
import hashlib
import hmac
import json
import time
from urllib.parse import quote

import jwt
import pytest
import requests

from liveperson_simulator.server import Simulator
from tests.simulator.api import ACCOUNT, OTHER_ACCOUNT, path, session

PROTECTED = path("specialoccasion")
CLIENT = {
    "client_id": "simulator-client",
    "client_secret": "simulator-secret",
    "grant_type": "client_credentials",
}
V1 = f"/sentinel/api/account/{ACCOUNT}/app/token?v=1.0"
V2 = f"/sentinel/api/v2/account/{ACCOUNT}/app/token"
V2_BY_QUERY = f"/sentinel/api/account/{ACCOUNT}/app/token?v=2.0"
ApiKey = tuple[str, str, str, str]
USER = {"username": "simulator-user", "password": "simulator-password"}
API_KEY: ApiKey = (
    "simulator-app-key",
    "simulator-app-secret",
    "simulator-access-token",
    "simulator-access-token-secret",
)
APPLICATION = dict(zip(("appKey", "secret", "accessToken", "accessTokenSecret"), API_KEY, strict=True))


def opened_by(simulator: Simulator, authorization: str | None, account: str = ACCOUNT) -> int:
    return session(authorization).get(simulator.url + path("specialoccasion", account=account)).status_code


def token(simulator: Simulator, **changes: str) -> requests.Response:
    return session(None).post(simulator.url + V2, data=CLIENT | changes)


def login(simulator: Simulator, body: dict[str, str], account: str = ACCOUNT) -> requests.Response:
    return session(None).post(f"{simulator.url}/api/account/{account}/login?v=1.3", json=body)


def test_without_a_credential_nothing_opens(simulator: Simulator) -> None:
    assert opened_by(simulator, None) == 401
    assert opened_by(simulator, "Bearer unknown") == 401
    assert opened_by(simulator, "Bearer a.b.c") == 401
    assert opened_by(simulator, "Basic c2ltdWxhdG9y") == 401


def test_a_static_bearer_opens_every_account_that_exists(simulator: Simulator) -> None:
    assert opened_by(simulator, "Bearer simulator-bearer") == 200
    assert opened_by(simulator, "Bearer simulator-bearer", OTHER_ACCOUNT) == 200
    assert opened_by(simulator, "Bearer simulator-bearer", "99999999") == 401


def test_a_bearer_without_the_privilege_is_forbidden(simulator: Simulator) -> None:
    assert opened_by(simulator, "Bearer unprivileged-bearer") == 403


@pytest.mark.parametrize("address", [V1, V2, V2_BY_QUERY])
def test_client_credentials_yield_a_token_that_opens_its_account_only(
    simulator: Simulator, address: str
) -> None:
    answer = session(None).post(simulator.url + address, data=CLIENT)
    assert answer.status_code == 200
    assert answer.json()["token_type"] == "Bearer"
    assert opened_by(simulator, f"Bearer {answer.json()['access_token']}") == 200
    assert opened_by(simulator, f"Bearer {answer.json()['access_token']}", OTHER_ACCOUNT) == 403


def test_the_token_verifies_with_the_published_keys_and_carries_the_documented_claims(
    simulator: Simulator,
) -> None:
    issued = token(simulator).json()["access_token"]
    keys = session(None).get(f"{simulator.url}/sentinel/well-known/jwks").json()["keys"]
    key = next(each for each in keys if each["kid"] == jwt.get_unverified_header(issued)["kid"])
    claims = jwt.decode(issued, jwt.PyJWK(key), algorithms=["RS256"], audience=ACCOUNT)
    assert (claims["azp"], claims["iss"], claims["exp"] - claims["iat"]) == (
        "simulator-client",
        "Sentinel",
        3600,
    )


def test_a_token_of_a_client_without_the_privilege_is_forbidden(simulator: Simulator) -> None:
    changes = {"client_id": "unprivileged-client", "client_secret": "unprivileged-secret"}
    assert opened_by(simulator, f"Bearer {token(simulator, **changes).json()['access_token']}") == 403


def test_a_token_that_somebody_else_signed_is_unknown(simulator: Simulator) -> None:
    forged = jwt.encode(
        {"aud": ACCOUNT, "azp": "simulator-client"}, "a secret of thirty-two characters", algorithm="HS256"
    )
    assert opened_by(simulator, f"Bearer {forged}") == 401


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "invalid_request"),
    ],
)
def test_a_wrong_token_request_is_refused_as_the_standard_says(
    simulator: Simulator, changes: dict[str, str], status: int, error: str
) -> None:
    answer = token(simulator, **changes)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_a_token_request_must_be_a_form_with_a_known_version(simulator: Simulator) -> None:
    assert session(None).post(simulator.url + V2, json=CLIENT).status_code == 400
    assert session(None).post(simulator.url + V1.replace("1.0", "3.0"), data=CLIENT).status_code == 400


@pytest.mark.parametrize("body", [USER, {"username": "bot"} | APPLICATION])
def test_a_login_yields_a_bearer_that_opens_its_account_only(
    simulator: Simulator, body: dict[str, str]
) -> None:
    answer = login(simulator, body)
    welcome = answer.json()
    assert answer.cookies["Session_id"] == welcome["sessionId"]
    assert len(welcome["bearer"]) == len(welcome["csrf"]) == 64
    assert welcome["sessionTTl"] == "28800000"
    assert welcome["config"]["loginName"] == body["username"]
    assert "sentinel" in {each["service"] for each in welcome["csdsCollectionResponse"]["baseURIs"]}
    assert opened_by(simulator, f"Bearer {welcome['bearer']}") == 200
    assert opened_by(simulator, f"Bearer {welcome['bearer']}", OTHER_ACCOUNT) == 403


def test_an_application_may_log_in_with_a_client_in_place_of_its_key(simulator: Simulator) -> None:
    body = APPLICATION | {"appKey": CLIENT["client_id"], "secret": CLIENT["client_secret"]}
    assert login(simulator, {"username": "bot"} | body).status_code == 200


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"password": "wrong"}, 401),
        ({"username": "nobody"}, 401),
        ({"password": 1}, 400),
        ({"username": None}, 400),
    ],
)
def test_a_wrong_login_is_refused(simulator: Simulator, changes: dict[str, str], status: int) -> None:
    assert login(simulator, USER | changes).status_code == status


def test_a_login_without_the_privilege_is_forbidden(simulator: Simulator) -> None:
    bearer = login(simulator, {"username": "unprivileged-user", "password": "unprivileged-password"}).json()[
        "bearer"
    ]
    assert opened_by(simulator, f"Bearer {bearer}") == 403


def renewed(simulator: Simulator, opened: requests.Response, service: str = "refresh") -> requests.Response:
    url = f"{simulator.url}/api/account/{ACCOUNT}/{service}"
    return session(None).post(url, json={"csrf": opened.json()["csrf"]}, cookies=dict(opened.cookies))


@pytest.mark.parametrize(
    ("knobs", "life"),
    [
        ({}, 28800),
        ({"session_lifetime": 900}, 900),
        ({"session_idle": 600}, 600),
        ({"session_lifetime": 900, "session_idle": 1200}, 900),
    ],
)
def test_a_session_ends_unless_it_is_refreshed_in_time(
    simulator: Simulator, knobs: dict[str, int], life: int
) -> None:
    simulator.control.set_knobs(**knobs)
    opened = login(simulator, USER)
    assert opened.json()["sessionTTl"] == str(knobs.get("session_lifetime", 28800) * 1000)
    bearer = f"Bearer {opened.json()['bearer']}"
    simulator.control.set_knobs(clock_offset=life - 60)
    assert (opened_by(simulator, bearer), renewed(simulator, opened).status_code) == (200, 200)
    simulator.control.set_knobs(clock_offset=2 * life - 120)
    assert opened_by(simulator, bearer) == 200
    simulator.control.set_knobs(clock_offset=2 * life - 60)
    assert (opened_by(simulator, bearer), renewed(simulator, opened).status_code) == (401, 401)


def test_a_session_that_only_its_bearer_uses_is_idle(simulator: Simulator) -> None:
    simulator.control.set_knobs(session_idle=600)
    bearer = f"Bearer {login(simulator, USER).json()['bearer']}"
    answers = []
    for offset in (300, 540, 600):
        simulator.control.set_knobs(clock_offset=offset)
        answers.append(opened_by(simulator, bearer))
    assert answers == [200, 200, 401]


def test_a_refresh_needs_the_cookie_and_the_csrf_token(simulator: Simulator) -> None:
    answer = login(simulator, USER)
    cookies, url = dict(answer.cookies), f"{simulator.url}/api/account/{ACCOUNT}/refresh"
    good = session(None).post(url, json={"csrf": answer.json()["csrf"]}, cookies=cookies)
    assert (good.status_code, good.content) == (200, b"")
    assert "Session_id" in good.cookies
    for refused in (
        session(None).post(url, json={"csrf": "wrong"}, cookies=cookies),
        session(None).post(url, json={"csrf": answer.json()["csrf"]}),
    ):
        assert refused.status_code == 401
        assert refused.json()["error"]["internalCode"] == 10
        assert refused.json()["error"]["responseStatus"] == "UNAUTHORIZED"


def test_a_logout_ends_the_bearer_and_no_other(simulator: Simulator) -> None:
    opened, other = login(simulator, USER), login(simulator, USER)
    bearers = [f"Bearer {each.json()['bearer']}" for each in (opened, other)]
    assert [opened_by(simulator, each) for each in bearers] == [200, 200]
    assert renewed(simulator, opened, "logout").ok
    assert [opened_by(simulator, each) for each in bearers] == [401, 200]
    assert renewed(simulator, opened).status_code == renewed(simulator, opened, "logout").status_code == 401


# The arithmetic of OAuth Core 1.0 section 9, written out: the simulator's own library must not check itself.
def signed(method: str, url: str, query: dict[str, str], key: ApiKey, *, nonce: str, timestamp: int) -> str:
    app_key, app_secret, access_token, access_token_secret = key
    protocol = {
        "oauth_consumer_key": app_key,
        "oauth_token": access_token,
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(timestamp),
        "oauth_nonce": nonce,
        "oauth_version": "1.0",
    }
    pairs = sorted((quote(k, safe="~"), quote(v, safe="~")) for k, v in (protocol | query).items())
    parameters = "&".join(f"{k}={v}" for k, v in pairs)
    base = "&".join(quote(each, safe="~") for each in (method, url, parameters))
    secret = f"{quote(app_secret, safe='~')}&{quote(access_token_secret, safe='~')}"
    digest = hmac.new(secret.encode(), base.encode(), hashlib.sha1).digest()
    protocol["oauth_signature"] = base64.b64encode(digest).decode()
    return "OAuth " + ", ".join(f'{k}="{quote(v, safe="~")}"' for k, v in protocol.items())


def test_the_signature_arithmetic_of_these_tests_gives_the_worked_vector() -> None:
    url = "https://zz.acr.example.net/api/account/71234567/configuration/ac-common/specialoccasion"
    key = ("exAppKey01", "exAppSecret02", "exAccessTok03", "exTokSecret04")
    header = signed(
        "GET", url, {"v": "1.0", "select": "id,name"}, key, nonce="n0nceA1b2C3", timestamp=1767225600
    )
    assert 'oauth_signature="HNq10JudR3i8Q9l5n5CSoi%2FBi7A%3D"' in header


def signed_read(simulator: Simulator, nonce: str, key: ApiKey = API_KEY, late: int = 0) -> int:
    query = {"v": "1.0", "select": "id,name"}
    header = signed(
        "GET", simulator.url + PROTECTED, query, key, nonce=nonce, timestamp=int(time.time()) - late
    )
    return session(header).get(simulator.url + PROTECTED, params=query).status_code


def test_a_signed_write_does_not_sign_its_body(simulator: Simulator) -> None:
    url = simulator.url + path("status-reasons")
    header = signed(
        "POST", url, {"v": "1.0", "_": "$all (x)"}, API_KEY, nonce="write", timestamp=int(time.time())
    )
    answer = session(header).post(
        url, params={"v": "1.0", "_": "$all (x)"}, json={"text": "Training", "state": "Away"}
    )
    assert answer.status_code == 200


def test_a_tunnelled_write_is_signed_as_the_post_it_is(simulator: Simulator) -> None:
    made = simulator.control.foreign_create(ACCOUNT, "status-reasons", {"text": "Training", "state": "Away"})
    url = simulator.url + path("status-reasons", made["id"])
    header = signed("POST", url, {}, API_KEY, nonce="tunnel", timestamp=int(time.time()))
    headers = {"X-HTTP-Method-Override": "DELETE", "If-Match": "2"}
    assert session(header).post(url, headers=headers).status_code == 200


def test_an_escaped_path_is_signed_as_it_was_sent(simulator: Simulator) -> None:
    url = simulator.url + path("specialoccasion", "4400000010%2C4400000110")
    header = signed("DELETE", url, {}, API_KEY, nonce="escaped", timestamp=int(time.time()))
    assert session(header).delete(url, headers={"If-Match": "1"}).json()["message"] == "No data found"


def test_a_signature_is_good_once(simulator: Simulator) -> None:
    assert [signed_read(simulator, "again"), signed_read(simulator, "again")] == [200, 401]


@pytest.mark.parametrize("position", range(4))
def test_a_signature_with_a_wrong_key_token_or_secret_is_refused(simulator: Simulator, position: int) -> None:
    key = ["wrong" if place == position else each for place, each in enumerate(API_KEY)]
    assert signed_read(simulator, f"wrong{position}", (key[0], key[1], key[2], key[3])) == 401


def test_a_header_that_is_no_signature_is_refused(simulator: Simulator) -> None:
    assert opened_by(simulator, "OAuth oauth_consumer_key=") == 401
    assert opened_by(simulator, 'OAuth oauth_consumer_key="simulator-app-key"') == 401


def test_a_key_without_the_privilege_is_forbidden(simulator: Simulator) -> None:
    key = [each.replace("simulator", "unprivileged") for each in API_KEY]
    assert signed_read(simulator, "forbidden", (key[0], key[1], key[2], key[3])) == 403


def test_the_log_holds_no_credential(simulator: Simulator) -> None:
    login(simulator, USER)
    login(simulator, {"username": "bot"} | APPLICATION)
    issued = token(simulator).json()["access_token"]
    opened_by(simulator, f"Bearer {issued}")
    signed_read(simulator, "logged")
    session(None).get(
        simulator.url + PROTECTED, params={"access_token": issued, "v": "1.0"}, headers={"If-Match": issued}
    )
    log = json.dumps(simulator.control.requests())
    for secret in (issued, "simulator-password", "simulator-secret", "simulator-bearer", *API_KEY):
        assert secret not in log
    page = session(None).get(simulator.url).text
    assert issued not in page
