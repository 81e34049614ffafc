"""Runs the simulator of this checkout: in the foreground, or in the background for `make up`."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from toolchain.errors import ToolchainError
from toolchain.progress import print_status

HOST = "127.0.0.1"
PORT = 8490
HIGHEST_PORT = 65535
IDENTITY = "liveperson-simulator"
READY_SECONDS = 20.0
END_SECONDS = 10.0


def health(port: int) -> dict[str, Any] | None:
    """Return the health of the simulator on a port; None if no program listens there."""
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
    raise ToolchainError(f"Port {port} is used by another program: {_another_port()}")


class Simulator:
    """The simulator whose data is in this checkout's state folder."""

    def __init__(self, python: Path, root: Path, state: Path, port: int, profile: Path | None = None) -> None:
        if not 0 < port <= HIGHEST_PORT:
            raise ToolchainError(f"PORT is {port}; it must be a number from 1 to {HIGHEST_PORT}.")
        self._data = str(state.resolve() / "simulator.sqlite3")
        self._program = ["-m", "liveperson_simulator", "--data"]
        self._command = [str(python), *self._program, self._data, "--port", str(port)]
        self._profile = profile
        if profile is not None:
            self._command += ["--profile", str(profile.absolute())]
        self._process: subprocess.Popen[bytes] | None = None
        self._root = root
        self.port = port
        self._log = state / "simulator.log"
        self._pid_file = state / "simulator.pid"
        self.url = f"http://{HOST}:{port}/"

    def require_free_port(self) -> None:
        """Raise `ToolchainError` if the port is used, by this simulator or by another program."""
        if self._is_running():
            raise ToolchainError(f"The simulator is already running: {self.url}")

    def run(self) -> None:
        """Replace this process by the simulator, in the foreground."""
        self.require_free_port()
        self._stop_own()
        self._log.parent.mkdir(exist_ok=True)
        os.chdir(self._root)
        os.execv(self._command[0], self._command)  # noqa: S606 -- it needs no shell

    def start(self) -> None:
        """Start the simulator in the background, unless it is running, and wait until it answers.

        With a profile, one that runs in the background is started again. Raises `ToolchainError` if another
        simulator uses the port.
        """
        if self._profile is None and self._is_running():
            return
        self._stop_own()
        if self._is_running():
            raise ToolchainError(
                f"The simulator is already running, without this profile: {self.url}. End it and try again."
            )
        self._log.parent.mkdir(exist_ok=True)
        with self._log.open("w") as log:
            # A separate session, so Ctrl-C during `pulumi up` does not end the simulator.
            self._process = subprocess.Popen(
                self._command, cwd=self._root, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        self._pid_file.write_text(str(self._process.pid))
        deadline = time.monotonic() + READY_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                last = [line for line in self._log.read_text().splitlines() if line.strip()][-1:]
                raise ToolchainError(
                    f"The simulator did not start; see {self._log}: {''.join(last) or 'no output'}"
                )
            time.sleep(0.05)
        print_status(
            f"The simulator runs in the background: {self.url} (log: {self._log}; stop it with `make clean`)"
        )

    def stop(self) -> None:
        """End the simulator that `start` started, but no other process with the same process id."""
        self._stop_own()
        if self._process is not None:
            self._process.wait()

    def _is_running(self) -> bool:
        running = health(self.port)
        if running is None:
            return False
        data = running.get("data")
        if data is not None and str(Path(data).resolve()) == self._data:
            return True
        if data is not None and not Path(data).exists() and self._is_own(self._pid()):
            return False  # the checkout was moved after this simulator was started
        whose = f"a simulator whose data is in {data or 'memory'}"
        raise ToolchainError(f"Port {self.port} is used by {whose}: {_another_port()}")

    def _answers(self) -> bool:
        """Return whether the started simulator answers; on a busy machine, its first answers can be late."""
        with contextlib.suppress(ToolchainError):
            return self._is_running()
        return False

    def _stop_own(self) -> None:
        pid = self._pid()
        self._pid_file.unlink(missing_ok=True)
        if pid is None or not self._is_own(pid):
            return
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + END_SECONDS
        while self._is_own(pid):
            if time.monotonic() > deadline:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                break
            if self._process is not None:
                self._process.poll()
            time.sleep(0.05)
        # A process that ends loses its command line before it closes its port.
        while _is_open(self.port) and time.monotonic() < deadline:
            time.sleep(0.05)

    def _pid(self) -> int | None:
        try:
            return int(self._pid_file.read_text())
        except (OSError, ValueError):
            return None

    def _is_own(self, pid: int | None) -> bool:
        """Return whether a process is the simulator of this checkout, also if the checkout was moved.

        A simulator of the original of a copied checkout is another one: its data file still exists.
        """
        # The path of Python in the command line may differ from ours.
        _, program, data = _command_line(pid or 0).partition(" ".join(["", *self._program, ""]))
        data = data.rpartition(" --port ")[0]
        return bool(program) and (data == self._data or not Path(data).exists())


def _is_open(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except ConnectionRefusedError:
        return False
    except OSError:
        return True  # closed in this moment, or busy
    return True


def _another_port() -> str:
    with socket.socket() as free:
        for port in range(PORT + 1, PORT + 100):
            with contextlib.suppress(OSError):
                free.bind((HOST, port))
                return f"`make up PORT={port}` uses another one."
    return "end that program."


def _command_line(pid: int) -> str:
    # Small Linux images have no ps, and macOS has no /proc.
    if Path("/proc/self/cmdline").exists():
        try:
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            return ""
        return " ".join(arguments).strip()
    shown = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return shown.stdout.strip()
