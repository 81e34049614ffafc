"""Reads the state of a stack with `pulumi stack export`; only a few operations need it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pulumi
from pulumi.runtime import get_root_directory

from pulumi_liveperson.registry import TYPE_PREFIX

PULUMI = {"pulumi", "pulumi.exe", "pulumi-cli"}
"""The possible file names of the command."""
_SECONDS = 120


class UnreadableStateError(Exception):
    """The state cannot be read; the message is the reason."""


def exported(command: list[str], folder: str | None = None) -> list[dict[str, Any]]:
    """Return the resources of a state from a command that exports it; raises an `UnreadableStateError`."""
    try:
        result = subprocess.run(  # noqa: S603 - the `pulumi` that started this process, and a stack's name
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True
        )
        deployment = json.loads(result.stdout)["deployment"]
    except (OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
        stderr = getattr(error, "stderr", b"") or b""
        raise UnreadableStateError(stderr.decode(errors="replace").strip() or type(error).__name__) from None
    resources: list[dict[str, Any]] = (deployment or {}).get("resources") or []
    return resources


def count_objects() -> int:
    """Count the LivePerson objects in the state; raises a `RunError` if the state cannot be read."""
    stack = f"{pulumi.get_organization()}/{pulumi.get_project()}/{pulumi.get_stack()}"
    command = [_pulumi(), "stack", "export", "--stack", stack, "--non-interactive"]
    try:
        resources = exported(command, get_root_directory())
    except UnreadableStateError as error:
        raise pulumi.RunError(
            "this program declares nothing, and it is not known whether objects would be deleted, because "
            f"`{' '.join(command)}` failed: {error}"
        ) from None
    return sum(each["type"].startswith(TYPE_PREFIX) and not each.get("external") for each in resources)


def _pulumi() -> str:
    """Return the path of the `pulumi` that runs this program; it may not be on PATH."""
    try:
        names = [each.exe() for each in psutil.Process().parents()]
    except psutil.Error:
        names = []
    return next((name for name in names if Path(name).name in PULUMI), "pulumi")
