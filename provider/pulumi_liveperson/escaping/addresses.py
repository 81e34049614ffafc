"""Checks whether an address is encrypted, and quotes addresses in messages without possible secrets."""

import ipaddress
import re
from urllib.parse import urlsplit

from pulumi_liveperson.escaping import written_out

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_NOT_SHOWN = "(an address that is not shown)"


def quoted(url: str) -> str:
    """Return scheme, host and path of an address, without its user, password, query and fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _NOT_SHOWN
    if not parts.scheme:
        return _NOT_SHOWN
    # A password that is not escaped may end the host too early, or be parsed as the host.
    if (parts.netloc or parts.scheme != "file") and "@" in url.partition(parts.netloc or ":")[2]:
        return _NOT_SHOWN
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    return written_out(shown)


def with_quoted_addresses(text: str) -> str:
    """Return the text of another program, with each address in it quoted by `quoted`."""
    return _ADDRESS.sub(lambda found: quoted(found[0]), text)


def is_loopback(host: str | None) -> bool:
    """Return whether a host is this machine, where unencrypted http is not visible to others."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def is_insecure(url: str) -> bool:
    """Return whether others can read or change requests to an address: no https, and not on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname))
