"""Commands in messages, made whole: with the resource's URN, its name, and what Pulumi calls its type."""

import re
import shlex

from provider.liveperson.conflicts import RESOURCE, TARGET
from provider.secrets import SECRETS
from provider.subject import subject

TYPE = "pulumi-python:dynamic/liveperson:"
_IMPORT = re.compile(rf"`pulumi import <(\w+)> {re.escape(RESOURCE)} (\d+)([^`]*)`")
_FROM_FILE = "`pulumi import --file <file>` (docs/adopt.md)"  # which works with Pulumi's own host, too
_URN = TARGET.partition(" ")[2]


def with_commands(message: str) -> str:
    """Return a message without secrets whose commands can be pasted, as far as the host tells about what."""
    message, urn = SECRETS.masked(message), subject().urn
    if urn is None:
        return _IMPORT.sub(_FROM_FILE, message.replace(f" {TARGET}", ""))
    is_child = "$" in urn.split("::")[2]
    return _IMPORT.sub(_imported_by_program if is_child else _imported, message).replace(
        _URN, shlex.quote(urn)
    )


def _imported(found: re.Match[str]) -> str:
    type_name, id_, options = found.groups()
    return f"`pulumi import {TYPE}{type_name} {shlex.quote(subject().name)} {id_}{options}`"


def _imported_by_program(found: re.Match[str]) -> str:
    """Return the way that needs no URN of the parent, which is not known here."""
    return f'give it import_="{found[2]}" in its ResourceOptions, and run `pulumi up`'
