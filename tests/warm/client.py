"""Hands what a Python is asked to do to the server, and ends as its fork does; imports next to nothing."""

import _socket
import marshal
import os
import select
import signal
import sys

LOOK_SECONDS = 0.25
ORPHANED = bytes([0])  # beside the numbers of signals
STREAMS = (0, 1, 2)


def main(server: str, packages: str) -> None:
    """Have it done; the real Python does what the server will not."""
    if sys.argv[1:4] == ["-m", "pip", "list"]:
        with open(packages) as answer:  # noqa: PTH123 - pathlib takes long to import
            sys.stdout.write(answer.read())
        return
    interrupts = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    mask = os.umask(0)
    os.umask(mask)
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    asked = marshal.dumps(
        {
            "arguments": sys.argv[1:],
            "folder": os.getcwd(),  # noqa: PTH109 - pathlib takes long to import
            "environment": dict(os.environ),
            "mask": mask,
            "parent": os.getppid(),
            "session": os.getsid(0),
            "interrupts": interrupts,
        }
    )
    streams = b"".join(each.to_bytes(4, sys.byteorder) for each in STREAMS)
    try:
        connection.connect(server)
        connection.sendmsg(
            [len(asked).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)]
        )
        connection.sendall(asked)
        accepted = connection.recv(1) == b"y"
    except OSError:
        accepted = False
    if not accepted:
        os.execv(sys.executable, [sys.executable, *sys.argv[1:]])  # noqa: S606 - the same, but for its speed
    for each in (signal.SIGTERM, *([signal.SIGINT] if interrupts else [])):
        signal.signal(each, lambda number, _: connection.send(bytes([number])))
    starter = os.getppid()
    while not select.select([connection], [], [], LOOK_SECONDS)[0]:
        if os.getppid() != starter:
            connection.send(ORPHANED)
            os._exit(1)
    status = int.from_bytes(connection.recv(4), "big", signed=True)
    if status < 0:
        signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status)
