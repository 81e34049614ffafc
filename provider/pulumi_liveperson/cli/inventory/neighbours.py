"""Other stacks of the project in this folder that use the same account.

Their configuration files show which stacks these are, and their states show which objects they manage, so
nothing has to be decrypted.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pulumi_liveperson.allowed_targets import DOMAIN_API_URL
from pulumi_liveperson.cli.inventory.state import Managed, managed
from pulumi_liveperson.pulumi_cli import command as pulumi

_FILE = re.compile(r"Pulumi\.(?P<stack>[A-Za-z0-9_.-]+)\.yaml")
_ACCOUNT, _ADDRESS = "liveperson:accountId", "liveperson:domainApiUrl"


@dataclass(frozen=True)
class Neighbour:
    """Another stack, and the objects of the same account that it manages."""

    stack: str
    managed: tuple[Managed, ...]


def neighbours(stack: str, account_id: str, address: str) -> Iterator[Neighbour]:
    """Yield the other stacks of an account; a stack that is not in this backend is left out."""
    prefix, _, name = stack.rpartition("/")
    for path in sorted(Path().iterdir()):
        found = _FILE.fullmatch(path.name)
        if found is None or found["stack"] == name or _account(path) != (account_id, address):
            continue
        other = "/".join(filter(None, (prefix, found["stack"])))
        try:
            objects = tuple(each for each in managed(other) if not each.is_replaced)
        except pulumi.PulumiError:
            continue
        yield Neighbour(other, objects)


def shared(known: Iterable[Managed], neighbour: Neighbour) -> list[Managed]:
    """Return the entries of another stack whose objects this stack manages too."""
    own_keys = {each.key for each in known if not each.is_replaced}
    return [each for each in neighbour.managed if each.key in own_keys]


def _account(path: Path) -> tuple[str | None, str]:
    """Return the account of a stack and the address of its Domain API, if they are unencrypted texts."""
    try:
        found: Any = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - creates only texts
    except (OSError, ValueError, yaml.YAMLError):
        return None, ""
    configuration = found.get("config") if isinstance(found, dict) else None
    values = configuration if isinstance(configuration, dict) else {}
    account, address = values.get(_ACCOUNT), values.get(_ADDRESS, DOMAIN_API_URL)
    is_plain = isinstance(account, str) and isinstance(address, str)
    return (account, address.rstrip("/")) if is_plain else (None, "")
