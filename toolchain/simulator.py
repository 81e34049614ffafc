"""The simulator as a program of this checkout: in front, or kept running in the background for `make up`."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from toolchain.errors import ToolchainError
from toolchain.progress import say

HOST = "127.0.0.1"
PORT = 8490
IDENTITY = "liveperson-simulator"
READY_SECONDS = 20.0
END_SECONDS = 10.0


def health(port: int) -> dict[str, Any] | None:
    """Return what the simulator on a port says of itself; None when nobody listens there."""
    connection = http.client.HTTPConnection(HOST, port, timeout=3)
    try:
        connection.request("GET", "/simulator/health")
        answer = json.loads(connection.getresponse().read())
    except ConnectionRefusedError:
        return None
    except (OSError, ValueError, http.client.HTTPException):
        answer = None
    finally:
        connection.close()
    if isinstance(answer, dict) and answer.get("simulator") == IDENTITY:
        return answer
    raise ToolchainError(f"Port {port} is taken by another program: end it (`lsof -i :{port}` shows which).")


class Simulator:
    """The simulator that keeps its account in this checkout's state folder."""

    def __init__(self, python: Path, root: Path, state: Path, port: int = PORT) -> None:
        self._data = str(state / "simulator.sqlite3")
        self._command = [str(python), "-m", "simulator", "--data", self._data, "--port", str(port)]
        self._process: subprocess.Popen[bytes] | None = None
        self._root = root
        self._port = port
        self._log = state / "simulator.log"
        self._pid_file = state / "simulator.pid"
        self.url = f"http://{HOST}:{port}/"

    def run(self) -> None:
        """Become the simulator, in the foreground."""
        if health(self._port):
            raise ToolchainError(f"The simulator runs already: {self.url}")
        self._log.parent.mkdir(exist_ok=True)
        os.chdir(self._root)
        os.execv(self._command[0], self._command)  # noqa: S606 -- no shell is wanted

    def start(self) -> None:
        """Start the simulator in the background, unless one runs, and wait until it answers."""
        if running := health(self._port):
            if running.get("data") != self._data:
                where = running.get("data") or "memory"
                say(f"Using the simulator that runs already; it keeps its account in {where}.")
            return
        self._log.parent.mkdir(exist_ok=True)
        with self._log.open("w") as log:
            # A session of its own, so that Ctrl-C during `pulumi up` does not end it.
            self._process = subprocess.Popen(
                self._command, cwd=self._root, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        self._pid_file.write_text(str(self._process.pid))
        deadline = time.monotonic() + READY_SECONDS
        while not health(self._port):
            if self._process.poll() is not None or time.monotonic() > deadline:
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
        if self._process is not None:
            self._process.wait()

    def _is_process(self, pid: int) -> bool:
        # Python itself may have been started under another name than the one asked for.
        return _command_line(pid).endswith(" ".join(self._command[1:]))


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
