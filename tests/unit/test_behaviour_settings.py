"""What the stack configuration and the environment may say about how to go about it."""

from typing import Any

import pytest

from pulumi_liveperson.client.auth.sign_in import ClientCredentials
from pulumi_liveperson.logs import NO_LOG, LogSettings
from pulumi_liveperson.settings import Settings, variable
from tests.unit.test_settings import ACCOUNT, NEEDED, refusal, settings

CLIENT = ACCOUNT | {"liveperson:clientId": "client", "liveperson:clientSecret": "s3cret"}
DEFAULTS = {
    "overwrite": False,
    "read_only_service": False,
    "operation_timeout": 300.0,
    "max_requests_per_second": None,
    "log": NO_LOG,
}
# A key, what it may be, and what of the settings it decides.
GOOD: list[tuple[str, str, dict[str, Any]]] = [
    ("onConflict", "fail", {}),
    ("onConflict", "overwrite", {"overwrite": True}),
    ("readOnlyService", "false", {}),
    ("readOnlyService", "true", {"read_only_service": True}),
    ("operationTimeout", "900", {"operation_timeout": 900.0}),
    ("operationTimeout", "0.5", {"operation_timeout": 0.5}),
    ("operationTimeout", "1e3", {"operation_timeout": 1000.0}),
    ("maxRequestsPerSecond", "5", {"max_requests_per_second": 5.0}),
    ("maxRequestsPerSecond", "0.5", {"max_requests_per_second": 0.5}),
    ("log", "debug", {"log": LogSettings("debug")}),
    ("log", "trace", {"log": LogSettings("trace")}),
    ("logFile", "requests.log", {"log": LogSettings(file="requests.log")}),
    ("logFormat", "text", {}),
    ("logFormat", "json", {"log": LogSettings(format="json")}),
]
VARIABLES = {
    "onConflict": "LIVEPERSON_ON_CONFLICT",
    "readOnlyService": "LIVEPERSON_READ_ONLY_SERVICE",
    "operationTimeout": "LIVEPERSON_OPERATION_TIMEOUT",
    "maxRequestsPerSecond": "LIVEPERSON_MAX_REQUESTS_PER_SECOND",
    "sentinelVersion": "LIVEPERSON_SENTINEL_VERSION",
    "log": "LIVEPERSON_LOG",
    "logFile": "LIVEPERSON_LOG_FILE",
    "logFormat": "LIVEPERSON_LOG_FORMAT",
}
EACH_GOOD = pytest.mark.parametrize(("key", "value", "decided"), GOOD)


def behaviour(found: Settings) -> dict[str, Any]:
    return {name: getattr(found, name) for name in DEFAULTS}


def test_every_key_has_a_default() -> None:
    assert behaviour(settings(NEEDED)) == DEFAULTS


@EACH_GOOD
def test_a_key_decides_one_thing(key: str, value: str, decided: dict[str, Any]) -> None:
    assert behaviour(settings(NEEDED | {f"liveperson:{key}": value})) == DEFAULTS | decided


@EACH_GOOD
def test_every_key_may_come_from_the_environment_and_wins(
    key: str, value: str, decided: dict[str, Any]
) -> None:
    configured = NEEDED | {f"liveperson:{key}": "something else"}

    assert behaviour(settings(configured, {VARIABLES[key]: value})) == DEFAULTS | decided


@pytest.mark.parametrize(("key", "name"), VARIABLES.items())
def test_a_variable_is_named_after_its_key(key: str, name: str) -> None:
    assert variable(key) == name


@pytest.mark.parametrize("key", VARIABLES)
def test_an_empty_value_is_the_default(key: str) -> None:
    assert settings(CLIENT | {f"liveperson:{key}": ""}, {VARIABLES[key]: ""}) == settings(CLIENT)


@pytest.mark.parametrize(
    ("configured", "version"),
    [({}, 2), ({"liveperson:sentinelVersion": "2"}, 2), ({"liveperson:sentinelVersion": "1"}, 1)],
)
def test_the_version_of_sentinel_is_2_unless_the_key_says_1(configured: dict[str, str], version: int) -> None:
    assert settings(CLIENT | configured).sign_in == ClientCredentials("client", "s3cret", version)


def test_the_version_of_sentinel_matters_to_no_other_way_to_sign_in() -> None:
    assert settings(NEEDED | {"liveperson:sentinelVersion": "1"}) == settings(NEEDED)


@pytest.mark.parametrize(
    ("key", "choices"),
    [
        ("onConflict", "fail or overwrite"),
        ("readOnlyService", "false or true"),
        ("sentinelVersion", "2 or 1"),
        ("log", "debug or trace"),
        ("logFormat", "text or json"),
    ],
)
@pytest.mark.parametrize("value", ["yes", "1.0", "3", "TRUE", " true", "info", "xml", "nein danke"])
def test_anything_but_a_choice_is_refused_with_the_choices(key: str, choices: str, value: str) -> None:
    message = refusal(CLIENT | {f"liveperson:{key}": value})

    assert message == f"liveperson:{key} is {value!r}; it must be {choices}."


@pytest.mark.parametrize("key", ["operationTimeout", "maxRequestsPerSecond"])
@pytest.mark.parametrize(
    "value", ["0", "-1", "0.0", "nan", "inf", "-inf", "1e999", "five", "5 s", "5,5", "0x10", "--5"]
)
def test_anything_but_a_number_above_0_is_refused(key: str, value: str) -> None:
    message = refusal(NEEDED | {f"liveperson:{key}": value})

    assert message == f"liveperson:{key} is {value!r}; it must be a number above 0."


@pytest.mark.parametrize("key", ["operationTimeout", "maxRequestsPerSecond", "log", "readOnlyService"])
def test_a_value_that_is_no_good_is_refused_from_the_environment_too(key: str) -> None:
    assert f"liveperson:{key} is 'no'" in refusal(NEEDED, {VARIABLES[key]: "no"})
