"""Empty backends for tests: a folder, or a bucket, a container or a database of a real server."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, Self

import pytest
import requests

from tests.backends.install import GO, NODE, PYTHON, Part
from tests.backends.serving import HOST, running

REQUIRED = "STATE_SERVERS"
"""If this variable is set, a test fails without its server; otherwise it is skipped."""
AWS = {"AWS_ACCESS_KEY_ID": "team", "AWS_SECRET_ACCESS_KEY": "secret-of-the-team", "AWS_REGION": "eu-west-1"}
# Azurite has one account, with a key that its documentation publishes.
_AZURE = {
    "AZURE_STORAGE_ACCOUNT": "devstoreaccount1",
    "AZURE_STORAGE_KEY": "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq"
    "/K1SZFPTOtr/KBHBeksoGMGw==",
}
DATABASE_PASSWORD = "password-of-the-team"  # the server does not ask for it


@dataclass(frozen=True)
class Place:
    """An empty backend, and the credentials of it."""

    url: str
    environment: Mapping[str, str] = field(default_factory=dict)
    log: Path | None = None
    """Where its server writes a line for each request; `None` if it writes none."""

    @property
    def variables(self) -> dict[str, str]:
        return {**self.environment, "PULUMI_BACKEND_URL": self.url}

    def ring(self, name: str) -> "Place":
        """Return the part of this backend that a ring has of its own: a folder, or a table of a database."""
        address, mark, options = self.url.partition("?")
        if address.startswith("postgres:"):
            return replace(self, url=f"{self.url}&table={name}_state")
        if address.startswith("file:"):
            Path(address.removeprefix("file://"), name).mkdir()
        return replace(self, url=f"{address}/{name}{mark}{options}")


Make = Callable[[str], Place]
"""Makes a place with a name of its own."""


class Places:
    """Makes empty places; each server starts when its first place is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = (f"pulumi-state-{each}" for each in count(1))
        self._makers: dict[str, Make] = {}
        self._running = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def make(self, kind: str) -> Place:
        if kind not in self._makers:
            folder = self._folder / kind
            folder.mkdir()
            self._makers[kind] = self._running.enter_context(KINDS[kind](folder))
        return self._makers[kind](next(self._names))


def installed(part: Part, program: str) -> str:
    """Return the path of a program; a test is skipped without it, or fails if the servers are required."""
    if not part.is_complete(part.folder):
        without(f"{part.folder} is missing: run `python -m tests.backends.install`")
    return str(part.folder / program)


def without(reason: str) -> None:
    """Skip a test, or let it fail if the servers are required."""
    if os.environ.get(REQUIRED):
        pytest.fail(f"{REQUIRED} is set, and {reason}")
    pytest.skip(reason)


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "NO_PROXY": HOST, "no_proxy": HOST, **more}


@contextmanager
def _folders(folder: Path) -> Iterator[Make]:
    def make(name: str) -> Place:
        (folder / name).mkdir()
        return Place(f"file://{folder / name}?metadata=skip")

    yield make


def _bucket(name: str, port: int) -> str:
    """Create a bucket on a server of S3, and return its address for Pulumi."""
    keys = f"access_key_id={AWS['AWS_ACCESS_KEY_ID']},secret_access_key={AWS['AWS_SECRET_ACCESS_KEY']}"
    _rclone("mkdir", f":s3,provider=Other,{keys},endpoint='http://{HOST}:{port}':{name}")
    # As for each server that is compatible with S3: otherwise Pulumi warns about answers without a checksum.
    checksums = "response_checksum_validation=when_required&request_checksum_calculation=when_required"
    server = f"endpoint={HOST}:{port}&disable_https=true&use_path_style=true&region=eu-west-1"
    return f"s3://{name}?{server}&{checksums}"


@contextmanager
def moto(folder: Path) -> Iterator[int]:
    """Run moto's server, which simulates AWS, and yield its port."""
    python = installed(PYTHON, "venv/bin/python")
    log = folder / "log"
    with running(lambda port: [python, "-m", "moto.server", "-H", HOST, "-p", str(port)], log) as port:
        yield port


@contextmanager
def _buckets_of_moto(folder: Path) -> Iterator[Make]:
    with moto(folder) as port:

        def make(name: str) -> Place:
            return Place(_bucket(name, port), AWS, folder / "log")

        yield make


@contextmanager
def _buckets_of_rclone(folder: Path) -> Iterator[Make]:
    rclone = installed(PYTHON, "venv/bin/rclone")
    served = folder / "buckets"
    served.mkdir()
    keys = f"{AWS['AWS_ACCESS_KEY_ID']},{AWS['AWS_SECRET_ACCESS_KEY']}"

    def command(port: int) -> list[str]:
        return [rclone, "serve", "s3", "--addr", f"{HOST}:{port}", "--auth-key", keys, str(served)]

    with running(command, folder / "log", environment=_environment(RCLONE_CONFIG="")) as port:

        def make(name: str) -> Place:
            return Place(_bucket(name, port), AWS)

        yield make


@contextmanager
def _containers(folder: Path) -> Iterator[Make]:
    azurite = installed(NODE, NODE.programs[0])
    node = shutil.which("node")
    if node is None:
        without("node is not on PATH")
    quiet = ["--silent", "--disableTelemetry", "--skipApiVersionCheck", "--inMemoryPersistence"]

    def command(port: int) -> list[str]:
        return [str(node), azurite, "--blobHost", HOST, "--blobPort", str(port), *quiet]

    with running(command, folder / "log", cwd=folder) as port:

        def make(name: str) -> Place:
            account, key = _AZURE.values()
            endpoint = f"http://{HOST}:{port}/{account}"
            _rclone("mkdir", f":azureblob,account={account},key='{key}',endpoint='{endpoint}':{name}")
            return Place(f"azblob://{name}?protocol=http&domain={HOST}:{port}&localemu=true", _AZURE)

        yield make


@contextmanager
def _buckets_of_google(folder: Path) -> Iterator[Make]:
    server = installed(GO, GO.programs[0])

    def command(port: int) -> list[str]:
        place = ["-host", HOST, "-port", str(port), "-public-host", f"{HOST}:{port}"]
        return [server, "-backend", "memory", "-scheme", "http", *place]

    with running(command, folder / "log") as port:

        def make(name: str) -> Place:
            buckets = f"http://{HOST}:{port}/storage/v1/b?project=team"
            requests.post(buckets, json={"name": name}, timeout=60).raise_for_status()
            signed_in = {"GOOGLE_OAUTH_ACCESS_TOKEN": "x", "STORAGE_EMULATOR_HOST": f"{HOST}:{port}"}
            return Place(f"gs://{name}", signed_in)

        yield make


@contextmanager
def _databases(folder: Path) -> Iterator[Make]:
    programs = _postgres()
    # PostgreSQL does not run as root, and another user cannot enter the folders of pytest.
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    data = Path(tempfile.mkdtemp(prefix="postgres-"))
    os.chown(data, user.pw_uid, user.pw_gid)
    unprivileged: dict[str, Any] = (
        {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    )
    new = ["--auth=trust", "--username=pulumi", "--encoding=UTF8", "--no-locale", "--no-sync"]
    fast = [
        part for each in ("fsync", "full_page_writes", "synchronous_commit") for part in ("-c", f"{each}=off")
    ]

    def command(port: int) -> list[str]:
        where = ["-D", str(data), "-h", HOST, "-p", str(port), "-k", ""]
        return [str(programs / "postgres"), *where, *fast]

    try:
        subprocess.run(
            [programs / "initdb", *new, "-D", data], cwd=data, check=True, capture_output=True, **unprivileged
        )
        log = folder / "log"
        with running(command, log, end=signal.SIGQUIT, cwd=data, **unprivileged) as port:

            def make(name: str) -> Place:
                server = ["--host", HOST, "--port", str(port), "--username", "pulumi"]
                # Nothing connects to template0. A connection to template1 refuses the copy.
                create = [str(programs / "createdb"), *server, "--template=template0", name]
                done = subprocess.run(create, check=False, capture_output=True, text=True)
                assert done.returncode == 0, done.stderr
                return Place(f"postgres://pulumi:{DATABASE_PASSWORD}@{HOST}:{port}/{name}?sslmode=disable")

            yield make
    finally:
        shutil.rmtree(data)


def _postgres() -> Path:
    """Return the folder of PostgreSQL's programs, which Debian does not put on PATH."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = [each for each in found if (each / "createdb").exists()]
    if not found:
        without("PostgreSQL is missing: install it, for example with `apt-get install postgresql`")
    return found[-1]


def _rclone(*words: str) -> None:
    rclone = installed(PYTHON, "venv/bin/rclone")
    subprocess.run([rclone, *words], env=_environment(RCLONE_CONFIG=""), check=True, capture_output=True)


KINDS: dict[str, Callable[[Path], Any]] = {
    "file": _folders,
    "moto": _buckets_of_moto,
    "rclone": _buckets_of_rclone,
    "azurite": _containers,
    "google": _buckets_of_google,
    "postgres": _databases,
}
