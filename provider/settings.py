"""Stack configuration, checked and turned into settings.

Every key of the namespace `liveperson:` can also come from the environment, as `LIVEPERSON_` and the key in
upper snake case. The environment wins, because `refresh` and `destroy` see the configuration of the last
update.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from provider.liveperson.addresses import is_loopback
from provider.liveperson.errors import ConfigurationError
from provider.liveperson.sign_in import BearerToken, ClientCredentials, SignIn, UserLogin

NAMESPACE = "liveperson"
DOMAIN_API_URL = "https://api.liveperson.net"

_API_KEY = frozenset({"appKey", "appSecret", "accessToken", "accessTokenSecret"})
WAYS_TO_SIGN_IN: Mapping[str, tuple[Callable[..., SignIn], tuple[str, ...]]] = {
    "OAuth 2.0 client credentials": (ClientCredentials, ("clientId", "clientSecret")),
    "bearer token": (BearerToken, ("bearerToken",)),
    "user login": (UserLogin, ("username", "password")),
}
CREDENTIALS = sorted(_API_KEY.union(*(keys for _, keys in WAYS_TO_SIGN_IN.values())))


@dataclass(frozen=True)
class Settings:
    """Which account, where, and how to sign in."""

    account_id: str
    domain_api_url: str
    sign_in: SignIn
    overwrite: bool = False
    """Whether an object that somebody else changed is overwritten where a resource does not say."""


def read_settings(get: Callable[[str], str | None], environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; `get` takes a full key such as `liveperson:accountId`.

    Raises `ConfigurationError`, which names keys and never shows a credential.
    """

    def value(key: str) -> str | None:
        return environ.get(variable(key)) or get(f"{NAMESPACE}:{key}") or None

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
    credentials = {key: found for key in CREDENTIALS if (found := value(key)) is not None}
    return Settings(
        account_id=account_id,
        domain_api_url=_checked_url(value("domainApiUrl") or DOMAIN_API_URL),
        sign_in=_sign_in(credentials),
        overwrite=_overwrite(value("onConflict")),
    )


def variable(key: str) -> str:
    """Return the environment variable of a key: `clientSecret` is `LIVEPERSON_CLIENT_SECRET`."""
    return "LIVEPERSON_" + re.sub("(?=[A-Z])", "_", key).upper()


def _sign_in(credentials: Mapping[str, str]) -> SignIn:
    """Return the one way to sign in that the keys are for."""
    for way, keys in WAYS_TO_SIGN_IN.values():
        if credentials.keys() == set(keys):
            return way(*(credentials[key] for key in keys))
    ways = "; ".join(f"{name}: {', '.join(keys)}" for name, (_, keys) in WAYS_TO_SIGN_IN.items())
    if not credentials:
        raise ConfigurationError(
            f"No way to sign in is configured. Set the keys of exactly one ({ways}), each with "
            "`pulumi config set --secret liveperson:<key>` or as LIVEPERSON_<KEY> in the environment."
        )
    raise ConfigurationError(
        f"The keys {', '.join(sorted(credentials))} are set, and they are not those of one way to sign in "
        f"({ways}). Remove what is left over, with `pulumi config rm liveperson:<key>` or from the "
        "environment (LIVEPERSON_<KEY>), or add what is missing."
    )


def _overwrite(on_conflict: str | None) -> bool:
    if on_conflict not in {None, "fail", "overwrite"}:
        raise ConfigurationError(f"liveperson:onConflict is {on_conflict!r}; it must be fail or overwrite.")
    return on_conflict == "overwrite"


def _checked_url(url: str) -> str:
    if "@" in url:
        raise ConfigurationError("liveperson:domainApiUrl holds a user name or password; remove it.")
    wrong = ConfigurationError(f"liveperson:domainApiUrl is {url!r}; it must look like {DOMAIN_API_URL}.")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise wrong from None
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.query or parts.fragment:
        raise wrong
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ConfigurationError(
            f"liveperson:domainApiUrl is {url!r}; plain http would show the credentials to the network, so "
            "it is accepted for loopback addresses only. Use https."
        )
    return url.rstrip("/")
