"""The virtual environment, with the pinned packages."""

import hashlib
import subprocess
import sys
from pathlib import Path

from toolchain.errors import ToolchainError
from toolchain.progress import Progress, print_status

LOCATION_FILE = "place"  # its scripts hold the path of the environment they are in
LAST_LINES = 15


def create(venv: Path) -> None:
    """Make the virtual environment, anew where it is broken, of another Python or made in another place."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    location = venv / LOCATION_FILE
    # Each version of Python has a program of its own there, a dangling link once that Python is gone.
    if all((venv / made).exists() for made in ("pyvenv.cfg", f"bin/python{version}", "bin/pip")):
        created_in = location.read_text() if location.exists() else ""
        if created_in == str(venv.resolve()):
            return
        if created_in:
            print_status(
                f"This checkout was moved or copied, and {venv.name} belongs to {created_in}: making it again."
            )
    with Progress(f"Creating {venv.name} with Python {version}"):
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", venv], capture_output=True, text=True, check=False
        )
    if made.returncode:
        raise ToolchainError(
            f"Python {version} cannot make a virtual environment: install its venv module "
            f"(Debian and Ubuntu: apt install python{version}-venv)."
        )
    location.write_text(str(venv.resolve()))


def install_requirements(venv: Path, requirements: Path) -> None:
    """Install the pinned packages, unless these very ones were installed already."""
    # A package that has to be built would bring tools that nobody has pinned.
    pinned = ["--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
    _install(venv, requirements, requirements.name, pinned)


def install_package(venv: Path, checkout: Path) -> None:
    """Install the package of this checkout, so that what is edited here is what runs."""
    here = ["--no-deps", "--no-build-isolation", "--editable", str(checkout)]
    _install(venv, checkout / "pyproject.toml", "the package of this checkout", here)


def _install(venv: Path, source: Path, what: str, options: list[str]) -> None:
    """Install something, unless it was installed already from the very same file."""
    stamp = venv / f"{source.stem}.sha256"
    wanted = hashlib.sha256(source.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    with Progress(f"Installing {what}"):
        done = subprocess.run([*pip, *options], capture_output=True, text=True, check=False)
    if done.returncode:
        print_status("\n".join(done.stderr.strip().splitlines()[-LAST_LINES:]))
        raise ToolchainError(f"pip could not install {what}: mend what it says above, then run it again.")
    stamp.write_text(wanted)
