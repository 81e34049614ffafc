"""The network settings in environment variables, checked before any request is sent.

`requests` reads the same variables, but shows the password of a proxy if it cannot parse the setting.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from requests.utils import get_environ_proxies, select_proxy

from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.client.secrets import SECRETS

CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_FORM = "http://host:port or http://user:password@host:port"


def proxy_for(url: str) -> str | None:
    """Return host and port of the proxy for a URL, or None; raise `ConfigurationError` if it is invalid."""
    parts = urlsplit(url)
    if parts.scheme == "http":
        return None
    value = select_proxy(url, get_environ_proxies(url))
    if value is None:
        return None
    invalid = ConfigurationError(
        f"The proxy for {parts.hostname} (HTTPS_PROXY or ALL_PROXY) cannot be used: it must have the form "
        f"{_FORM}. Write special characters of the password in percent encoding, for example %23 for #, "
        "and use only characters of Latin-1."
    )
    try:
        proxy = urlsplit(value if "://" in value else f"http://{value}")
        is_valid = proxy.scheme in {"http", "https"} and proxy.port != 0
        for text in (proxy.username, proxy.password):
            unquote(text or "").encode("latin-1")
        SECRETS.learn([proxy.password, unquote(proxy.password or "")])
    except ValueError:
        raise invalid from None
    if (
        not (is_valid and proxy.hostname and value.isascii())
        or proxy.path.strip("/")
        or proxy.query
        or proxy.fragment
    ):
        raise invalid
    return proxy.hostname if proxy.port is None else f"{proxy.hostname}:{proxy.port}"


def check_certificate_bundle() -> None:
    """Raise `ConfigurationError` if the certificate file in the environment does not exist."""
    for name in CA_VARIABLES:
        value = os.environ.get(name)
        if value:
            if not Path(value).exists():
                raise ConfigurationError(
                    f"The certificate file {value} in {name} does not exist. Correct or unset {name}."
                )
            return


def no_proxy_for(url: str) -> dict[str, str] | None:
    """Return the proxy settings of a request; http is only for this machine, so it uses no proxy."""
    parts = urlsplit(url)
    return {"no_proxy": parts.hostname or ""} if parts.scheme == "http" else None
