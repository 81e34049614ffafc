"""The server and the log file that the configuration may name.

A refresh uses the configuration in the state. An attacker who can write the state must not be able to send
the credentials to another server, or to append lines to any file. A value from the environment is trusted.
"""

from pathlib import PurePath
from urllib.parse import urlsplit

from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.escaping.addresses import is_insecure, is_loopback

DOMAIN_API_URL = "https://api.liveperson.net"
_LIVEPERSON = ".liveperson.net"
_LOG_SUFFIXES = (".log", ".json")


def checked_url(url: str, variable: str | None) -> str:
    """Return the address of the Domain API without a slash at its end.

    `variable` is the environment variable that may name another server than LivePerson's; None if the
    address comes from the environment. Raises `ConfigurationError`.
    """
    if "@" in url:
        raise ConfigurationError(
            "liveperson:domainApiUrl contains a user name or password. Remove it from the address."
        )
    wrong = ConfigurationError(f"liveperson:domainApiUrl is {url!r}; it must look like {DOMAIN_API_URL}.")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise wrong from None
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.query or parts.fragment:
        raise wrong
    if is_insecure(url):
        raise ConfigurationError(
            f"liveperson:domainApiUrl is {url!r}; http sends the credentials unencrypted, so it "
            "is accepted only for loopback addresses. Use https."
        )
    if variable and not (is_loopback(parts.hostname) or parts.hostname.endswith(_LIVEPERSON)):
        raise ConfigurationError(
            f"liveperson:domainApiUrl is {url!r}, which is not a LivePerson server. It would receive the "
            "credentials, and everyone who can write the state can change this address. If the address is "
            f"correct, set `{variable}={url}` in the environment of `pulumi`."
        )
    return url.rstrip("/")


def check_log_file(file: str, variable: str) -> None:
    """Raise `ConfigurationError` for a name without a log suffix; the environment `variable` allows any."""
    if PurePath(file).suffix not in _LOG_SUFFIXES:
        raise ConfigurationError(
            f"liveperson:logFile is {file!r}; its name must end in {' or '.join(_LOG_SUFFIXES)}, because "
            f"everyone who can write the state can change this setting. If the file is correct, set "
            f"`{variable}={file}` in the environment of `pulumi`."
        )
