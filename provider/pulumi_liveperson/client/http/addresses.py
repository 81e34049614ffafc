"""Which addresses stay on this machine."""

import ipaddress
from urllib.parse import urlsplit


def is_loopback(host: str | None) -> bool:
    """Tell whether a host is this machine itself, where plain http shows nothing to others."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def is_shown(url: str) -> bool:
    """Tell whether the network sees what is sent to an address: it is neither https nor on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return parts.scheme != "https" and not is_loopback(parts.hostname)
