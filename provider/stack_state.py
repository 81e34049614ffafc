"""What the state of the selected stack holds, for the rare program that has to know."""

import json
import subprocess
from pathlib import Path

import psutil
import pulumi
from pulumi.runtime import get_root_directory

from provider.factory import TYPES

_NAMES = {"pulumi", "pulumi.exe", "pulumi-cli"}


def objects_held() -> int:
    """Count the objects of LivePerson that the state holds; raises a `RunError` where it cannot be read."""
    stack = f"{pulumi.get_organization()}/{pulumi.get_project()}/{pulumi.get_stack()}"
    command = [_pulumi(), "stack", "export", "--stack", stack, "--non-interactive"]
    try:
        answer = subprocess.run(  # noqa: S603 - the Pulumi that runs this program
            command, cwd=get_root_directory(), capture_output=True, text=True, check=False
        )
        failed = answer.stderr.strip() if answer.returncode else None
    except OSError as error:
        failed = str(error)
    if failed is not None:
        raise pulumi.RunError(
            "this program declares nothing, and whether anything would be deleted is not known, since "
            f"`{' '.join(command)}` failed: {failed}"
        )
    resources = (json.loads(answer.stdout).get("deployment") or {}).get("resources") or []
    return sum(each["type"].startswith(TYPES) and not each.get("external") for each in resources)


def _pulumi() -> str:
    """Return the command that runs this program; it need not be on PATH."""
    try:
        names = [each.exe() for each in psutil.Process().parents()]
    except psutil.Error:
        names = []
    return next((name for name in names if Path(name).name in _NAMES), "pulumi")
