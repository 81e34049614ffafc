"""Which addresses stay on this machine."""

import ipaddress


def is_loopback(host: str | None) -> bool:
    """Tell whether a host is this machine itself, where plain http shows nothing to others."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
