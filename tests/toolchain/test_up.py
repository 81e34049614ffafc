"""`make up`, with stand-ins for the simulator and for Pulumi's CLI."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.committed import write_committed
from tests.processes import ran
from tests.toolchain.test_simulator import free_port, write_stand_in
from toolchain.checkout import ROOT
from toolchain.simulator import Simulator

CLI = """#!/bin/sh
echo "$* in $PULUMI_BACKEND_URL, skips checkpoints: $PULUMI_SKIP_CHECKPOINTS, $PULUMI_PARALLEL at a time"
"""


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def checkout(tmp_path: Path, port: int) -> Iterator[Path]:
    for name in ("toolchain", "provider"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    write_committed(tmp_path, "Pulumi.yaml", "Pulumi.demo.yaml")
    write_stand_in(tmp_path, port)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / ".venv" / "bin" / "pulumi-cli").write_text(CLI)
    (tmp_path / ".venv" / "bin" / "pulumi-cli").chmod(0o755)
    yield tmp_path
    Simulator(Path(sys.executable), tmp_path, tmp_path / ".state", port).stop()


def test_a_backend_of_ones_own_is_left_alone_and_named_without_its_secrets(checkout: Path, port: int) -> None:
    own = "postgres://user:s3cret@db.example/state?sslpassword=s3cret"
    done = ran(
        [sys.executable, "-m", "toolchain", "up", "--port", str(port)],
        cwd=checkout,
        env={"PATH": "/usr/bin:/bin", "PULUMI_BACKEND_URL": own},
        check=True,
    )
    said = done.stdout + done.stderr
    assert f"up --yes --stack demo in file://{checkout}/.state" in said
    assert "your PULUMI_BACKEND_URL is postgres://db.example/state. Run `unset PULUMI_BACKEND_URL`" in said
    assert "s3cret" not in said


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [({}, "true, 64"), ({"PULUMI_SKIP_CHECKPOINTS": "false", "PULUMI_PARALLEL": "4"}, "false, 4")],
)
def test_the_update_is_a_quick_one_unless_the_shell_says_otherwise(
    checkout: Path, port: int, chosen: dict[str, str], expected: str
) -> None:
    done = ran(
        [sys.executable, "-m", "toolchain", "up", "--port", str(port)],
        cwd=checkout,
        env={"PATH": "/usr/bin:/bin", **chosen},
        check=True,
    )

    assert f"skips checkpoints: {expected} at a time\n" in done.stdout
