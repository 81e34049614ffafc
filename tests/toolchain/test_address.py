"""Where the demo's stacks look for their simulator."""

from pathlib import Path

import pytest

from tests.committed import write_committed
from toolchain.address import move, port_of
from toolchain.errors import ToolchainError

DEMO = ("demo", "acme-dev", "acme-prod")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    write_committed(tmp_path, *(f"Pulumi.{name}.yaml" for name in DEMO))
    return tmp_path


def test_all_stacks_of_the_demo_move_to_another_port_and_nothing_else_changes(checkout: Path) -> None:
    before = {name: (checkout / f"Pulumi.{name}.yaml").read_text() for name in DEMO}
    old = port_of(checkout)

    move(checkout, 18491)

    assert port_of(checkout) == 18491
    assert {name: (checkout / f"Pulumi.{name}.yaml").read_text() for name in DEMO} == {
        name: text.replace(f":{old}\n", ":18491\n") for name, text in before.items()
    }


def test_another_stack_does_not_move(checkout: Path) -> None:
    own = "config:\n  liveperson:domainApiUrl: http://127.0.0.1:8490\n"
    (checkout / "Pulumi.own.yaml").write_text(own)

    move(checkout, 18491)

    assert (checkout / "Pulumi.own.yaml").read_text() == own


def test_a_demo_that_is_used_for_another_account_is_reported(checkout: Path) -> None:
    (checkout / "Pulumi.demo.yaml").write_text("config:\n  liveperson:accountId: '12345678'\n")

    with pytest.raises(ToolchainError, match=r"`git checkout Pulumi\.demo\.yaml` restores it"):
        port_of(checkout)
