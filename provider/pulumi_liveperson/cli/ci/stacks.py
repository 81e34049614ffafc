"""Finds the stacks for a pipeline: the stacks whose configuration file is in a folder."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from pulumi_liveperson.escaping.addresses import is_loopback

_FILE = re.compile(r"Pulumi\.([A-Za-z0-9_.-]+)\.yaml")
# In the format in which Pulumi writes it.
_ADDRESS = re.compile(r"""^\s+liveperson:domainApiUrl:\s*["']?([^\s"']+)""", re.MULTILINE)


def find_stacks(folder: Path) -> list[str]:
    """Return the stacks with a configuration file in a folder, without stacks of the simulator."""
    files = {found[1]: path for path in folder.iterdir() if (found := _FILE.fullmatch(path.name))}
    return sorted(stack for stack, path in files.items() if not _is_simulated(path.read_text("utf-8")))


def _is_simulated(configuration: str) -> bool:
    """Return whether the Domain API of an account is on the local machine."""
    found = _ADDRESS.search(configuration)
    return found is not None and is_loopback(urlsplit(found[1]).hostname)
