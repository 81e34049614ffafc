"""The simulator as an extra of the package, in an environment that has the wheel alone."""

import shutil
import subprocess
from pathlib import Path

import pytest
import requests

from tests.docs.markdown import blocks
from tests.engine.newcomer import without_a_virtual_environment
from tests.engine.trial import ROOT
from tests.engine.wheels import install, make_environment
from tests.processes import ran

pytestmark = pytest.mark.engine


@pytest.fixture
def environment(tmp_path: Path, wheel: Path) -> Path:
    venv = make_environment(tmp_path / "venv")
    install(venv, wheel)
    return venv


@pytest.mark.slow
def test_the_test_on_its_page_passes_in_a_project_of_somebody_elses(
    environment: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    plugin, test = blocks((ROOT / "docs" / "simulator.md").read_text(), "python")[:2]
    shutil.copytree(ROOT / "template" / "stacks", tmp_path / "project" / "stacks")
    tests = tmp_path / "project" / "tests"
    tests.mkdir()
    (tests / "conftest.py").write_text(plugin)
    (tests / "test_support.py").write_text(test)
    foreign = {"LIVEPERSON_BEARER_TOKEN": "of-a-real-account"}

    def tested(**changes: str) -> "subprocess.CompletedProcess[str]":
        kept = without_a_virtual_environment(surroundings)
        path = f"{environment}/bin:{kept['PATH']}"
        return ran(
            [environment / "bin" / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", tests],
            cwd=tests.parent,
            env={**kept, "PATH": path, "VIRTUAL_ENV": str(environment), **changes},
        )

    passed = tested(**foreign)
    (tests / "test_support.py").write_text(test.replace("(False, False)", "(True, False)"))
    failed = tested()

    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert (failed.returncode, "assert (False, False) == (True, False)" in failed.stdout) == (1, True)


def test_its_command_serves_until_it_is_ended(environment: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [environment / "bin" / "liveperson-simulator", "--port", "0", "--memory"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        with requests.Session() as session:
            session.trust_env = False
            assert session.get(f"{address}/simulator/health").ok
        process.terminate()

    assert process.returncode == 0
    assert {each.name for each in tmp_path.iterdir()} == {"venv"}


def test_without_the_extra_its_command_says_how_to_get_it(tmp_path: Path, wheel: Path) -> None:
    plain = make_environment(tmp_path / "venv", without={"uvicorn"})
    install(plain, wheel)

    done = ran([plain / "bin" / "liveperson-simulator"], env={"PATH": ""})

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "liveperson-simulator: uvicorn is missing. Run `pip install 'pulumi-liveperson[simulator]'`.\n"
    )
