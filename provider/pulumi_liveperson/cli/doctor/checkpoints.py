"""Checks whether Pulumi may skip the checkpoints of a stack: only if it contains no other providers.

Without checkpoints, a killed update leaves the state of before. Our resources take over what exists. The
resources of most other providers would be created again.
"""

import os

from pulumi_liveperson.cli.doctor.findings import Outcome, Results
from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.registry import TYPE_PREFIX

VARIABLE = "PULUMI_SKIP_CHECKPOINTS"
_OF_PULUMI = "pulumi:"
_MAX_TYPES = 3


def skipped_checkpoints(stack: str) -> Results:
    """Yield a warning if checkpoints are skipped and the state contains resources of other providers."""
    if not _is_skipped():
        return
    types = [
        each["type"] for each in pulumi.resources(stack) if each.get("custom") and not each.get("external")
    ]
    others = [each for each in types if not each.startswith((TYPE_PREFIX, _OF_PULUMI))]
    if others:
        names = sorted(set(others))
        shown = ", ".join([*names[:_MAX_TYPES], *(["…"] if names[_MAX_TYPES:] else [])])
        resources = count(len(others), "resource")
        text = (
            f"PULUMI_SKIP_CHECKPOINTS is set, and the state contains {resources} of other providers "
            f"({shown}). If an update is killed, Pulumi may create such resources twice. Run "
            "`export PULUMI_SKIP_CHECKPOINTS=false` before you work with this stack, or move these resources "
            "to another stack."
        )
        yield Outcome.WARNING, text


def _is_skipped() -> bool:
    """Return whether Pulumi takes the value as true."""
    return os.environ.get(VARIABLE, "").lower() in {"1", "true"}
