"""The simulator in the background, with a stand-in that only knows its health."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolchain.errors import ToolchainError
from toolchain.simulator import Simulator, health

STAND_IN = """
import json, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"simulator": "IDENTITY", "data": sys.argv[2]}).encode())

HTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def simulator(tmp_path: Path, port: int) -> Iterator[Simulator]:
    write_stand_in(tmp_path, port)
    simulator = at(tmp_path, port)
    yield simulator
    simulator.stop()


def write_stand_in(root: Path, port: int, identity: str = "liveperson-simulator") -> None:
    (root / "simulator").mkdir(exist_ok=True)
    program = STAND_IN.replace("PORT", str(port)).replace("IDENTITY", identity)
    (root / "simulator" / "__main__.py").write_text(program)


def at(root: Path, port: int) -> Simulator:
    return Simulator(Path(sys.executable), root, root / ".state", port)


def pid_file(root: Path) -> Path:
    return root / ".state" / "simulator.pid"


def test_it_answers_once_started_and_nobody_answers_once_stopped(simulator: Simulator, port: int) -> None:
    simulator.start()
    assert health(port)
    simulator.stop()
    assert health(port) is None


def test_starting_twice_keeps_the_first(simulator: Simulator, tmp_path: Path) -> None:
    simulator.start()
    first = pid_file(tmp_path).read_text()
    simulator.start()
    assert pid_file(tmp_path).read_text() == first


def test_another_checkouts_simulator_is_used_and_named(
    simulator: Simulator, tmp_path: Path, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    simulator.start()
    capsys.readouterr()
    at(tmp_path / "other", port).start()
    assert str(tmp_path / ".state" / "simulator.sqlite3") in capsys.readouterr().err
    assert not (tmp_path / "other").exists()


def test_running_it_in_front_beside_another_is_refused(simulator: Simulator) -> None:
    simulator.start()
    with pytest.raises(ToolchainError, match="runs already"):
        simulator.run()


def test_another_program_on_the_port_is_told(simulator: Simulator, port: int) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        stranger.settimeout(0)
        with pytest.raises(ToolchainError, match=f"Port {port} is taken by another program"):
            simulator.start()


def test_one_that_does_not_start_is_told_with_its_last_words(simulator: Simulator, tmp_path: Path) -> None:
    (tmp_path / "simulator" / "__main__.py").write_text("raise SystemExit('no such seed')")
    with pytest.raises(ToolchainError, match=r"did not start, see .*simulator\.log: no such seed"):
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
