"""Reads and checks the stack configuration.

Every key of the namespace `liveperson:` can also come from the environment, as `LIVEPERSON_` and the key in
upper snake case. The environment has priority, because `refresh` and `destroy` use the configuration of the
last update. That configuration is in the state, so it cannot choose the server that receives the credentials
or the file of the log without the checks in `allowed_targets`.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING, cast

from pulumi_liveperson.allowed_targets import DOMAIN_API_URL, check_log_file, checked_url
from pulumi_liveperson.client.auth.sign_in import (
    ApiKey,
    ApplicationLogin,
    BearerToken,
    ClientCredentials,
    SignIn,
    UserLogin,
)
from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.client.http.retries import OPERATION_TIMEOUT_SECONDS
from pulumi_liveperson.logs import FORMATS, LEVELS, NO_LOG, LogSettings
from pulumi_liveperson.pulumi_cli.backend import check_backend

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

NAMESPACE = "liveperson"

_API_KEY = ("appKey", "appSecret", "accessToken", "accessTokenSecret")
SIGN_IN_METHODS: Mapping[str, tuple[Callable[..., SignIn], tuple[str, ...]]] = {
    "OAuth 2.0 client credentials": (ClientCredentials, ("clientId", "clientSecret")),
    "bearer token": (BearerToken, ("bearerToken",)),
    "user login": (UserLogin, ("username", "password")),
    "application login": (ApplicationLogin, ("username", *_API_KEY)),
    "API key": (ApiKey, _API_KEY),
}
OTHER_TYPES = "otherDynamicTypes"
CREDENTIALS = sorted({key for _, keys in SIGN_IN_METHODS.values() for key in keys})
KEYS = (
    "accountId",
    "domainApiUrl",
    *CREDENTIALS,
    "sentinelVersion",
    "onConflict",
    "readOnlyService",
    "operationTimeout",
    "maxRequestsPerSecond",
    "log",
    "logFile",
    "logFormat",
    OTHER_TYPES,
)


def secret_credentials() -> set[str]:
    """Return the keys of credentials that are secret; the others only identify the user or the client."""
    return {
        key
        for method, keys in SIGN_IN_METHODS.values()
        for key, each in zip(keys, fields(cast("type[DataclassInstance]", method)), strict=False)
        if not each.repr
    }


@dataclass(frozen=True)
class Settings:
    """The account, its server, the sign-in method, and the options of requests and logs."""

    account_id: str
    domain_api_url: str
    sign_in: SignIn
    overwrite: bool = False
    """Whether a conflict overwrites the object, if the resource does not set `on_conflict`."""
    read_only_service: bool = False
    """Whether a refresh reads from LivePerson's read-only service."""
    operation_timeout: float = OPERATION_TIMEOUT_SECONDS
    """The seconds after which an operation is not retried."""
    max_requests_per_second: float | None = None
    log: LogSettings = NO_LOG


def read_settings(get: Callable[[str], str | None], environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; `get` takes a full key such as `liveperson:accountId`.

    Raises `ConfigurationError`, which names keys and never shows a credential; also if a real account uses
    the state or the passphrase of the demo.
    """

    def value(key: str) -> str | None:
        return environ.get(variable(key)) or get(f"{NAMESPACE}:{key}") or None

    of_url, of_file = variable("domainApiUrl"), variable("logFile")
    account_id = value("accountId")
    if account_id is None:
        raise ConfigurationError(
            "liveperson:accountId is not set. Run `pulumi config set liveperson:accountId <your account>`, "
            f"or set {variable('accountId')} in the environment."
        )
    if not re.fullmatch("[a-zA-Z0-9_]{1,20}", account_id):
        raise ConfigurationError(
            f"liveperson:accountId is {account_id!r}; it must be 1 to 20 letters, digits or underscores."
        )
    choice, number = partial(_choice, value), partial(_number, value)
    domain_api_url = checked_url(
        value("domainApiUrl") or DOMAIN_API_URL, None if environ.get(of_url) else of_url
    )
    log_file = value("logFile")
    if log_file and not environ.get(of_file):
        check_log_file(log_file, of_file)
    check_backend(domain_api_url, environ)
    credentials = {key: found for key in CREDENTIALS if (found := value(key)) is not None}
    version = choice("sentinelVersion", ("2", "1"))
    return Settings(
        account_id=account_id,
        domain_api_url=domain_api_url,
        sign_in=_sign_in(credentials, int(version)),
        overwrite=choice("onConflict", ("fail", "overwrite")) == "overwrite",
        read_only_service=choice("readOnlyService", ("false", "true")) == "true",
        operation_timeout=number("operationTimeout") or OPERATION_TIMEOUT_SECONDS,
        max_requests_per_second=number("maxRequestsPerSecond"),
        log=LogSettings(
            level=choice("log", ("", *LEVELS)), file=log_file, format=choice("logFormat", FORMATS)
        ),
    )


def variable(key: str) -> str:
    """Return the environment variable of a key: `clientSecret` is `LIVEPERSON_CLIENT_SECRET`."""
    return "LIVEPERSON_" + re.sub("(?=[A-Z])", "_", key).upper()


def sign_in_method(credentials: Mapping[str, str]) -> str | None:
    """Return the name of the sign-in method to which exactly these keys belong, or None."""
    return next(
        (name for name, (_, keys) in SIGN_IN_METHODS.items() if credentials.keys() == set(keys)), None
    )


def _sign_in(credentials: Mapping[str, str], sentinel_version: int) -> SignIn:
    name = sign_in_method(credentials)
    if name is not None:
        method, keys = SIGN_IN_METHODS[name]
        sign_in = method(*(credentials[key] for key in keys))
        if isinstance(sign_in, ClientCredentials):
            return replace(sign_in, sentinel_version=sentinel_version)
        return sign_in
    methods = "; ".join(f"{name}: {', '.join(keys)}" for name, (_, keys) in SIGN_IN_METHODS.items())
    if not credentials:
        raise ConfigurationError(
            f"No sign-in method is configured. Set the keys of exactly one method ({methods}), each with "
            "`pulumi config set --secret liveperson:<key>` or as LIVEPERSON_<KEY> in the environment."
        )
    found = f"The keys {', '.join(sorted(credentials))} are set, but they do not match one sign-in method"
    if missing := _missing(credentials):
        nearest, lacks = missing
        is_or_are = "is" if len(lacks) == 1 else "are"
        commands = ", ".join(f"`pulumi config set --secret {NAMESPACE}:{key}`" for key in lacks)
        raise ConfigurationError(
            f"{found}: for {nearest}, {', '.join(lacks)} {is_or_are} missing. Set the missing keys: "
            f"{commands}, or {', '.join(map(variable, lacks))} in the environment; or remove the keys that "
            "you do not need."
        )
    raise ConfigurationError(
        f"{found} ({methods}). Remove the keys of other methods with `pulumi config rm liveperson:<key>` or "
        "from the environment (LIVEPERSON_<KEY>), or add the missing keys."
    )


def _missing(credentials: Mapping[str, str]) -> tuple[str, list[str]] | None:
    """Return the method that lacks the fewest keys, and these keys; None if no method has all given keys."""
    lacking = [
        (name, [key for key in keys if key not in credentials])
        for name, (_, keys) in SIGN_IN_METHODS.items()
        if credentials.keys() < set(keys)
    ]
    return min(lacking, key=lambda each: len(each[1]), default=None)


def _choice(value: Callable[[str], str | None], key: str, choices: tuple[str, ...]) -> str:
    """Return the configured choice; the first choice is the default."""
    found = value(key) or choices[0]
    if found not in choices:
        raise ConfigurationError(
            f"liveperson:{key} is {found!r}; it must be {' or '.join(each for each in choices if each)}."
        )
    return found


def _number(value: Callable[[str], str | None], key: str) -> float | None:
    """Return a number above 0, or None if it is not set."""
    found = value(key)
    if found is None:
        return None
    try:
        number = float(found)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise ConfigurationError(f"liveperson:{key} is {found!r}; it must be a number above 0.")
    return number
