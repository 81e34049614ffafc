"""The required version of the Pulumi CLI, and its programs."""

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

from toolchain.errors import ToolchainError

# The first version in which `pulumi import --file` works with dynamic resources.
MINIMUM = (3, 254, 0)

ENGINE = "pulumi"
LANGUAGE_HOST = "pulumi-language-python"
LANGUAGE_EXEC = "pulumi-language-python-exec"
DYNAMIC_PROVIDER = "pulumi-resource-pulumi-python"
PROGRAMS = (ENGINE, LANGUAGE_HOST, LANGUAGE_EXEC, DYNAMIC_PROVIDER)
# The name of the link in the virtual environment; `pulumi` there is the script that runs `demo.py`.
LINKED_ENGINE = "pulumi-cli"

ENGINE_MODULE = Path(__file__).parent / "engine"
LANGUAGE_MODULE = Path(__file__).parent / "language"

Version = tuple[int, int, int]


def pinned_version() -> str:
    """Return the version of the CLI that set-up installs, from engine/go.mod."""
    text = (ENGINE_MODULE / "go.mod").read_text()
    found = re.search(r"github\.com/pulumi/pulumi/pkg/v3 v(\d+\.\d+\.\d+)", text)
    if found is None:
        raise ToolchainError(
            "toolchain/engine/go.mod does not contain a version of pulumi. Restore the file with git."
        )
    return found[1]


def is_complete(folder: Path) -> bool:
    """Return whether a folder contains every program of a CLI."""
    return all(os.access(folder / program, os.X_OK) for program in PROGRAMS)


def parse_version(text: str) -> Version | None:
    """Return the first version in a program's output."""
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return None if found is None else (int(found[1]), int(found[2]), int(found[3] or 0))


def spell_version(version: Version) -> str:
    """Return a version as text."""
    return ".".join(str(part) for part in version)


def version_of(pulumi: Path) -> Version | None:
    """Return the version that a `pulumi` program prints; None if it does not run."""
    try:
        answer = subprocess.run(
            [pulumi, "version"],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
            env={**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return parse_version(answer.stdout)


def platform_name() -> str:
    """Return the platform in the format of the names of Pulumi's archives."""
    machine = platform.machine().lower()
    return f"{sys.platform}-{ {'x86_64': 'x64', 'amd64': 'x64', 'aarch64': 'arm64'}.get(machine, machine) }"
