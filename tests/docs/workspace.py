"""A copy of this project's stacks in a folder of its own, on a simulator and a Pulumi state of its own."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from liveperson_simulator.client import Control
from liveperson_simulator.server import LOOPBACK, Simulator
from tests import warm
from tests.committed import STACKS, write_committed
from toolchain.address import move
from toolchain.demo import PASSPHRASE, backend

ROOT = Path(__file__).parents[2]
DEMO_PORT = 8490
COPIED = ("Pulumi.yaml", "__main__.py", "toolchain", "Makefile")
LINKED = ("template", "simulator", ".venv")
SIGNED_IN = {"LIVEPERSON_CLIENT_ID": "simulator-client", "LIVEPERSON_CLIENT_SECRET": "simulator-secret"}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind((LOOPBACK, 0))
        port: int = found.getsockname()[1]
        return port


class Workspace:
    """The project as somebody works with it; everything that names the demo's port names another one here."""

    def __init__(self, folder: Path, accounts: tuple[str, ...] = (), *, simulated: bool = True) -> None:
        self.folder = folder.resolve()
        self.port = free_port()
        self.environment = _quiet_environment() | {
            "PULUMI_BACKEND_URL": backend(self.folder),
            "PULUMI_HOME": str(self.folder / ".pulumi-home"),
            "LIVEPERSON_DOMAIN_API_URL": f"http://{LOOPBACK}:{self.port}",
        }
        self._simulator = Simulator(port=self.port, accounts=accounts) if simulated else None
        self._fill()

    def __enter__(self) -> Self:
        if self._simulator is not None:
            self._simulator.__enter__()
        self.control = Control(f"http://{LOOPBACK}:{self.port}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.control.close()
        if self._simulator is not None:
            self._simulator.__exit__(kind, error, traceback)
        else:
            stop = f"from toolchain.__main__ import _own_simulator as own; own({self.port}).stop()"
            self.run("python", "-c", stop)

    def write(self, name: str, content: str) -> None:
        """Write a file, such as a stack program."""
        (self.folder / name).write_text(content)

    def edit(self, name: str, before: str, after: str) -> None:
        """Replace a text that a file holds exactly once."""
        content = (self.folder / name).read_text()
        if content.count(before) != 1:
            raise LookupError(f"{name} holds {content.count(before)} times: {before}")
        self.write(name, content.replace(before, after))

    def run(self, *command: str, code: int | None = 0, **environment: str) -> str:
        """Run a command to its end and return what it prints; it must end with `code` unless that is None."""
        ended = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        if code is not None and ended.returncode != code:
            raise AssertionError(f"{command} ended with {ended.returncode}:\n{ended.stdout}")
        return ended.stdout

    def pulumi(self, *arguments: str, code: int | None = 0, **environment: str) -> str:
        """Run `pulumi`."""
        return self.run("pulumi", *arguments, code=code, **environment)

    def _fill(self) -> None:
        (self.folder / ".state").mkdir(parents=True)
        for name in COPIED:
            source, target = ROOT / name, self.folder / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        write_committed(self.folder, "stacks", STACKS)
        for name in LINKED:
            (self.folder / name).symlink_to(warm.environment() if name == ".venv" else ROOT / name)
        move(self.folder, self.port)


def _quiet_environment() -> dict[str, str]:
    """Return what a shell has with the activated virtual environment, and nobody's own settings."""
    foreign = ("PULUMI_", "LIVEPERSON_", "MAKE", "MFLAGS")  # of the make that runs this, too
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | {
        "PATH": os.pathsep.join([f"{warm.environment()}/bin", f"{sys.prefix}/bin", os.environ["PATH"]]),
        "VIRTUAL_ENV": str(warm.environment()),
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
