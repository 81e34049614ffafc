"""Which addresses the network sees, and how messages quote one: without what in it may be secret."""

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
    # A password that is not escaped may have ended the host too early, or be in the place of one.
    if (parts.netloc or parts.scheme != "file") and "@" in url.partition(parts.netloc or ":")[2]:
        return _NOT_SHOWN
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    return written_out(shown)


def with_quoted_addresses(text: str) -> str:
    """Return what another program says, with each address in it quoted as ours are."""
    return _ADDRESS.sub(lambda found: quoted(found[0]), text)


def is_loopback(host: str | None) -> bool:
    """Tell whether a host is this machine itself, where plain http shows nothing to others."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def is_insecure(url: str) -> bool:
    """Tell whether others see or change what goes to an address: it is neither https nor on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname))
