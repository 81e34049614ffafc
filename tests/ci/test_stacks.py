"""Which stacks a pipeline works on, as its first job asks: before anything is installed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ci.actions import ROOT
from tests.committed import STACKS, write_committed
from tests.processes import ran


def listed(folder: Path) -> subprocess.CompletedProcess[str]:
    # Without the packages of the virtual environment.
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'provider')!r}); "
        "from pulumi_liveperson.cli.main import main; code = main(['ci', 'stacks']); "
        "assert not {'pulumi', 'requests'} & set(sys.modules); sys.exit(code)"
    )
    command = [sys.executable, "-I", "-c", program]
    return ran(command, cwd=folder)


def configure(folder: Path, stack: str, address: str | None = None) -> None:
    lines = ["config:", '  liveperson:accountId: "12345678"']
    if address is not None:
        lines.append(f"  liveperson:domainApiUrl: {address}")
    (folder / f"Pulumi.{stack}.yaml").write_text("\n".join(lines) + "\n")


def test_the_stacks_are_those_with_a_configuration(tmp_path: Path) -> None:
    for stack in ("support", "acme-prod", "a.b_c"):
        configure(tmp_path, stack)
    configure(tmp_path, "europe", "https://api.example.com")
    for other in ("Pulumi.yaml", "Pulumi.support.yaml.bak", "Pulumi.two words.yaml", "Pulumi.x;rm.yaml"):
        (tmp_path / other).write_text("config: {}\n")

    found = listed(tmp_path)

    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout) == ["a.b_c", "acme-prod", "europe", "support"]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8490", '"http://127.0.0.2:1"', "http://localhost:8490", "http://[::1]:8490"]
)
def test_a_stack_whose_account_is_on_the_machine_of_its_user_is_left_out(
    tmp_path: Path, address: str
) -> None:
    configure(tmp_path, "support")
    configure(tmp_path, "demo", address)

    assert json.loads(listed(tmp_path).stdout) == ["support"]


def test_the_stacks_of_this_project_are_all_examples(tmp_path: Path) -> None:
    write_committed(tmp_path, STACKS)

    found = listed(tmp_path)

    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.count("\n") == 1
    assert "pulumi stack init" in found.stderr
