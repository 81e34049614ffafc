import json
import time

import pytest
import requests

from liveperson_simulator.client import ControlError
from liveperson_simulator.credentials import Credentials
from liveperson_simulator.server import Simulator
from tests.simulator.api import ACCOUNT, path, session
from tests.simulator.test_sign_in import (
    API_KEY,
    APPLICATION,
    PROTECTED,
    USER,
    ApiKey,
    login,
    opened_by,
    signed,
    signed_read,
    token,
)

VALUES = {
    "client_id": "canary-of-the-client-id",
    "client_secret": "canary-of-the-client-secret",
    "bearer_token": "canary.of.the.bearer~token+=",
    "username": "canary of the user name",
    "password": "canary of the pässword",
    "app_key": "canary-of-the-app-key",
    "app_secret": "canary-of-the-app-secret",
    "access_token": "canary-of-the-access-token",
    "access_token_secret": "canary-of-the-access-token-secret",
}
CLIENT = {name: VALUES[name] for name in ("client_id", "client_secret")}
OWN_USER = {name: VALUES[name] for name in ("username", "password")}
OWN_KEY: ApiKey = (
    VALUES["app_key"],
    VALUES["app_secret"],
    VALUES["access_token"],
    VALUES["access_token_secret"],
)


@pytest.fixture
def own(simulator: Simulator) -> Simulator:
    simulator.control.set_credentials(**VALUES)
    return simulator


def application(*key: str) -> dict[str, str]:
    return {"username": "bot", **dict(zip(APPLICATION, key, strict=True))}


def told(simulator: Simulator) -> str:
    """Return all that a simulator says of the requests it had."""
    page = session(None).get(simulator.url).text
    return json.dumps(simulator.control.requests(), ensure_ascii=False) + page


def test_own_credentials_open_the_account_in_every_way(own: Simulator) -> None:
    assert opened_by(own, f"Bearer {VALUES['bearer_token']}") == 200
    assert opened_by(own, f"Bearer {token(own, **CLIENT).json()['access_token']}") == 200
    for body in (
        OWN_USER,
        application(*OWN_KEY),
        application(CLIENT["client_id"], CLIENT["client_secret"], "x", "x"),
    ):
        assert opened_by(own, f"Bearer {login(own, body).json()['bearer']}") == 200
    assert signed_read(own, "own", OWN_KEY) == 200


def test_the_built_in_credentials_stay_good(own: Simulator) -> None:
    assert opened_by(own, "Bearer simulator-bearer") == 200
    assert opened_by(own, "Bearer unprivileged-bearer") == 403
    assert token(own).status_code == login(own, USER).status_code == 200
    assert signed_read(own, "built in") == 200


def test_values_that_are_not_given_stay_built_in(simulator: Simulator) -> None:
    simulator.control.set_credentials(client_secret="rotated-secret", app_secret="rotated-app-secret")
    assert token(simulator, client_secret="rotated-secret").status_code == 200
    assert login(simulator, OWN_USER).status_code == 401
    rotated: ApiKey = (API_KEY[0], "rotated-app-secret", *API_KEY[2:])
    assert [signed_read(simulator, "new", rotated), signed_read(simulator, "old")] == [200, 200]


def test_the_values_of_two_identities_are_not_mixed(own: Simulator) -> None:
    assert token(own, client_id=VALUES["client_id"]).status_code == 401
    assert token(own, client_secret=VALUES["client_secret"]).status_code == 401
    assert login(own, USER | {"password": VALUES["password"]}).status_code == 401
    assert signed_read(own, "mixed", (*OWN_KEY[:3], API_KEY[3])) == 401


def test_credentials_that_are_given_later_come_on_top(own: Simulator) -> None:
    own.control.set_credentials(bearer_token="another-bearer")
    assert opened_by(own, "Bearer another-bearer") == 200
    assert opened_by(own, f"Bearer {VALUES['bearer_token']}") == 200


def test_a_reset_forgets_own_credentials_and_what_was_given_out_for_them(own: Simulator) -> None:
    issued = token(own, **CLIENT).json()["access_token"]
    own.control.reset()
    assert opened_by(own, f"Bearer {issued}") == 401
    assert opened_by(own, f"Bearer {VALUES['bearer_token']}") == 401
    assert token(own, **CLIENT).status_code == 401
    assert own.control.issued() == []


def test_a_wrong_signature_does_not_use_up_its_nonce(own: Simulator) -> None:
    assert signed_read(own, "once", (*OWN_KEY[:3], "wrong-secret")) == 401
    assert signed_read(own, "once", OWN_KEY) == 200


def test_credentials_that_cannot_be_understood_are_refused_and_not_told(simulator: Simulator) -> None:
    with pytest.raises(ControlError, match=r"^password must be text of at least 8 characters$"):
        simulator.control.set_credentials(client_id="long-enough", password="secret5")
    url = f"{simulator.url}/simulator/credentials"
    for sent in ({"secret": "canary-value"}, {"password": ["canary-value"]}, ["canary-value"]):
        answer = requests.put(url, json=sent, timeout=5)
        assert answer.status_code == 400
        assert "canary-value" not in answer.text
    assert token(simulator, client_id="long-enough").status_code == 401


@pytest.mark.parametrize("name", VALUES)
def test_a_value_that_a_client_puts_where_it_does_not_belong_is_told_nowhere(
    own: Simulator, name: str
) -> None:
    secret = VALUES[name]
    client = session()
    place = own.url + PROTECTED
    encoded = requests.utils.quote(secret, safe="")  # type: ignore[attr-defined]  # re-exported
    answers = [
        client.get(place, params={"select": f"({secret}", "v": "1.0"}),
        client.get(place, params={"v": secret, secret: secret}),
        client.get(place, headers={"If-Match": secret.encode()}),
        client.put(place, json=[{"id": secret}], headers={"If-Match": "1"}),
        client.post(place, json={"name": secret, "description": secret, "events": [secret]}),
        client.get(f"{place}/{encoded}"),
        client.get(own.url + path("specialoccasion", account=encoded)),
        client.get(f"{own.url}/api/account/{ACCOUNT}/service/{encoded}/baseURI.json"),
        client.get(f"{own.url}/api/account/{encoded}/service/baseURI.json"),
        client.get(f"{own.url}/{encoded}"),
        client.get(f"{own.url}/simulator/objects/{encoded}/skills"),
        login(own, OWN_USER | {"password": secret, "csrf": secret}, account="99999999"),
        token(own, client_id=secret, client_secret=f"{secret}{secret}"),
    ]
    for answer in answers:
        assert answer.status_code >= 400 or answer.request.headers.get("If-Match"), answer.request.url
        assert secret not in json.dumps(answer.json(), ensure_ascii=False)
    assert secret not in told(own)
    assert len(own.control.requests()) == len(answers) - 1


def test_a_value_that_begins_with_another_one_is_hidden_whole() -> None:
    text = Credentials().redacted("simulator-access-token-secret of simulator-access-token")
    assert text == "… of …"


def test_the_secrets_that_were_given_out_can_be_asked_for(simulator: Simulator) -> None:
    assert simulator.control.issued() == []
    welcome = login(simulator, USER).json()
    access_token = token(simulator).json()["access_token"]
    issued = simulator.control.issued()
    assert issued == [welcome["sessionId"], welcome["csrf"], welcome["bearer"], access_token]
    for secret in issued:
        session(f"Bearer {secret}").get(f"{simulator.url}/{secret}?{secret}={secret}&select={secret}")
        opened_by(simulator, f"Bearer {secret}")
    assert not [secret for secret in issued if secret in told(simulator)]


def test_a_signature_header_is_told_nowhere(own: Simulator) -> None:
    header = signed("GET", own.url + PROTECTED, {}, OWN_KEY, nonce="told", timestamp=int(time.time()))
    session(header).get(own.url + PROTECTED)
    assert header.split('oauth_signature="')[1].split('"')[0] not in told(own)
