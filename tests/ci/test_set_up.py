"""What the jobs of a team begin with, on a machine whose curl is ours."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.ci.actions import TEMPLATE
from tests.processes import ran
from toolchain.pulumi_cli import pinned_version
from toolchain.release import CHECKSUMS

SCRIPT = (TEMPLATE / ".ci" / "set-up").read_text()
CURL = """#!/bin/sh
echo "$@" >> "{asked}"
while [ "$1" != --output ]; do shift; done
cp "{archive}" "$2"
"""
QUICK_PYTHON = """#!/bin/sh
mkdir -p .venv/bin
printf '#!/bin/sh\\n' > .venv/bin/pip
chmod +x .venv/bin/pip
"""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pipelines run on Linux")


class Machine:
    """A repository, and an archive that any address leads to."""

    def __init__(self, folder: Path, *, is_reviewed: bool = True) -> None:
        self.project, self.cache = folder / "project", folder / "cache" / "pulumi"
        self._programs = folder / "programs"
        self.asked = folder / "asked"
        self._script = self.project / ".ci" / "set-up"
        for each in (self._script.parent, self._programs):
            each.mkdir(parents=True)
        shutil.copytree(TEMPLATE / "host", self.project / "host")
        (self.project / "host" / "pulumi-resource-pulumi-python").chmod(0o644)  # as from Windows
        (self.project / "requirements.txt").touch()
        archive = self._archive(folder)
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        reviewed = re.sub(r"checksum=\w+", f"checksum={digest}", SCRIPT) if is_reviewed else SCRIPT
        self._script.write_text(reviewed)
        self._program("curl", CURL.format(asked=self.asked, archive=archive))

    def set_up(self) -> "subprocess.CompletedProcess[str]":
        """Run it as the jobs do."""
        path = f"{self._programs}{os.pathsep}{os.environ['PATH']}"
        return ran(
            ["sh", ".ci/set-up"],
            cwd=self.project,
            env={**os.environ, "PATH": path, "XDG_CACHE_HOME": str(self.cache.parent), "PIP_NO_INDEX": "1"},
        )

    def use_a_quick_python(self) -> None:
        """Let what Python does be done in no time, and be nothing."""
        self._program("python3", QUICK_PYTHON)

    @property
    def pulumi(self) -> Path:
        return self.project / ".venv" / "bin" / "pulumi"

    def _program(self, name: str, script: str) -> None:
        (self._programs / name).write_text(script)
        (self._programs / name).chmod(0o755)

    def _archive(self, folder: Path) -> Path:
        program, archive = folder / "pulumi", folder / "archive.tar.gz"
        program.write_text("#!/bin/sh\necho v0\n")
        program.chmod(0o755)
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(program, "pulumi/pulumi")
        return archive


def test_the_cli_comes_from_pulumi_once_and_then_from_the_cache(tmp_path: Path) -> None:
    machine = Machine(tmp_path)

    first = machine.set_up()
    machine.use_a_quick_python()
    second = machine.set_up()

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    [asked] = machine.asked.read_text().splitlines()
    address = f"https://get.pulumi.com/releases/sdk/pulumi-v{pinned_version()}-linux-"
    assert asked.rpartition(" ")[2].startswith(address)
    assert subprocess.check_output([machine.pulumi], text=True) == "v0\n"
    assert os.access(machine.project / "host" / "pulumi-resource-pulumi-python", os.X_OK)


@pytest.mark.threat("tampered-download")
def test_an_unreviewed_cli_is_not_unpacked(tmp_path: Path) -> None:
    machine = Machine(tmp_path, is_reviewed=False)
    machine.use_a_quick_python()

    refused = machine.set_up()

    assert refused.returncode != 0
    assert "does not have the reviewed checksum" in refused.stderr
    assert not machine.pulumi.exists()


@pytest.mark.threat("tampered-download")
def test_an_unreviewed_cli_in_the_cache_is_replaced(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.use_a_quick_python()
    machine.set_up()
    [kept] = machine.cache.iterdir()
    kept.write_bytes(b"something else")

    done = machine.set_up()

    assert done.returncode == 0, done.stderr
    assert len(machine.asked.read_text().splitlines()) == 2
    assert kept.read_bytes() != b"something else"


def test_its_version_and_checksums_are_those_that_this_project_has_reviewed() -> None:
    reviewed = dict(line.split()[::-1] for line in CHECKSUMS.read_text().splitlines())
    named = dict(re.findall(r"platform=(\S+) checksum=(\S+)", SCRIPT))

    assert f"\nversion={pinned_version()}\n" in SCRIPT
    assert set(named) == {"linux-x64", "linux-arm64"}
    assert all(
        reviewed[f"pulumi-v{pinned_version()}-{platform}.tar.gz"] == each for platform, each in named.items()
    )
