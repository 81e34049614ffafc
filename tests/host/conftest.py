import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.engine import trial
from tests.host import seeds
from tests.host.declared import FIRST, KINDS
from tests.host.our_host import Engine, OurHosts
from tests.host.pulumi_host import Host, Resource
from tests.skills import remove_skills

ROOT = Path(__file__).parents[2]
ACCOUNT = trial.ACCOUNT


def configuration(simulator: Simulator, **more: str) -> dict[str, str]:
    """Return the configuration of a stack for the simulator, with a bearer token."""
    whole = {"accountId": ACCOUNT, "domainApiUrl": simulator.url, "bearerToken": "simulator-bearer", **more}
    return {f"liveperson:{key}": value for key, value in whole.items()}


class Hosts:
    """Provider hosts, one for each update or refresh; all are ended with the test."""

    def __init__(self, nursery: "subprocess.Popen[str]", folder: Path, url: str) -> None:
        self.nursery = nursery
        self.folder = folder
        self.url = url
        self.running = ExitStack()
        self.started: list[Host] = []

    def start(self, *, empty: bool = False, **changes: str) -> Host:
        """Start one that is configured for the simulator, but for some changes; or an empty one."""
        whole = {
            "accountId": ACCOUNT,
            "domainApiUrl": self.url,
            "clientId": "simulator-client",
            "clientSecret": "simulator-secret",
            **changes,
        }
        settings = {f"liveperson:{key}": value for key, value in whole.items() if not empty}
        home = self.folder / f"host-{len(self.started)}"
        home.mkdir()
        os.mkfifo(home / "stdout")
        assert self.nursery.stdin is not None
        print(home, file=self.nursery.stdin, flush=True)
        host = Host(home, settings)
        self.started.append(self.running.enter_context(host))
        return host


@pytest.fixture(
    params=[pytest.param(each, marks=pytest.mark.slow) if each == "Skill" else each for each in KINDS]
)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def simulator(simulator: Simulator) -> Simulator:
    """A simulator whose account holds nothing yet."""
    remove_skills(simulator.control)
    return simulator


@pytest.fixture(autouse=True)
def seeded(request: pytest.FixtureRequest) -> None:
    seeds.begin(request.node.name)


@pytest.fixture(scope="session")
def nursery() -> Iterator["subprocess.Popen[str]"]:
    environment = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    command = [sys.executable, "-u", "-m", "tests.host.nursery"]  # as the engine starts a host
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, text=True) as nursery:
        yield nursery


@pytest.fixture
def hosts(nursery: "subprocess.Popen[str]", tmp_path: Path, simulator: Simulator) -> Iterator[Hosts]:
    hosts = Hosts(nursery, tmp_path, simulator.url)
    with hosts.running:
        yield hosts
    for host in hosts.started:
        assert "Traceback" not in host.said
        assert "simulator-secret" not in host.said


@pytest.fixture
def host(hosts: Hosts) -> Host:
    return hosts.start()


@pytest.fixture
def created(hosts: Hosts, kind: str) -> Resource:
    """What the state has of an object that an earlier update has created."""
    return hosts.start().create(kind, FIRST[kind])


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.fixture
def our_hosts(tmp_path: Path, engine: Engine, simulator: Simulator) -> Iterator[OurHosts]:
    """Hosts of ours, which send their messages to the engine."""
    hosts = OurHosts(tmp_path, engine, simulator.url)
    with hosts.running:
        yield hosts


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of this machine at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])
