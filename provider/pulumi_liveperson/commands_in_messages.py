"""Completes the commands in messages with the URN, the name and the Pulumi type of the resource."""

import re
import shlex
from functools import partial

from pulumi_liveperson.client.writes.message_parts import RESOURCE, TARGET
from pulumi_liveperson.registry import TYPE_PREFIX
from pulumi_liveperson.request import CURRENT, Request

_IMPORT = re.compile(rf"`pulumi import <(\w+)> {re.escape(RESOURCE)} (\d+)([^`]*)`")
_FROM_FILE = "`pulumi import --file <file>` (docs/adopt.md)"  # works with Pulumi's own host, too
_URN = TARGET.partition(" ")[2]


def with_commands(message: str) -> str:
    """Return a message with commands that can be pasted; Pulumi's own host does not name the resource."""
    request = CURRENT.get()
    if request is None:
        return _IMPORT.sub(_FROM_FILE, message.replace(f" {TARGET}", ""))
    return _IMPORT.sub(partial(_imported, request), message).replace(_URN, shlex.quote(request.urn))


def _imported(request: Request, found: re.Match[str]) -> str:
    type_name, id_, options = found.groups()
    if request.is_inside:  # the command would need the parent's URN
        return f'set import_="{id_}" in the ResourceOptions of this resource, and run `pulumi up`'
    return f"`pulumi import {TYPE_PREFIX}{type_name} {shlex.quote(request.name)} {id_}{options}`"
