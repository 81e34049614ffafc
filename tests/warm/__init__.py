"""A Python that has imported everything already: programs, hosts and commands start with it in no time.

For each command, Pulumi asks pip what is installed, and starts a Python for the program and one for the host.
Most of the time of a command is theirs, and most of their time goes into imports. Here, the Python of a
project is a client, which hands its arguments, environment, folder and streams to a server that has imported
all of it. The server forks, and the fork does what is asked. It gets the client's signals, and the client
ends as it does. The real Python does what the server does not know, and whatever starts otherwise.
"""

import atexit
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]


@cache
def environment() -> Path:
    """Return a folder that is our virtual environment, but for its Python, which is warm until we end."""
    if not sys.platform.startswith("linux"):
        return Path(sys.prefix)
    home = TemporaryDirectory(prefix="warm-")
    atexit.register(home.cleanup)
    folder = Path(home.name)
    server, packages = folder / "server", folder / "packages"
    packages.write_bytes(
        subprocess.check_output([sys.executable, "-m", "pip", "list", "-v", "--format", "json"])
    )
    client = (Path(__file__).parent / "client.py").read_text()
    link(Path(sys.prefix), folder, without={"bin"})
    link(Path(sys.prefix) / "bin", folder / "bin", without={"python", "python3", "liveperson"})
    for name in ("python", "python3"):
        file = folder / "bin" / name
        file.write_text(f"#!{sys.executable} -IS\n{client}\nmain({str(server)!r}, {str(packages)!r})\n")
        file.chmod(0o755)
    command = folder / "bin" / "liveperson"
    command.write_text(f'#!/bin/sh\nexec "{folder}/bin/python" -m pulumi_liveperson "$@"\n')
    command.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.warm.server", server],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    with process.stdout as said:
        assert said.readline() == b"warm\n"
    atexit.register(process.communicate)  # it ends with its stdin
    return folder


def link(source: Path, target: Path, without: set[str]) -> None:
    """Make a folder of links to what another one holds."""
    target.mkdir(exist_ok=True)
    for each in source.iterdir():
        if each.name not in without:
            (target / each.name).symlink_to(each)


def python() -> str:
    """Return the path of that Python."""
    return str(environment() / "bin" / "python")
