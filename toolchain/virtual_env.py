"""Creates the virtual environment, and installs the pinned packages."""

import hashlib
import subprocess
import sys
from pathlib import Path

from toolchain.errors import ToolchainError
from toolchain.progress import Progress, print_status

LOCATION_FILE = "place"  # its scripts contain the path of the environment
LAST_LINES = 15


def create(venv: Path) -> None:
    """Create the virtual environment; replace one that is broken, moved, or of another Python version."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    location = venv / LOCATION_FILE
    # The program of each Python version is a link, which is broken after this Python is removed.
    if all((venv / made).exists() for made in ("pyvenv.cfg", f"bin/python{version}", "bin/pip")):
        created_in = location.read_text() if location.exists() else ""
        if created_in == str(venv.resolve()):
            return
        if created_in:
            print_status(f"This checkout was moved or copied: {venv.name} of {created_in} is created again.")
    with Progress(f"Creating {venv.name} with Python {version}"):
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", venv], capture_output=True, text=True, check=False
        )
    if made.returncode:
        raise ToolchainError(
            f"Python {version} cannot create a virtual environment. Install its venv module "
            f"(Debian and Ubuntu: `apt install python{version}-venv`)."
        )
    location.write_text(str(venv.resolve()))


def install_requirements(venv: Path, requirements: Path) -> None:
    """Install the pinned packages, unless they are already installed."""
    # A package that must be built would use build tools that are not pinned.
    pinned = ["--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
    _install(venv, requirements, requirements.name, pinned)


def install_package(venv: Path, checkout: Path) -> None:
    """Install the package of this checkout in editable mode, so edits here take effect."""
    here = ["--no-deps", "--no-build-isolation", "--editable", str(checkout)]
    _install(venv, checkout / "pyproject.toml", "the package of this checkout", here)


def _install(venv: Path, source: Path, what: str, options: list[str]) -> None:
    """Install packages, unless they were already installed from the same version of the file."""
    stamp = venv / f"{source.stem}.sha256"
    wanted = hashlib.sha256(source.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    with Progress(f"Installing {what}"):
        done = subprocess.run([*pip, *options], capture_output=True, text=True, check=False)
    if done.returncode:
        print_status("\n".join(done.stderr.strip().splitlines()[-LAST_LINES:]))
        raise ToolchainError(f"pip could not install {what}. Correct its error above, then run it again.")
    stamp.write_text(wanted)
