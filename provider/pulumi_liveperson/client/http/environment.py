"""What the environment says about the way to the network, checked before anything is sent.

`requests` reads the same variables; it would show a proxy's password where it cannot understand one.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from requests.utils import get_environ_proxies, select_proxy

from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.client.secrets import SECRETS

CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_LIKE = "http://host:port or http://user:password@host:port"


def proxy_for(url: str) -> str | None:
    """Return host and port of the proxy for an address, or None; raises where its setting is no good."""
    parts = urlsplit(url)
    if parts.scheme == "http":
        return None
    value = select_proxy(url, get_environ_proxies(url))
    if value is None:
        return None
    wrong = ConfigurationError(
        f"The proxy for {parts.hostname} (HTTPS_PROXY or ALL_PROXY) cannot be used: it must look like "
        f"{_LIKE}, with a password in Latin-1 whose special characters are written as %23 for # and so on."
    )
    try:
        proxy = urlsplit(value if "://" in value else f"http://{value}")
        is_good = proxy.scheme in {"http", "https"} and proxy.port != 0
        for text in (proxy.username, proxy.password):
            unquote(text or "").encode("latin-1")
        SECRETS.learn([proxy.password, unquote(proxy.password or "")])
    except ValueError:
        raise wrong from None
    if (
        not (is_good and proxy.hostname and value.isascii())
        or proxy.path.strip("/")
        or proxy.query
        or proxy.fragment
    ):
        raise wrong
    return proxy.hostname if proxy.port is None else f"{proxy.hostname}:{proxy.port}"


def check_certificate_bundle() -> None:
    """Raise where the file of certificates that the environment names is not there."""
    for name in CA_VARIABLES:
        value = os.environ.get(name)
        if value:
            if not Path(value).exists():
                raise ConfigurationError(
                    f"{name} names the file of certificates {value}, which is not there."
                )
            return


def no_proxy_for(url: str) -> dict[str, str] | None:
    """Keep plain http, which is for this machine only, from leaving it through a proxy."""
    parts = urlsplit(url)
    return {"no_proxy": parts.hostname or ""} if parts.scheme == "http" else None
