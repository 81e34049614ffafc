"""A new kind is tested by registering it."""

import subprocess
import sys

import pytest

from tests.committed import ROOT

LIFECYCLE = ("tests/contract/test_lifecycle.py", "tests/host/test_lifecycle.py")
EVERYTHING = ("tests/contract", "tests/host")


@pytest.mark.timeout(900)
@pytest.mark.parametrize("suites", [LIFECYCLE, pytest.param(EVERYTHING, marks=pytest.mark.slow)])
def test_the_suites_take_the_kind_as_they_take_the_others(suites: tuple[str, ...]) -> None:
    plugin = ["-p", "tests.kinds.known_everywhere", "-k", "Greeting"]

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", *plugin, *suites],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert int(done.stdout.strip().splitlines()[-1].split(" passed")[0].split()[-1]) >= 2 * len(suites)
