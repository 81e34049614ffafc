"""No log, error or warning tells a secret, whichever way a process signs in and whatever goes wrong."""

import json
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import (
    ApiKey,
    ApplicationLogin,
    BearerToken,
    ClientCredentials,
    SignIn,
    UserLogin,
)
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.http.request_log import masked
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.log_file import LogFile
from tests.contract.process import FakeClock, Process, account

pytestmark = pytest.mark.threat("repeated-secret")

# One value for each credential that appears nowhere else.
CANARIES = {
    name: f"canary-{number}-{name}-q7Zx"
    for number, name in enumerate(
        (
            "client_id",
            "client_secret",
            "bearer_token",
            "username",
            "password",
            "app_key",
            "app_secret",
            "access_token",
            "access_token_secret",
        )
    )
}
_KEY = [CANARIES[name] for name in ("app_key", "app_secret", "access_token", "access_token_secret")]
_CLIENT = CANARIES["client_id"], CANARIES["client_secret"]
WAYS: dict[str, SignIn] = {
    "client": ClientCredentials(*_CLIENT),
    "client v1": ClientCredentials(*_CLIENT, 1),
    "user": UserLogin(CANARIES["username"], CANARIES["password"]),
    "application": ApplicationLogin(CANARIES["username"], *_KEY),
    "API key": ApiKey(*_KEY),
    "bearer": BearerToken(CANARIES["bearer_token"]),
}
EACH_WAY = pytest.mark.parametrize("sign_in", WAYS.values(), ids=WAYS)
EACH_LOG = pytest.mark.parametrize(
    ("level", "form"), [(level, form) for level in ("debug", "trace") for form in ("text", "json")]
)
ECHO = json.dumps({"message": " ".join(CANARIES.values()), "error": "invalid_client", **CANARIES})


def a_long_day(simulator: Simulator, sign_in: SignIn) -> list[LivePersonError]:
    """Do everything that a process does, with much that goes wrong, and return the errors."""
    clock, control = FakeClock(), simulator.control
    process = Process(account(simulator, sign_in, clock=clock), SPECIAL_OCCASION)
    errors = []
    for path in ("/app/token", "/login", "/refresh", "/logout", "/specialoccasion"):
        for fault in ({"kind": "status_before", "status": 503}, {"kind": "throttle"}, {"kind": "drop_after"}):
            control.add_fault(**fault, path=path)
    made = process.create("one")
    control.add_fault("status_before", method="PUT", path="/specialoccasion", status=401)

    def update(version: int) -> None:
        process.update(made.id, "one", after=version, overwrite=True)

    steps: list[Callable[[], Any]] = [
        lambda: update(1),
        lambda: clock.sleep(240),
        lambda: update(2),
        lambda: control.add_fault("status_before", path="/configuration/", status=401, times=2),
        lambda: update(3),
        lambda: clock.sleep(10**6),
        lambda: process.delete(made.id, "one", overwrite=True),
        process.account.close,
    ]
    for step in steps:
        try:
            step()
        except LivePersonError as error:
            errors.append(error)
    return errors


def found_in(text: str, simulator: Simulator) -> list[str]:
    """Return the secrets that a text tells, also those that LivePerson has given out."""
    issued = simulator.control.issued()
    return [
        secret for secret in (*CANARIES.values(), *issued, "oauth_signature=", "Bearer ") if secret in text
    ]


@EACH_WAY
@EACH_LOG
def test_no_log_tells_a_secret(
    simulator: Simulator,
    log: Callable[..., LogFile],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    *,
    sign_in: SignIn,
    level: str,
    form: str,
) -> None:
    caplog.set_level(1, "pulumi_liveperson")
    simulator.control.set_credentials(**CANARIES)
    file = log(level, form)

    errors = a_long_day(simulator, sign_in)

    shown = "".join("".join(traceback.format_exception(error)) for error in errors)
    said = "".join(str(vars(record)) for record in caplog.records)
    assert file.lines
    assert found_in(file.text + shown + said + "".join(capsys.readouterr()), simulator) == []


@pytest.mark.parametrize("name", ["client", "client v1", "user", "application"])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 451, 500])
@pytest.mark.parametrize("content_type", ["application/json", "text/html"])
def test_a_refused_sign_in_tells_no_secret_though_the_answer_repeats_it(
    simulator: Simulator, log: Callable[..., LogFile], name: str, status: int, content_type: str
) -> None:
    simulator.control.set_credentials(**CANARIES)
    file = log("trace")
    for path in ("/app/token", "/login"):
        simulator.control.add_fault(
            "status_before", path=path, status=status, body=ECHO, content_type=content_type, times=100
        )

    with pytest.raises(LivePersonError) as refused:
        account(simulator, WAYS[name]).token()

    told = "".join(traceback.format_exception(refused.value))
    assert file.of("POST", "")[0]["status"] == status
    assert found_in(file.text + told, simulator) == []


def test_what_a_masked_body_was_like_is_still_to_be_seen(
    simulator: Simulator, log: Callable[..., LogFile]
) -> None:
    file = log("trace")

    account(simulator, ClientCredentials("simulator-client", "simulator-secret")).token()

    (record,) = file.of("POST", "/app/token")
    assert record["sent"] == {"client_id": "[secret]", "client_secret": "[secret]", "grant_type": "[secret]"}
    assert set(record["received"]) == {"access_token", "token_type"}
    assert set(record["received"].values()) == {"[secret]"}


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ({"name": "A", "id": 5}, {"name": "A", "id": 5}),
        ({"password": "x", "Password2": "x"}, {"password": "[secret]", "Password2": "[secret]"}),
        ({"accessTokenSecret": "x", "csrf": "x"}, {"accessTokenSecret": "[secret]", "csrf": "[secret]"}),
        (
            {"bearer": {"value": "x", "n": [1, {"a": 2}]}},
            {"bearer": {"value": "[secret]", "n": ["[secret]", {"a": "[secret]"}]}},
        ),
        ([{"sessionId": "x", "name": "A"}], [{"sessionId": "[secret]", "name": "A"}]),
        ({"token": None, "appKey": ""}, {"token": None, "appKey": "[secret]"}),
        ("text", "text"),
        (None, None),
    ],
)
def test_what_could_be_a_secret_is_masked(body: Any, shown: Any) -> None:
    assert masked(body) == shown


def test_a_day_is_long_enough(simulator: Simulator) -> None:
    simulator.control.set_credentials(**CANARIES)

    errors = a_long_day(simulator, WAYS["application"])

    ends = {each["path"].rpartition("/")[2] for each in simulator.control.requests()}
    assert {"login", "refresh", "logout", "specialoccasion", "baseURI.json", "skills"} <= ends
    assert {401, 429, 503, None} <= {each["status"] for each in simulator.control.requests()}
    assert len(errors) == 1
