"""A machine of its own for every test: a cache folder, a PATH and a download server."""

import hashlib
import io
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.serving import Handler, serving
from toolchain import cache
from toolchain.pulumi_cli import PROGRAMS, pinned_version, platform_name

Programs = Callable[..., Path]


class Mirror:
    """A download server on this machine, and the checksums of a checkout that downloads from it.

    `files` is what it has, `redirects` where else it sends one, `silent` what it never answers.
    """

    def __init__(self, checksums: Path) -> None:
        self.files: dict[str, bytes] = {}
        self.redirects: dict[str, str] = {}
        self.silent: set[str] = set()
        self.trickling: set[str] = set()
        self.requests: list[str] = []
        self.closing = threading.Event()
        self.url = ""
        self.archive = f"pulumi-v{pinned_version()}-{platform_name()}.tar.gz"
        self._checksums = checksums
        self.review(b"never published")

    def review(self, archive: bytes) -> None:
        """Commit the checksum of an archive, and of one for another platform."""
        other = f"{'0' * 64}  pulumi-v{pinned_version()}-plan9-x64.tar.gz"
        self._checksums.write_text(f"{other}\n{hashlib.sha256(archive).hexdigest()}  {self.archive}\n")

    def publish(self, archive: bytes) -> None:
        """Offer an archive that was reviewed."""
        self.files[self.archive] = archive
        self.review(archive)


def release(version: str, *, without: str = "") -> bytes:
    """Return an archive laid out as Pulumi's are, with programs that only know their version."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for name in {*PROGRAMS, "pulumi-language-nodejs"} - {without}:
            script = f"#!/bin/sh\necho v{version}\n".encode()
            member = tarfile.TarInfo(f"pulumi/{name}")
            member.size = len(script)
            member.mode = 0o755
            tar.addfile(member, io.BytesIO(script))
    return archive.getvalue()


@pytest.fixture(autouse=True)
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", os.pathsep.join(["/usr/bin", "/bin"]))
    monkeypatch.setenv("no_proxy", "*")
    # Nobody listens here: a test that downloads says so by asking for the mirror.
    monkeypatch.setenv("PULUMI_TOOLCHAIN_URL", "http://127.0.0.1:9")
    monkeypatch.delenv("PULUMI_TOOLCHAIN", raising=False)
    return cache.home()


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    mirror = Mirror(tmp_path / "checksums.txt")
    monkeypatch.setattr("toolchain.release.CHECKSUMS", tmp_path / "checksums.txt")

    class Downloads(Handler, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.partition("?")[0].rpartition("/")[2]
            mirror.requests.append(name)
            content = mirror.files.get(name, b"")
            if name in mirror.silent:
                mirror.closing.wait()
            elif name in mirror.redirects:
                self.answer(302, Location=mirror.redirects[name])
            elif name in mirror.trickling:
                self.send_response(200)
                self.end_headers()
                for place in range(len(content)):
                    self.wfile.write(content[place : place + 1])
                    if mirror.closing.wait(0.02):
                        return
            else:
                self.answer(200 if content else 404, content)

    with serving(Downloads) as host:
        mirror.url = f"http://{host}"
        monkeypatch.setenv("PULUMI_TOOLCHAIN_URL", mirror.url)
        yield mirror
        mirror.closing.set()


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    """Return a function that puts shell scripts into a folder of a given name."""

    def write(folder: str, *names: str, script: str = "echo v3.300.0") -> Path:
        path = tmp_path / folder
        path.mkdir(parents=True, exist_ok=True)
        for name in names:
            (path / name).write_text(f"#!/bin/sh\n{script}\n")
            (path / name).chmod(0o755)
        return path

    return write
