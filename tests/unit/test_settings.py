"""What the stack configuration and the environment may say."""

import re
from collections.abc import Mapping

import pytest

from pulumi_liveperson.client.auth.sign_in import (
    ApiKey,
    ApplicationLogin,
    BearerToken,
    ClientCredentials,
    UserLogin,
)
from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.settings import Settings, read_settings

ACCOUNT = {"liveperson:accountId": "71234567"}
BEARER = {"liveperson:bearerToken": "s3cret-bearer"}
NEEDED = ACCOUNT | BEARER
API_KEY = {
    "liveperson:appKey": "s3cret-key",
    "liveperson:appSecret": "s3cret-app",
    "liveperson:accessToken": "s3cret-token",
    "liveperson:accessTokenSecret": "s3cret-token-secret",
}
WAYS: list[tuple[dict[str, str], object]] = [
    (
        {"liveperson:clientId": "client", "liveperson:clientSecret": "s3cret"},
        ClientCredentials("client", "s3cret"),
    ),
    ({"liveperson:bearerToken": "s3cret"}, BearerToken("s3cret")),
    ({"liveperson:username": "operator", "liveperson:password": "s3cret"}, UserLogin("operator", "s3cret")),
    (API_KEY, ApiKey("s3cret-key", "s3cret-app", "s3cret-token", "s3cret-token-secret")),
    (
        API_KEY | {"liveperson:username": "operator"},
        ApplicationLogin("operator", "s3cret-key", "s3cret-app", "s3cret-token", "s3cret-token-secret"),
    ),
]


def settings(configuration: Mapping[str, str], environment: Mapping[str, str] | None = None) -> Settings:
    return read_settings(configuration.get, environment or {})


def refusal(configuration: Mapping[str, str], environment: Mapping[str, str] | None = None) -> str:
    """Return the message for a configuration that is no good."""
    with pytest.raises(ConfigurationError) as refused:
        settings(configuration, environment)
    return str(refused.value)


def test_the_account_is_read() -> None:
    assert settings(NEEDED).account_id == "71234567"


def test_liveperson_itself_is_the_default() -> None:
    assert settings(NEEDED).domain_api_url == "https://api.liveperson.net"


def test_another_domain_api_may_be_named_in_the_environment() -> None:
    configured = settings(NEEDED, {"LIVEPERSON_DOMAIN_API_URL": "https://api.example.net/"})

    assert configured.domain_api_url == "https://api.example.net"


@pytest.mark.threat("configuration-in-the-state")
@pytest.mark.parametrize(
    "url", ["https://api.example.net", "https://api.liveperson.net.example.net", "https://notliveperson.net"]
)
def test_the_configuration_alone_sends_the_credentials_to_no_other_server(url: str) -> None:
    message = refusal(NEEDED | {"liveperson:domainApiUrl": url})

    assert f"`LIVEPERSON_DOMAIN_API_URL={url}`" in message


@pytest.mark.threat("configuration-in-the-state")
@pytest.mark.parametrize("file", [".bashrc", "__main__.py", "folder.log/program", "log"])
def test_the_configuration_alone_names_no_file_but_a_log(file: str) -> None:
    assert f"`LIVEPERSON_LOG_FILE={file}`" in refusal(NEEDED | {"liveperson:logFile": file})
    assert settings(NEEDED, {"LIVEPERSON_LOG_FILE": file}).log.file == file


@pytest.mark.parametrize(("keys", "way"), WAYS)
def test_the_keys_select_the_sign_in_method(keys: dict[str, str], way: object) -> None:
    assert settings(ACCOUNT | keys).sign_in == way


@pytest.mark.parametrize(
    ("key", "variable"),
    [
        *(("accountId", "LIVEPERSON_ACCOUNT_ID"), ("domainApiUrl", "LIVEPERSON_DOMAIN_API_URL")),
        *(("clientId", "LIVEPERSON_CLIENT_ID"), ("clientSecret", "LIVEPERSON_CLIENT_SECRET")),
        ("bearerToken", "LIVEPERSON_BEARER_TOKEN"),
        *(("username", "LIVEPERSON_USERNAME"), ("password", "LIVEPERSON_PASSWORD")),
        *(("appKey", "LIVEPERSON_APP_KEY"), ("appSecret", "LIVEPERSON_APP_SECRET")),
        ("accessToken", "LIVEPERSON_ACCESS_TOKEN"),
        ("accessTokenSecret", "LIVEPERSON_ACCESS_TOKEN_SECRET"),
    ],
)
def test_every_key_may_come_from_the_environment(key: str, variable: str) -> None:
    api_key = {name.removeprefix("liveperson:"): value for name, value in API_KEY.items()}
    whole = {
        "accountId": "71234567",
        "domainApiUrl": "https://api.liveperson.net",
        **{
            "clientId": {"clientId": "client", "clientSecret": "s3cret"},
            "clientSecret": {"clientId": "client", "clientSecret": "s3cret"},
            "username": {"username": "operator", "password": "s3cret"},
            "password": {"username": "operator", "password": "s3cret"},
            **dict.fromkeys(api_key, api_key),
        }.get(key, {"bearerToken": "s3cret"}),
    }
    configured = {f"liveperson:{name}": value for name, value in whole.items()}
    elsewhere = {name: value for name, value in configured.items() if name != f"liveperson:{key}"}

    assert settings(elsewhere, {variable: whole[key]}) == settings(configured)


@pytest.mark.parametrize("key", ["appKey", "appSecret", "accessToken", "accessTokenSecret"])
def test_an_api_key_in_the_environment_is_found(key: str) -> None:
    variable = "LIVEPERSON_" + re.sub("([A-Z])", r"_\1", key).upper()

    assert key in refusal(NEEDED, {variable: "s3cret"})


def test_the_environment_wins() -> None:
    environment = {"LIVEPERSON_ACCOUNT_ID": "elsewhere", "LIVEPERSON_BEARER_TOKEN": "newer"}

    configured = settings(NEEDED, environment)

    assert (configured.account_id, configured.sign_in) == ("elsewhere", BearerToken("newer"))


def test_an_empty_environment_variable_counts_as_absent() -> None:
    environment = {"LIVEPERSON_BEARER_TOKEN": "", "LIVEPERSON_CLIENT_SECRET": "", "LIVEPERSON_ACCOUNT_ID": ""}

    assert settings(NEEDED, environment) == settings(NEEDED)


def test_an_empty_key_counts_as_absent() -> None:
    assert settings(NEEDED | {"liveperson:password": ""}) == settings(NEEDED)


def test_a_missing_account_is_reported_with_both_settings() -> None:
    message = refusal(BEARER)

    assert "pulumi config set liveperson:accountId" in message
    assert "LIVEPERSON_ACCOUNT_ID" in message


@pytest.mark.parametrize("account", ["712 34567", "71234567/..", "a" * 21, "ação"])
def test_an_account_id_is_one_to_twenty_word_characters(account: str) -> None:
    assert "liveperson:accountId" in refusal(BEARER | {"liveperson:accountId": account})


@pytest.mark.parametrize("account", ["7", "a" * 20, "le_71234567"])
def test_an_account_id_may_be_letters_digits_and_underscores(account: str) -> None:
    assert settings(BEARER | {"liveperson:accountId": account}).account_id == account


def test_missing_credentials_are_reported_with_all_methods() -> None:
    message = refusal(ACCOUNT)

    for key in (*API_KEY, "clientId", "clientSecret", "bearerToken", "username", "password"):
        assert key.removeprefix("liveperson:") in message


@pytest.mark.parametrize(
    "keys",
    [
        ["clientId"],
        ["clientSecret"],
        ["username"],
        ["password"],
        ["clientId", "clientSecret", "bearerToken"],
        ["clientId", "clientSecret", "username", "password"],
        ["bearerToken", "password"],
        ["clientId", "clientSecret", "username"],
        ["bearerToken", "appKey"],
        ["appKey", "appSecret", "accessToken"],
        ["username", "appKey", "appSecret", "accessToken"],
        ["username", "password", "appKey", "appSecret", "accessToken", "accessTokenSecret"],
    ],
)
def test_anything_but_one_complete_sign_in_method_is_refused_by_its_keys(keys: list[str]) -> None:
    message = refusal(ACCOUNT | {f"liveperson:{key}": f"s3cret-{key}" for key in keys})

    assert f"The keys {', '.join(sorted(keys))} are set" in message
    assert "s3cret" not in message


@pytest.mark.parametrize(
    ("keys", "lacks"),
    [
        (["clientId"], "for OAuth 2.0 client credentials, clientSecret is missing"),
        (["clientSecret"], "for OAuth 2.0 client credentials, clientId is missing"),
        (["username"], "for user login, password is missing"),
        (["appKey", "appSecret", "accessToken"], "for API key, accessTokenSecret is missing"),
        (["appKey", "appSecret"], "for API key, accessToken, accessTokenSecret are missing"),
        (
            ["username", "appKey"],
            "for application login, appSecret, accessToken, accessTokenSecret are missing",
        ),
    ],
)
def test_an_incomplete_method_is_reported_with_the_missing_keys(keys: list[str], lacks: str) -> None:
    message = refusal(ACCOUNT | {f"liveperson:{key}": f"s3cret-{key}" for key in keys})

    assert lacks in message
    assert "bearer token" not in message


def test_keys_from_both_places_count_together() -> None:
    message = refusal(NEEDED, {"LIVEPERSON_PASSWORD": "s3cret"})

    assert "The keys bearerToken, password are set" in message
    assert "s3cret" not in message


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8490", "http://127.1.2.3", "http://localhost:8490", "http://[::1]:8490"]
)
def test_plain_http_is_good_for_this_machine(url: str) -> None:
    assert settings(NEEDED | {"liveperson:domainApiUrl": url}).domain_api_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://api.liveperson.net",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://127.0.0.1.example.net",
        "http://localhost.example.net",
    ],
)
def test_plain_http_is_refused_for_every_other_host(url: str) -> None:
    assert "only for loopback addresses" in refusal(NEEDED | {"liveperson:domainApiUrl": url})


@pytest.mark.parametrize(
    "url",
    [
        "api.liveperson.net",
        "ftp://api.liveperson.net",
        "https://",
        "https://api.liveperson.net?a=b",
        "https://api.liveperson.net#a",
        "https://[::1",
    ],
)
def test_anything_but_a_url_is_refused(url: str) -> None:
    assert "liveperson:domainApiUrl" in refusal(NEEDED | {"liveperson:domainApiUrl": url})


@pytest.mark.parametrize(
    "url",
    [
        "https://operator:s3cret@api.liveperson.net",
        "http://operator:s3cret@api.liveperson.net",
        "https://operator:s3cret@api.liveperson.net?a=b",
        "ftp://operator:s3cret@api.liveperson.net",
    ],
)
def test_a_password_in_a_url_is_refused_and_not_shown(url: str) -> None:
    message = refusal(NEEDED | {"liveperson:domainApiUrl": url})

    assert "liveperson:domainApiUrl" in message
    assert "s3cret" not in message


@pytest.mark.parametrize("keys", [keys for keys, _ in WAYS])
def test_settings_do_not_show_their_secret(keys: dict[str, str]) -> None:
    assert "s3cret" not in repr(settings(ACCOUNT | keys))
