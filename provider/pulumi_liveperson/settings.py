"""Stack configuration, checked and turned into settings.

Every key of the namespace `liveperson:` can also come from the environment, as `LIVEPERSON_` and the key in
upper snake case. The environment wins, because `refresh` and `destroy` see the configuration of the last
update. That stands in the state, so it alone decides neither who gets the credentials nor which file is
written.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

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
from pulumi_liveperson.reach import DOMAIN_API_URL, check_log_file, checked_url

NAMESPACE = "liveperson"

_API_KEY = ("appKey", "appSecret", "accessToken", "accessTokenSecret")
WAYS_TO_SIGN_IN: Mapping[str, tuple[Callable[..., SignIn], tuple[str, ...]]] = {
    "OAuth 2.0 client credentials": (ClientCredentials, ("clientId", "clientSecret")),
    "bearer token": (BearerToken, ("bearerToken",)),
    "user login": (UserLogin, ("username", "password")),
    "application login": (ApplicationLogin, ("username", *_API_KEY)),
    "API key": (ApiKey, _API_KEY),
}
OTHER_TYPES = "otherDynamicTypes"
CREDENTIALS = sorted({key for _, keys in WAYS_TO_SIGN_IN.values() for key in keys})
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


@dataclass(frozen=True)
class Settings:
    """Which account, where, how to sign in, and how to go about it."""

    account_id: str
    domain_api_url: str
    sign_in: SignIn
    overwrite: bool = False
    """Whether an object that somebody else changed is overwritten where a resource does not say."""
    read_only_service: bool = False
    """Whether a refresh reads from LivePerson's read only service."""
    operation_timeout: float = OPERATION_TIMEOUT_SECONDS
    """Seconds after which an operation is not tried again."""
    max_requests_per_second: float | None = None
    log: LogSettings = NO_LOG


def read_settings(get: Callable[[str], str | None], environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; `get` takes a full key such as `liveperson:accountId`.

    Raises `ConfigurationError`, which names keys and never shows a credential; also where a real account has
    the state or the passphrase of the demo.
    """

    def value(key: str) -> str | None:
        return environ.get(variable(key)) or get(f"{NAMESPACE}:{key}") or None

    of_url, of_file = variable("domainApiUrl"), variable("logFile")
    account_id = value("accountId")
    if account_id is None:
        raise ConfigurationError(
            "liveperson:accountId is not set: `pulumi config set liveperson:accountId <your account>`, "
            f"or {variable('accountId')} in the environment."
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


def way_to_sign_in(credentials: Mapping[str, str]) -> str | None:
    """Return the name of the one way to sign in that the keys are for, or None."""
    return next(
        (name for name, (_, keys) in WAYS_TO_SIGN_IN.items() if credentials.keys() == set(keys)), None
    )


def _sign_in(credentials: Mapping[str, str], sentinel_version: int) -> SignIn:
    name = way_to_sign_in(credentials)
    if name is not None:
        way, keys = WAYS_TO_SIGN_IN[name]
        sign_in = way(*(credentials[key] for key in keys))
        if isinstance(sign_in, ClientCredentials):
            return replace(sign_in, sentinel_version=sentinel_version)
        return sign_in
    ways = "; ".join(f"{name}: {', '.join(keys)}" for name, (_, keys) in WAYS_TO_SIGN_IN.items())
    if not credentials:
        raise ConfigurationError(
            f"No way to sign in is configured. Set the keys of exactly one ({ways}), each with "
            "`pulumi config set --secret liveperson:<key>` or as LIVEPERSON_<KEY> in the environment."
        )
    found = f"The keys {', '.join(sorted(credentials))} are set, and they are not those of one way to sign in"
    if missing := _missing(credentials):
        nearest, lacks = missing
        is_or_are = "is" if len(lacks) == 1 else "are"
        commands = ", ".join(f"`pulumi config set --secret {NAMESPACE}:{key}`" for key in lacks)
        raise ConfigurationError(
            f"{found}: for {nearest} {', '.join(lacks)} {is_or_are} missing. Set what is missing: "
            f"{commands}, or {', '.join(map(variable, lacks))} in the environment; or remove what is left "
            "over."
        )
    raise ConfigurationError(
        f"{found} ({ways}). Remove what is left over, with `pulumi config rm liveperson:<key>` or from the "
        "environment (LIVEPERSON_<KEY>), or add what is missing."
    )


def _missing(credentials: Mapping[str, str]) -> tuple[str, list[str]] | None:
    """Return the nearest way to sign in and the keys that it lacks; None where no way has these."""
    lacking = [
        (name, [key for key in keys if key not in credentials])
        for name, (_, keys) in WAYS_TO_SIGN_IN.items()
        if credentials.keys() < set(keys)
    ]
    return min(lacking, key=lambda each: len(each[1]), default=None)


def _choice(value: Callable[[str], str | None], key: str, choices: tuple[str, ...]) -> str:
    """Return one of the choices; the first is the default."""
    found = value(key) or choices[0]
    if found not in choices:
        raise ConfigurationError(
            f"liveperson:{key} is {found!r}; it must be {' or '.join(each for each in choices if each)}."
        )
    return found


def _number(value: Callable[[str], str | None], key: str) -> float | None:
    """Return a number above 0, or None."""
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
