import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from liveperson_simulator.server import Simulator
from tests.simulator.api import ACCOUNT, Api, body, path, session

NAME = "specialoccasion"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "error", "-m", "liveperson_simulator", *arguments]


@contextmanager
def process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with subprocess.Popen(
        command("--port", "0", *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        try:
            yield started, started.stdout.readline().split()[-1]
        finally:
            started.kill()


def test_objects_revisions_and_ids_survive_a_restart(tmp_path: Path) -> None:
    data = tmp_path / "state" / "data.sqlite3"
    with Simulator(data) as simulator:
        api = Api(simulator, NAME)
        made = api.created()
        api.delete(api.created(name="deleted")["id"])
        before = simulator.control.snapshot()
    with Simulator(data) as simulator:
        api = Api(simulator, NAME)
        assert simulator.control.snapshot() == before
        assert (api.live(), api.revision) == ([made], 4)
        assert api.created(name="deleted")["id"] == made["id"] + 200


def test_the_same_requests_give_the_same_ids_in_every_data_file(tmp_path: Path) -> None:
    ids = []
    for name in ("a", "b"):
        with Simulator(tmp_path / name) as simulator:
            ids.append(Api(simulator, NAME).created()["id"])
    assert ids[0] == ids[1]


def test_a_kill_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    data = tmp_path / "data.sqlite3"
    answered: list[str] = []
    with process("--data", str(data)) as (started, url), session() as http:

        def write_until_killed() -> None:
            for number in range(100_000):
                sent = body(NAME, name=f"occasion {number}")
                try:
                    assert http.post(url + path(NAME), json=sent, timeout=5).ok
                except requests.RequestException:  # refused, closed, or cut off within the answer
                    return
                answered.append(sent["name"])

        with ThreadPoolExecutor() as pool:
            writing = pool.submit(write_until_killed)
            while len(answered) < 50:
                time.sleep(0.01)
            os.kill(started.pid, signal.SIGKILL)
            writing.result()
    with Simulator(data) as simulator:
        kept = [each["name"] for each in simulator.control.objects(ACCOUNT, NAME)]
        # The write in flight may have been committed without its answer getting out.
        assert kept[: len(answered)] == answered
        assert len(kept) - len(answered) <= 1
        assert simulator.control.revision(ACCOUNT, NAME) == 1 + len(kept)


@pytest.mark.parametrize("in_memory", [True, False])
def test_parallel_writers_never_overwrite_each_other_or_see_half_a_revision(
    tmp_path: Path, *, in_memory: bool
) -> None:
    with Simulator(None if in_memory else tmp_path / "data.sqlite3") as simulator:
        pair = Api(simulator, NAME).post([body(NAME, name=name, description="0") for name in "ab"]).json()

        def add(count: int) -> None:
            api = Api(simulator, NAME)
            for _ in range(count):
                while True:
                    read = api.get(select="$all")
                    objects, revision = read.json(), read.headers["ac-revision"]
                    assert objects[0]["description"] == objects[1]["description"]
                    value = str(int(objects[0]["description"]) + 1)
                    if api.put([each | {"description": value} for each in objects], if_match=revision).ok:
                        break

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(add, [15] * 4))
        assert [each["description"] for each in simulator.control.objects(ACCOUNT, NAME)] == ["60", "60"]
        assert simulator.control.revision(ACCOUNT, NAME) == 62
        assert [each["id"] for each in pair] == [
            each["id"] for each in simulator.control.objects(ACCOUNT, NAME)
        ]


def test_slow_answers_overlap() -> None:
    with Simulator(latency_ms=200) as simulator:
        started = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            assert all(each.ok for each in pool.map(lambda _: Api(simulator, NAME).get(), range(8)))
        assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_says_where_it_serves_and_ends_cleanly(number: signal.Signals) -> None:
    arguments = ("--memory", "--account", "81234567", "--knob", "stale_status=412", "--latency", "5")
    with process(*arguments) as (started, url):
        health = requests.get(f"{url}/simulator/health", timeout=5).json()
        assert (health["simulator"], health["data"]) == ("liveperson-simulator", None)
        knobs = requests.get(f"{url}/simulator/knobs", timeout=5).json()
        assert (knobs["stale_status"], knobs["latency_ms"]) == (412, 5)
        assert session().get(url + path(NAME, account="81234567")).json() == []
        started.send_signal(number)
        assert started.communicate(timeout=10) == ("", "")
        assert started.returncode == 0


def test_a_taken_port_is_one_line_that_says_what_to_do() -> None:
    with Simulator() as simulator:
        port = simulator.url.rsplit(":", 1)[1]
        ended = subprocess.run(
            command("--memory", "--port", port), capture_output=True, text=True, timeout=20, check=False
        )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert (
        ended.stderr
        == f"simulator: port {port} is in use; end its program, or choose another port with --port\n"
    )


@pytest.mark.parametrize(
    "arguments", [("--knob", "nonesuch=1"), ("--knob", "stale_status"), ("--account", "no id")]
)
def test_a_wrong_argument_ends_the_command_with_a_reason(arguments: tuple[str, str]) -> None:
    ended = subprocess.run(
        command("--memory", *arguments), capture_output=True, text=True, timeout=20, check=False
    )
    assert ended.returncode == 2
    assert arguments[1].split("=")[0] in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_file_that_is_no_data_file_is_one_line_that_says_so(tmp_path: Path) -> None:
    data = tmp_path / "notes.txt"
    data.write_text("not a database, but long enough to be looked at as one\n" * 20)
    arguments = command("--port", "0", "--data", str(data))
    ended = subprocess.run(arguments, capture_output=True, text=True, timeout=20, check=False)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "--data" in ended.stderr
