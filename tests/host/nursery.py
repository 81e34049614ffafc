"""Starts provider hosts in no time: imports once what they need, and forks for each line of its stdin.

A line is a folder; the host's stdout goes into the pipe `stdout` there, and its stderr into a file. What runs
in the fork is `python -m pulumi.dynamic` itself, which would otherwise import for a second at each start.
"""

import os
import runpy
import signal
import sys
from pathlib import Path

import pulumi_liveperson.client.account
import pulumi_liveperson.special_occasion
import pulumi_liveperson.status_reason  # noqa: F401

NOBODY = "127.0.0.1:1"  # the engine's address; the host never calls it


def become_a_host(folder: Path) -> None:
    """Run Pulumi's provider host until it is ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for name, stream in (("stdout", 1), ("stderr", 2)):
        opened = os.open(folder / name, os.O_WRONLY | os.O_CREAT)
        os.dup2(opened, stream)
        os.close(opened)
    (folder / "pid").write_text(str(os.getpid()))
    sys.argv = ["pulumi.dynamic", NOBODY]
    runpy.run_module("pulumi.dynamic", run_name="__main__")


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended hosts need no farewell
    for line in sys.stdin:
        if os.fork() == 0:
            os.close(0)
            become_a_host(Path(line.strip()))


if __name__ == "__main__":
    main()
