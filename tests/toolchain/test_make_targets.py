"""The verbs, and the pins they rely on."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.processes import ran
from tests.toolchain.conftest import Programs
from toolchain import __main__ as toolchain
from toolchain.checkout import ROOT
from toolchain.clean import remove_leftovers
from toolchain.errors import ToolchainError
from toolchain.pulumi_cli import pinned_version

VERBS = [
    *("help", "setup", "up", "simulator", "test", "search", "account-test", "check"),
    *("format", "bench", "docs", "lock", "clean"),
]


def find_python(search_path: str, *asked: str) -> subprocess.CompletedProcess[str]:
    return ran([ROOT / "toolchain" / "find-python", *asked], env={"PATH": search_path})


def test_make_alone_shows_each_verb_in_one_line() -> None:
    if shutil.which("make") is None:
        pytest.skip("there is no make here")
    lines = subprocess.check_output(["make", "--no-print-directory"], cwd=ROOT, text=True).splitlines()
    assert [line.split()[0] for line in lines] == VERBS
    assert all(len(line.split()) > 3 for line in lines)


@pytest.mark.parametrize("verb", ["test", "search"])
def test_a_verb_that_takes_minutes_says_how_many_before_it_begins(verb: str) -> None:
    if shutil.which("make") is None:
        pytest.skip("there is no make here")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    steps = subprocess.check_output(
        ["make", "--dry-run", verb], cwd=ROOT, env=environment, text=True
    ).splitlines()
    said, *run = steps[-2:]

    assert re.search(r"take about \d+ minutes on two cores", said)
    assert "pytest" in run[0]


def test_the_python_asked_for_comes_first(programs: Programs) -> None:
    folder = programs("pythons", "python3", "python3.12", script="exit 0")
    assert find_python(str(folder), "python3").stdout.strip() == str(folder / "python3")


def test_a_python_too_old_gives_way_to_a_newer_one(programs: Programs) -> None:
    folder = programs("pythons", "python3.12", script="exit 0")
    programs("pythons", "python3", "python3.13", script="exit 1")
    assert find_python(str(folder), "python3").stdout.strip() == str(folder / "python3.12")


def test_a_missing_python_is_reported_in_one_line(programs: Programs) -> None:
    answer = find_python(str(programs("pythons", "python3", script="exit 1")), "python3")
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert re.fullmatch(r"Python 3\.11 or newer is missing\. Install it .*\n", answer.stderr)


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (ToolchainError("Go is missing: install it."), 1, "Go is missing: install it."),
        (PermissionError(13, "Permission denied", "/cache"), 1, "Permission denied: /cache. "),
        (subprocess.CalledProcessError(255, "pulumi"), 255, ""),
        (KeyboardInterrupt(), 130, "Interrupted."),
    ],
)
def test_what_goes_wrong_is_one_line_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    line: str,
) -> None:
    def fail(_port: int | None) -> None:
        raise error

    monkeypatch.setattr(toolchain, "_setup", fail)
    monkeypatch.setattr("sys.argv", ["toolchain"])
    assert toolchain.main() == code
    shown = capsys.readouterr().err
    assert shown.startswith(line)
    assert shown.count("\n") == bool(line)


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A checkout that was set up, with the state of the demo."""
    for name in (".venv/bin", ".state/.pulumi/stacks/project", ".mypy_cache", "provider/__pycache__"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("demo.json", "demo.json.bak"):
        (tmp_path / ".state/.pulumi/stacks/project" / name).touch()
    shutil.copy(ROOT / "Pulumi.demo.yaml", tmp_path)
    return tmp_path


def test_cleaning_removes_what_set_up_and_use_left(used: Path) -> None:
    (used / "provider" / "base.py").touch()
    remove_leftovers(used)
    assert sorted(path.name for path in used.rglob("*")) == ["Pulumi.demo.yaml", "base.py", "provider"]


@pytest.mark.parametrize("name", ["acme", "acme.europe"])
def test_cleaning_refuses_to_remove_the_only_state_of_another_stack(used: Path, name: str) -> None:
    (used / f".state/.pulumi/stacks/project/{name}.json").touch()
    with pytest.raises(ToolchainError, match=f"the only state of {name}") as refused:
        remove_leftovers(used)
    assert f"pulumi stack rm --force --yes --preserve-config {name}`" in str(refused.value)
    assert (used / ".venv").exists()


def test_cleaning_refuses_to_remove_the_state_of_another_account(used: Path) -> None:
    file = used / "Pulumi.demo.yaml"
    file.write_text(re.sub("domainApiUrl: .*", "domainApiUrl: https://api.liveperson.net", file.read_text()))
    with pytest.raises(ToolchainError, match="the only state of demo"):
        remove_leftovers(used)


def test_cleaning_removes_what_pulumi_keeps_of_a_stack_that_is_gone(used: Path) -> None:
    (used / ".state/.pulumi/stacks/project/acme.json.bak").touch()
    remove_leftovers(used)
    assert not (used / ".state").exists()


def test_the_cli_and_the_python_sdk_are_of_one_release() -> None:
    sdk = re.search(r"^pulumi==(\d+\.\d+)\.", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert sdk is not None
    assert pinned_version().startswith(f"{sdk[1]}.")


def test_what_runs_for_users_is_what_is_tested() -> None:
    run_time, tested = (
        {line for line in (ROOT / name).read_text().splitlines() if "==" in line}
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert run_time <= tested


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_pinned_package_names_the_files_that_it_may_be(name: str) -> None:
    text = (ROOT / name).read_text()
    pins = re.findall(r"^\S+==\S+.*", text, re.MULTILINE)
    assert pins
    assert [pin for pin in pins if f"{pin}\n    --hash=sha256:" not in text] == []


def test_no_package_is_built_with_unpinned_tools() -> None:
    assert all(
        "\n--only-binary :all:\n" in (ROOT / name).read_text()
        for name in ("requirements.txt", "requirements-dev.txt")
    )


def test_workflow_actions_are_pinned_to_commits() -> None:
    text = "".join(path.read_text() for path in (ROOT / ".github" / "workflows").glob("*.yml"))
    used = re.findall(r"uses: ([^.].*)", text)  # those of this repository begin with a dot
    assert used
    assert [line for line in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_what_runs_as_a_program_may_be_executed() -> None:
    assert all(os.access(ROOT / name, os.X_OK) for name in ("toolchain/find-python", ".ci/run"))
