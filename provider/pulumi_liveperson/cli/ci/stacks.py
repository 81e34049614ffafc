"""Which stacks a pipeline works on: those of which the configuration is in a folder."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from pulumi_liveperson.escaping.addresses import is_loopback

_FILE = re.compile(r"Pulumi\.([A-Za-z0-9_.-]+)\.yaml")
# As Pulumi itself writes it.
_ADDRESS = re.compile(r"""^\s+liveperson:domainApiUrl:\s*["']?([^\s"']+)""", re.MULTILINE)


def find_stacks(folder: Path) -> list[str]:
    """Return the stacks that have a configuration in a folder, but those whose account is simulated."""
    files = {found[1]: path for path in folder.iterdir() if (found := _FILE.fullmatch(path.name))}
    return sorted(stack for stack, path in files.items() if not _is_simulated(path.read_text("utf-8")))


def _is_simulated(configuration: str) -> bool:
    """Tell whether an account is at an address of the machine that works on it."""
    found = _ADDRESS.search(configuration)
    return found is not None and is_loopback(urlsplit(found[1]).hostname)
