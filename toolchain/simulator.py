"""The simulator as a program of this checkout: in front, or kept running in the background for `make up`."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Literal

from toolchain.errors import ToolchainError
from toolchain.progress import say

HOST = "127.0.0.1"
PORT = 8490
READY_SECONDS = 20.0
END_SECONDS = 10.0


def who_answers(port: int = PORT) -> Literal["simulator", "nobody", "stranger"]:
    """Tell what listens on the simulator's port."""
    connection = http.client.HTTPConnection(HOST, port, timeout=3)
    try:
        connection.request("GET", "/simulator/health")
        answer = json.loads(connection.getresponse().read())
    except ConnectionRefusedError:
        return "nobody"
    except (OSError, ValueError, http.client.HTTPException):
        return "stranger"
    finally:
        connection.close()
    return "simulator" if isinstance(answer, dict) and "simulator" in answer else "stranger"


class Simulator:
    """The simulator that keeps its account in this checkout's state folder."""

    def __init__(self, python: Path, root: Path, state: Path, port: int = PORT) -> None:
        self._command = [str(python), "-m", "simulator", "--data", str(state / "simulator.sqlite3")]
        self._root = root
        self._port = port
        self._log = state / "simulator.log"
        self._pid_file = state / "simulator.pid"
        self.url = f"http://{HOST}:{port}/"

    def run(self) -> None:
        """Become the simulator, in the foreground."""
        if self._is_running():
            raise ToolchainError(f"The simulator runs already: {self.url}")
        self._log.parent.mkdir(exist_ok=True)
        os.chdir(self._root)
        os.execv(self._command[0], self._command)  # noqa: S606 -- no shell is wanted

    def start(self) -> None:
        """Start the simulator in the background, unless it runs, and wait until it answers."""
        if self._is_running():
            return
        self._log.parent.mkdir(exist_ok=True)
        with self._log.open("w") as log:
            # A session of its own, so that Ctrl-C during `pulumi up` does not end it.
            self._process = started = subprocess.Popen(
                self._command, cwd=self._root, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        self._pid_file.write_text(str(started.pid))
        deadline = time.monotonic() + READY_SECONDS
        while who_answers(self._port) != "simulator":
            if started.poll() is not None or time.monotonic() > deadline:
                self.stop()
                last = [line for line in self._log.read_text().splitlines() if line.strip()][-1:]
                raise ToolchainError(
                    f"The simulator did not start, see {self._log}: {''.join(last) or 'silence'}"
                )
            time.sleep(0.05)
        say(f"The simulator runs in the background: {self.url} (log: {self._log}, end it with `make clean`)")

    def stop(self) -> None:
        """End the simulator that `start` started, and nothing else that has its process id by now."""
        pid = int(self._pid_file.read_text()) if self._pid_file.exists() else None
        self._pid_file.unlink(missing_ok=True)
        if pid is None or not self._is_process(pid):
            return
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + END_SECONDS
        while self._is_process(pid):
            if time.monotonic() > deadline:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                break
            time.sleep(0.05)

    def _is_process(self, pid: int) -> bool:
        # Python itself may have been started under another name than the one asked for.
        return _command_line(pid).endswith(" ".join(self._command[1:]))

    def _is_running(self) -> bool:
        found = who_answers(self._port)
        if found == "stranger":
            raise ToolchainError(
                f"Port {self._port} is taken by another program: end it (lsof -i :{self._port} shows which)."
            )
        return found == "simulator"


def _command_line(pid: int) -> str:
    # Small Linux images come without ps, and macOS comes without /proc.
    if Path("/proc/self/cmdline").exists():
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            return ""
        return " ".join(words).strip()
    shown = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return shown.stdout.strip()
