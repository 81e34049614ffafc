"""The stacks with a configuration file `Pulumi.<stack>.yaml` in a folder."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from pulumi_liveperson.escaping.addresses import is_loopback
from pulumi_liveperson.fleet.account import FleetError

STACK_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_FILE = re.compile(rf"Pulumi\.({STACK_NAME.pattern})\.yaml")
# In the format in which Pulumi writes it.
_ADDRESS = re.compile(r"""^\s+liveperson:domainApiUrl:\s*["']?([^\s"']+)""", re.MULTILINE)


def stack_file(stack: str) -> Path:
    """Return the path of the configuration file of a stack in this folder."""
    return Path(f"Pulumi.{stack}.yaml")


def stack_of(name: str) -> str | None:
    """Return the stack whose configuration file has this name, or `None` for another file."""
    found = _FILE.fullmatch(name)
    return found[1] if found else None


def find_stacks(folder: Path) -> list[str]:
    """Return the stacks with a configuration file in a folder, without stacks of the simulator.

    Raises a `FleetError` for a file that cannot be read, because its stack must not be left out unnoticed.
    """
    files = {stack: path for path in folder.iterdir() if (stack := stack_of(path.name)) is not None}
    return sorted(stack for stack, path in files.items() if not _is_simulated(_text(path)))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError as error:
        raise FleetError(f"{path} cannot be read: {error.strerror}.") from None


def _is_simulated(configuration: str) -> bool:
    """Return whether the Domain API of an account is on the local machine."""
    found = _ADDRESS.search(configuration)
    return found is not None and is_loopback(urlsplit(found[1]).hostname)
