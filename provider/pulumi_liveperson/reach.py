"""What the configuration may reach: the server that gets the credentials, and the file that gets the log.

A refresh sees the configuration that stands in the state. Whoever can write that must not have the
credentials sent to a server of theirs, nor lines of theirs added to any file. What the environment names is
trusted.
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

    `variable` is where the environment may name another server than LivePerson's, unless the address comes
    from there. Raises `ConfigurationError`.
    """
    if "@" in url:
        raise ConfigurationError("liveperson:domainApiUrl holds a user name or password; remove it.")
    wrong = ConfigurationError(f"liveperson:domainApiUrl is {url!r}; it must look like {DOMAIN_API_URL}.")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise wrong from None
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.query or parts.fragment:
        raise wrong
    if is_insecure(url):
        raise ConfigurationError(
            f"liveperson:domainApiUrl is {url!r}; plain http would show the credentials to the network, so "
            "it is accepted for loopback addresses only. Use https."
        )
    if variable and not (is_loopback(parts.hostname) or parts.hostname.endswith(_LIVEPERSON)):
        raise ConfigurationError(
            f"liveperson:domainApiUrl is {url!r}, which is none of LivePerson's servers. They would get the "
            "credentials, and whoever can write the state can name them. If you mean that server, set "
            f"`{variable}={url}` in the environment of `pulumi`."
        )
    return url.rstrip("/")


def check_log_file(file: str, variable: str) -> None:
    """Raise `ConfigurationError` for a file that is no log by its name; `variable` is where any may stand."""
    if PurePath(file).suffix not in _LOG_SUFFIXES:
        raise ConfigurationError(
            f"liveperson:logFile is {file!r}; its name must end in {' or '.join(_LOG_SUFFIXES)}, since "
            f"whoever can write the state can change it. If you mean that file, set "
            f"`{variable}={file}` in the environment of `pulumi`."
        )
