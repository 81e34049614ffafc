"""How messages quote an address: without what in it may be secret."""

import re
from urllib.parse import urlsplit

from pulumi_liveperson.escaping import written_out

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_NOTHING = "(an address that is not shown)"


def quoted(url: str) -> str:
    """Return scheme, host and path of an address, without its user, password, query and fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _NOTHING
    if not parts.scheme:
        return _NOTHING
    # A password that is not escaped may have ended the host too early, or be in the place of one.
    if (parts.netloc or parts.scheme != "file") and "@" in url.partition(parts.netloc or ":")[2]:
        return _NOTHING
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    return written_out(shown)


def with_quoted_addresses(text: str) -> str:
    """Return what another program says, with each address in it quoted as ours are."""
    return _ADDRESS.sub(lambda found: quoted(found[0]), text)
