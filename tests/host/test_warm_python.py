"""The Python that tests start everything with does what the real one does."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import warm
from tests.host.conftest import ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it is the real one here")

HOST = "-u", "-m", "pulumi_liveperson.host", "127.0.0.1:1"
TOLD = """
import os, sys
print("tests.warm" in sys.modules, sys.argv[1:], os.getcwd(), os.environ["COLOUR"], sys.stdin.read())
print(os.umask(0), os.getppid())
print("beside", file=sys.stderr)
sys.exit(7)
"""


@pytest.mark.parametrize(("changes", "is_warm"), [({}, True), ({"PYTHONHASHSEED": "1"}, False)])
def test_a_program_has_its_arguments_folder_environment_and_streams(
    tmp_path: Path, changes: dict[str, str], *, is_warm: bool
) -> None:
    program = tmp_path / "pulumi-language-python-exec"  # the name of the only one that it runs
    program.write_text(TOLD)

    done = subprocess.run(
        [warm.python(), program, "--monitor", "one two"],
        cwd=tmp_path,
        env={**os.environ, **changes, "COLOUR": "blue"},
        input="said",
        capture_output=True,
        text=True,
        check=False,
        umask=0o027,
    )

    assert done.stdout == f"{is_warm} ['--monitor', 'one two'] {tmp_path} blue said\n{0o027} {os.getpid()}\n"
    assert (done.returncode, done.stderr) == (7, "beside\n")


@contextmanager
def host(*around: str) -> Iterator["subprocess.Popen[str]"]:
    """Start a host, which serves by now; it has ended when nobody can write to its stdout any more."""
    with subprocess.Popen(
        [*around, warm.python(), *HOST], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as begun:
        assert begun.stdout is not None
        assert begun.stdout.readline().strip().isdigit()
        yield begun
        assert begun.stdout.read() == ""
        assert begun.stderr is not None
        assert "Traceback" not in begun.stderr.read()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_host_gets_the_signals_of_its_engine(number: signal.Signals) -> None:
    with host() as begun:
        begun.send_signal(number)

    # It ends well if it can, unless it still prepares itself.
    assert begun.returncode in ({-number} if number == signal.SIGKILL else {-number, 0})


def test_a_host_ends_with_its_engine() -> None:
    with host("sh", "-c", '"$@" & wait', "engine") as engine:
        engine.kill()


def test_what_pip_lists_is_what_is_installed() -> None:
    asked = "-m", "pip", "list", "-v", "--format", "json"

    said, real = (subprocess.check_output([each, *asked]) for each in (warm.python(), sys.executable))

    assert said == real
