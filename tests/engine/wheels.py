"""The package as a wheel, and virtual environments in which it is installed and this checkout is not."""

import re
import subprocess
import sys
import sysconfig
from collections.abc import Collection
from pathlib import Path

from tests.engine.newcomer import cloned
from tests.engine.trial import ROOT
from tests.warm import link

_VERSION = re.compile(r'^version = "(.+)"$', re.MULTILINE)


def version_here() -> str:
    """Return the version of the package in this checkout."""
    found = _VERSION.search((ROOT / "pyproject.toml").read_text())
    assert found is not None
    return found[1]


def build(wheels: Path, checkout: Path, version: str = "") -> Path:
    """Build a wheel of what is here into a folder, from a copy; `version` takes the place of its own."""
    if not checkout.exists():
        cloned(checkout)
    settings = checkout / "pyproject.toml"
    settings.write_text(_VERSION.sub(f'version = "{version or version_here()}"', settings.read_text()))
    command: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", wheels]
    subprocess.run(command, cwd=checkout, check=True, capture_output=True)
    [wheel] = wheels.glob(f"*-{version or version_here()}-*.whl")
    return wheel


def make_environment(folder: Path, without: Collection[str] = ()) -> Path:
    """Make a virtual environment with the libraries of this one, but for some, and without the package."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    [packages] = folder.glob("lib/*/site-packages")
    here, libraries = Path(sysconfig.get_path("purelib")), folder / "libraries"
    link(here, libraries, without={*without, *(each.name for each in here.glob("*pulumi_liveperson*"))})
    (packages / "libraries.pth").write_text(f"{libraries}\n")
    return folder


def install(environment: Path, *what: str | Path) -> None:
    """Install something into an environment, from what is on this machine."""
    command: list[str | Path] = [sys.executable, "-m", "pip", "--python", environment / "bin" / "python"]
    command += ["install", "--quiet", "--no-deps", "--no-index", *what]
    subprocess.run(command, check=True, capture_output=True)
