"""Which other stacks of a project work on the same account, by their configuration files."""

from pathlib import Path

import pytest

from pulumi_liveperson.allowed_targets import DOMAIN_API_URL
from pulumi_liveperson.cli.inventory import neighbours as module
from pulumi_liveperson.cli.inventory.neighbours import neighbours, shared
from pulumi_liveperson.cli.inventory.state import Managed
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.pulumi_cli.command import PulumiError

OURS = Managed(STATUS_REASON, "1", "Lunch", "urn:pulumi:a::p::t::lunch", is_replaced=False)
GOING = Managed(STATUS_REASON, "2", "Tea", "urn:pulumi:a::p::t::tea", is_replaced=True)


def found(monkeypatch: pytest.MonkeyPatch, folder: Path, stack: str, **files: str) -> dict[str, list[str]]:
    """Return what the neighbours of a stack manage, where each state holds the same two objects."""

    def managed(name: str) -> list[Managed]:
        if name.endswith("absent"):
            raise PulumiError("This stack does not exist")
        return [OURS, GOING]

    monkeypatch.chdir(folder)
    monkeypatch.setattr(module, "managed", managed)
    for name, text in files.items():
        Path(f"Pulumi.{name}.yaml").write_text(text)
    return {
        each.stack: [one.id for one in each.managed] for each in neighbours(stack, "71234567", DOMAIN_API_URL)
    }


def config(account: str, address: str = "") -> str:
    more = f"  liveperson:domainApiUrl: {address}\n" if address else ""
    return f"config:\n  liveperson:accountId: {account}\n{more}"


def test_a_stack_of_the_same_account_is_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = {
        "own": config("71234567"),
        "same": config('"71234567"'),
        "spelt": config("71234567", f"{DOMAIN_API_URL}/"),
        "other": config("71234568"),
        "simulated": config("71234567", "http://127.0.0.1:8490"),
        "secret": config("\n    secure: v1:ciphertext"),
        "bare": "encryptionsalt: v1:salt\n",
        "broken": "config: [",
        "absent": config("71234567"),
    }

    assert found(monkeypatch, tmp_path, "own", **files) == {"same": ["1"], "spelt": ["1"]}


def test_an_organization_is_that_of_the_stack(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = {"own": config("71234567"), "same": config("71234567")}

    assert list(found(monkeypatch, tmp_path, "acme/accounts/own", **files)) == ["acme/accounts/same"]


def test_what_is_shared_is_of_one_kind_and_id() -> None:
    neighbour = module.Neighbour("other", (OURS,))
    alike = Managed(SPECIAL_OCCASION, "1", "Lunch", OURS.urn, is_replaced=False)

    assert shared([OURS, GOING], neighbour) == [OURS]
    assert shared([alike], neighbour) == []
