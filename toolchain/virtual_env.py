"""The virtual environment: the pinned packages, and what `activate` adds for Pulumi."""

import hashlib
import subprocess
import sys
from pathlib import Path

from toolchain.errors import ToolchainError
from toolchain.progress import Progress, say

ACTIVATE_BLOCK = (
    '\n# Pulumi on this checkout\'s own stacks.\n. "${VIRTUAL_ENV%/*}/toolchain/environment.sh"\n'
)
LAST_LINES = 15


def create(venv: Path) -> None:
    """Make the virtual environment, anew where it is broken or of another Python."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    # Each version of Python has a program of its own there, a dangling link once that Python is gone.
    if all((venv / made).exists() for made in ("pyvenv.cfg", f"bin/python{version}", "bin/pip")):
        return
    with Progress(f"Creating {venv.name} with Python {version}"):
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", venv], capture_output=True, text=True, check=False
        )
    if made.returncode:
        raise ToolchainError(
            f"Python {version} cannot make a virtual environment: install its venv module "
            f"(Debian and Ubuntu: apt install python{version}-venv)."
        )


def install_requirements(venv: Path, requirements: Path) -> None:
    """Install the pinned packages, unless these very ones were installed already."""
    stamp = venv / "requirements.sha256"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    with Progress(f"Installing {requirements.name}"):
        done = subprocess.run([*pip, "-r", str(requirements)], capture_output=True, text=True, check=False)
    if done.returncode:
        say("\n".join(done.stderr.strip().splitlines()[-LAST_LINES:]))
        raise ToolchainError(
            f"pip could not install {requirements.name}: mend what it says above, then run it again."
        )
    stamp.write_text(wanted)


def extend_activate(venv: Path) -> None:
    """Let `activate` set up Pulumi too, once."""
    activate = venv / "bin" / "activate"
    text = activate.read_text()
    if ACTIVATE_BLOCK not in text:
        activate.write_text(text + ACTIVATE_BLOCK)
