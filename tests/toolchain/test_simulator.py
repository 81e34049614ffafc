"""The simulator in the background, with a stand-in that only knows its health."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from toolchain.errors import ToolchainError
from toolchain.simulator import Simulator, health

STAND_IN = """
import json, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    unanswered = UNANSWERED

    def do_GET(self):
        if Handler.unanswered:
            Handler.unanswered -= 1
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"simulator": "IDENTITY", "data": sys.argv[2]}).encode())

HTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def port() -> int:
    return free_port()


created: list[Simulator] = []


@pytest.fixture(autouse=True)
def every_simulator_ends() -> Iterator[None]:
    """A failed test must leave no process behind: its end would be a warning in another test."""
    yield
    while created:
        created.pop().stop()


@pytest.fixture
def simulator(tmp_path: Path, port: int) -> Simulator:
    write_stand_in(tmp_path, port)
    return at(tmp_path, port)


def write_stand_in(
    root: Path, port: int, identity: str = "liveperson-simulator", unanswered: int = 0
) -> None:
    (root / "liveperson_simulator").mkdir(parents=True, exist_ok=True)
    program = STAND_IN.replace("PORT", str(port)).replace("IDENTITY", identity)
    program = program.replace("UNANSWERED", str(unanswered))
    (root / "liveperson_simulator" / "__main__.py").write_text(program)
    (root / "liveperson_simulator" / "__init__.py").touch()  # or the installed one comes first
    # To Python, a program of the same length and second is the one that it has compiled already.
    shutil.rmtree(root / "liveperson_simulator" / "__pycache__", ignore_errors=True)


def at(root: Path, port: int, profile: Path | None = None) -> Simulator:
    simulator = Simulator(Path(sys.executable), root, root / ".state", port, profile)
    created.append(simulator)
    return simulator


def pid_file(root: Path) -> Path:
    return root / ".state" / "simulator.pid"


def data_of(root: Path) -> str:
    return str(root / ".state" / "simulator.sqlite3")


def test_it_answers_after_its_start_and_not_after_its_stop(simulator: Simulator, port: int) -> None:
    simulator.start()
    assert health(port)
    simulator.stop()
    assert health(port) is None


def test_one_that_does_not_answer_at_first_is_waited_for(
    simulator: Simulator, tmp_path: Path, port: int
) -> None:
    write_stand_in(tmp_path, port, unanswered=2)
    simulator.start()
    assert health(port)


def test_starting_twice_keeps_the_first(simulator: Simulator, tmp_path: Path) -> None:
    simulator.start()
    first = pid_file(tmp_path).read_text()
    simulator.start()
    assert pid_file(tmp_path).read_text() == first


def test_with_a_profile_it_is_started_again(simulator: Simulator, tmp_path: Path, port: int) -> None:
    simulator.start()
    first = pid_file(tmp_path).read_text()
    profile = tmp_path / "probe.json"
    at(tmp_path, port, profile).start()

    second = pid_file(tmp_path).read_text()

    assert second != first
    assert psutil.Process(int(second)).cmdline()[-2:] == ["--profile", str(profile)]


def test_one_that_closes_its_port_late_is_waited_for(simulator: Simulator, tmp_path: Path, port: int) -> None:
    """The stand-in becomes another program, which holds the port for a moment."""
    ending = """
import os, signal

def end(*_):
    server.socket.set_inheritable(True)
    os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(0.7)"])

signal.signal(signal.SIGTERM, end)
server = """
    program = tmp_path / "liveperson_simulator" / "__main__.py"
    before, _, server = program.read_text().partition("\nHTTPServer")
    program.write_text(f"{before}{ending}HTTPServer{server.replace('.serve', chr(10) + 'server.serve')}")
    simulator.start()
    first = pid_file(tmp_path).read_text()
    write_stand_in(tmp_path, port)

    at(tmp_path, port, tmp_path / "probe.json").start()

    assert pid_file(tmp_path).read_text() != first


def test_with_a_profile_one_in_front_is_not_replaced(simulator: Simulator, tmp_path: Path, port: int) -> None:
    simulator.start()
    pid = pid_file(tmp_path).read_text()
    pid_file(tmp_path).unlink()  # as if `make simulator` had started it

    with pytest.raises(ToolchainError, match="is already running, without this profile"):
        at(tmp_path, port, tmp_path / "probe.json").start()
    pid_file(tmp_path).write_text(pid)


def test_another_checkouts_simulator_is_not_joined_and_another_port_is_named(
    simulator: Simulator, tmp_path: Path, port: int
) -> None:
    simulator.start()
    data = tmp_path / ".state" / "simulator.sqlite3"
    other = at(tmp_path / "other", port)

    taken = rf"Port {port} is used by a simulator whose data is in {data}: `make up PORT=\d+` uses"
    for step in (other.start, other.run, other.require_free_port):
        with pytest.raises(ToolchainError, match=taken):
            step()
    assert not (tmp_path / "other").exists()


def test_each_checkout_has_a_simulator_of_its_own(simulator: Simulator, tmp_path: Path, port: int) -> None:
    simulator.start()
    other_port = free_port()
    write_stand_in(tmp_path / "other", other_port)
    other = at(tmp_path / "other", other_port)
    other.start()

    assert health(port) != health(other_port)
    other.stop()
    assert health(port)
    assert health(other_port) is None


def test_on_another_port_it_ends_on_the_first(simulator: Simulator, tmp_path: Path, port: int) -> None:
    simulator.start()
    other_port = free_port()
    write_stand_in(tmp_path, other_port)
    moved = at(tmp_path, other_port)
    moved.start()

    assert health(port) is None
    moved.stop()
    assert health(other_port) is None


def test_the_simulator_of_a_checkout_that_was_moved_is_started_again(tmp_path: Path, port: int) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    write_stand_in(before, port)
    first = at(before, port)
    first.start()
    (before / ".state" / "simulator.sqlite3").touch()
    old = pid_file(before).read_text()
    before.rename(after)

    simulator = at(after, port)
    simulator.start()

    first.stop()  # has ended, and is only waited for
    assert pid_file(after).read_text() != old
    assert health(port) == {"simulator": "liveperson-simulator", "data": data_of(after)}
    simulator.stop()
    assert health(port) is None


def test_the_simulator_of_a_checkout_that_was_copied_is_left_alone(tmp_path: Path, port: int) -> None:
    first, copy = tmp_path / "first", tmp_path / "copy"
    write_stand_in(first, port)
    original = at(first, port)
    original.start()
    Path(data_of(first)).touch()
    shutil.copytree(first, copy)

    with pytest.raises(ToolchainError, match=f"in {data_of(first)}"):
        at(copy, port).start()
    at(copy, port).stop()

    assert health(port)
    original.stop()


def test_running_it_in_front_beside_another_is_refused(simulator: Simulator) -> None:
    simulator.start()
    with pytest.raises(ToolchainError, match="is already running"):
        simulator.run()


def test_another_program_on_the_port_is_reported(simulator: Simulator, port: int) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        stranger.settimeout(0)
        with pytest.raises(ToolchainError, match=f"Port {port} is used by another program"):
            simulator.start()


def test_a_failed_start_is_reported_with_its_last_line(simulator: Simulator, tmp_path: Path) -> None:
    (tmp_path / "liveperson_simulator" / "__main__.py").write_text("raise SystemExit('no such seed')")
    with pytest.raises(ToolchainError, match=r"did not start; see .*simulator\.log: no such seed"):
        simulator.start()
    assert not pid_file(tmp_path).exists()


def test_stopping_leaves_a_process_alone_that_got_the_same_id(simulator: Simulator, tmp_path: Path) -> None:
    pid_file(tmp_path).parent.mkdir()
    with subprocess.Popen(["sleep", "30"]) as other:
        pid_file(tmp_path).write_text(str(other.pid))
        simulator.stop()
        assert other.poll() is None
        other.kill()


def test_stopping_what_ended_already_is_fine(simulator: Simulator, tmp_path: Path) -> None:
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
    pid_file(tmp_path).parent.mkdir()
    pid_file(tmp_path).write_text(str(ended.pid))
    simulator.stop()
    assert not pid_file(tmp_path).exists()
