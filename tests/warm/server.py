"""`python -m tests.warm.server <socket>`: imports once, and forks for each client."""

import array
import gc
import marshal
import os
import runpy
import select
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.warm.client import ORPHANED

ROOT = Path(__file__).parents[2]
NEEDED = (
    *("argparse", "asyncio", "concurrent.futures", "pulumi", "pulumi.runtime", "pulumi.dynamic"),
    *(
        "pulumi_liveperson",
        "pulumi_liveperson.program.program",
        "pulumi_liveperson.special_occasion",
        "pulumi_liveperson.host.serving",
        "pulumi_liveperson.connection",
    ),
    *(
        "pulumi_liveperson.cli.doctor.command",
        "pulumi_liveperson.cli.unmanaged",
        "pulumi_liveperson.cli.export",
        "pulumi_liveperson.cli.compare",
        "pulumi_liveperson.cli.snapshot",
        "pulumi_liveperson.cli.restore",
        "pulumi_liveperson.cli.report",
    ),
    *("pulumi_liveperson.cli.ci", "jinja2"),
)
COMMANDS = {"pulumi_liveperson.host", "pulumi_liveperson"}
SETTLED_AT_START = ("PYTHON", "LC_", "LANG")
STREAMS = 3


def main(path: str) -> Callable[[], object]:
    """Serve until stdin ends; in a fork, return what it is to do."""
    for name in NEEDED:
        import_module(name)
    gc.freeze()  # or each fork would look through all of it at its end
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever starts us ends us
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(64)
        sys.stdout.write("warm\n")
        sys.stdout.flush()
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:
                return lambda: None
            connection, _ = listener.accept()
            if os.fork() == 0:
                break
            connection.close()
    return attended(connection)


def attended(connection: socket.socket) -> Callable[[], object]:
    """Fork for a client, and tell it how the fork ends; in the fork, return what to do."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    header, ancillary, _, _ = connection.recvmsg(4, socket.CMSG_SPACE(STREAMS * array.array("i").itemsize))
    streams = array.array("i", ancillary[0][2])
    size, content = int.from_bytes(header, "big"), b""
    while len(content) < size:
        content += connection.recv(size - len(content))
    asked = marshal.loads(content)  # noqa: S302 - from a client of our own
    work = found(asked)
    connection.sendall(b"n" if work is None else b"y")
    if work is None:
        os._exit(0)
    fork = os.fork()
    if fork == 0:
        connection.close()
        become(asked, streams)
        return work
    for each in streams:
        os.close(each)
    ended = os.pidfd_open(fork)
    while ended not in (ready := select.select([ended, connection.fileno(), 0], [], [])[0]):
        said = b"" if 0 in ready else connection.recv(1)  # nothing outlives the tests
        if said == ORPHANED:
            os._exit(0)  # the fork has lost its parent, as it would have there
        os.kill(fork, said[0] if said else signal.SIGKILL)
    _, status = os.waitpid(fork, 0)
    with suppress(OSError):
        connection.sendall(os.waitstatus_to_exitcode(status).to_bytes(4, "big", signed=True))
    os._exit(0)


def found(asked: dict[str, Any]) -> Callable[[], object] | None:
    """Return what to do, or None for what is up to the real Python."""
    folder, environment, arguments = Path(asked["folder"]), asked["environment"], asked["arguments"]
    if asked["session"] != os.getsid(0) or settled(environment) != settled(dict(os.environ)):
        return None
    if not is_ours(folder / "pulumi_liveperson"):
        return None
    arguments = arguments[arguments[:1] == ["-u"] :]
    match arguments:
        case ["-m", name, *rest] if name in COMMANDS:
            sys.argv = [name, *rest]
            sys.path[0] = str(folder)
            return lambda: runpy.run_module(name, run_name="__main__", alter_sys=True)
        case [script, *rest] if script.endswith("/pulumi-language-python-exec"):
            sys.argv = [script, *rest]
            sys.path[0] = str(Path(script).parent)
            return lambda: runpy.run_path(script, run_name="__main__")
    return None


def settled(environment: dict[str, str]) -> dict[str, str]:
    """Return what a Python looks at when it starts."""
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(SETTLED_AT_START) and name != "PYTHONDONTWRITEBYTECODE"
    }


def is_ours(path: Path) -> bool:
    """Tell whether a project has this checkout's code, or none."""
    return not path.exists() or path.resolve() == ROOT / path.name


def become(asked: dict[str, Any], streams: "array.array[int]") -> None:
    """Take over the streams, the folder, the environment, the file mode mask and the parent of a client."""
    for number, each in enumerate(streams):
        os.dup2(each, number)
        os.close(each)
    os.chdir(asked["folder"])
    os.umask(asked["mask"])
    attendant, parent = os.getppid(), os.getppid
    os.getppid = lambda: asked["parent"] if parent() == attendant else parent()
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    signal.signal(signal.SIGINT, signal.default_int_handler if asked["interrupts"] else signal.SIG_IGN)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - until the end
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    if asked["arguments"][:1] == ["-u"]:
        sys.stdout.reconfigure(write_through=True)


if __name__ == "__main__":
    main(sys.argv[1])()
